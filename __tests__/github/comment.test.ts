import { describe, expect, it } from 'vitest'
import { openGitHub } from '../../src/github/client.ts'
import { type CommentRequest, upsertComment } from '../../src/github/comment.ts'
import { markerLine, stateLine } from '../../src/report/marker.ts'
import {
  onComments,
  primaryLimit,
  SERVER_ERROR,
  secondaryLimit,
  TOO_LONG,
} from '../../stand-ins/github/faults.ts'
import { type FakeGitHub, type FakeGitHubOptions, startFakeGitHub } from '../../stand-ins/github.ts'

const KEY = { config: 'benchmark.yaml', workflow: 'benchmark', job: 'test' }
const NEW = { sha: 'b'.repeat(40), run: 20, attempt: 1 }
const OLD = { sha: 'a'.repeat(40), run: 10, attempt: 1 }
const MARKER = markerLine(KEY)
const bodyOf = (state: typeof NEW, text: string) => `${MARKER}\n${stateLine(state)}\n${text}`

async function requestTo(github: FakeGitHub, change: Partial<CommentRequest> = {}): Promise<CommentRequest> {
  return {
    github: await openGitHub({ token: github.token, apiUrl: github.url, second: 20 }),
    owner: 'acme',
    repo: 'wdbc',
    number: 7,
    key: KEY,
    state: NEW,
    fork: false,
    render: ({ marker, budget }) => `${marker}\nreport within ${budget}`,
    ...change,
  }
}

async function upsert(options: FakeGitHubOptions, change: Partial<CommentRequest> = {}) {
  await using github = await startFakeGitHub(options)
  const done = await upsertComment(await requestTo(github, change))
  const writes = github.requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql')
  return {
    done,
    bodies: github.comments.map(({ body }) => body),
    ids: github.comments.map(({ id }) => id),
    writes: writes.map(({ method, status }) => `${method} ${status}`),
    requests: github.requests,
  }
}

const ours = { issue: 7, body: bodyOf(OLD, 'old report') }
const CURRENT = bodyOf(NEW, 'report within 60000')

describe.concurrent('upsertComment', () => {
  it('creates the comment where there is none', async () => {
    const { done, bodies, writes } = await upsert({
      comments: [{ issue: 7, body: 'hello', login: 'octocat' }],
    })
    expect(done).toMatchObject({ state: 'created', url: expect.stringContaining('#issuecomment-') })
    expect(bodies).toEqual(['hello', CURRENT])
    expect(writes).toEqual(['POST 201'])
  })

  it('updates what an earlier run wrote', async () => {
    const { done, bodies } = await upsert({ comments: [ours] })
    expect(done).toMatchObject({ state: 'updated' })
    expect(bodies).toEqual([CURRENT])
  })

  it('finds its comment behind hundreds of others', async () => {
    const others = Array.from({ length: 230 }, () => ({ issue: 7, body: 'chat', login: 'octocat' }))
    const { done, bodies, requests } = await upsert({ comments: [...others, ours] })
    expect(done).toMatchObject({ state: 'updated' })
    expect(bodies.at(-1)).toBe(CURRENT)
    expect(requests.filter(({ method }) => method === 'GET')).toHaveLength(3)
  })

  it('leaves a comment alone in which a stranger wrote the marker', async () => {
    const { done, bodies } = await upsert({ comments: [{ ...ours, login: 'mallory' }] })
    expect(done).toMatchObject({ state: 'created' })
    expect(bodies).toEqual([ours.body, CURRENT])
  })

  it.each(['quoted:\n', '> '])(
    'leaves a comment of its own alone that only quotes the marker (%j)',
    async (start) => {
      const { done } = await upsert({ comments: [{ issue: 7, body: `${start}${ours.body}` }] })
      expect(done).toMatchObject({ state: 'created' })
    },
  )

  it('leaves the comment of another benchmark of the same repository alone', async () => {
    const other = { issue: 7, body: ours.body.replace('benchmark.yaml', 'b%2Fbenchmark.yaml') }
    const { bodies } = await upsert({ comments: [other] })
    expect(bodies).toEqual([other.body, CURRENT])
  })

  it('does not write what is there already', async () => {
    const there = { issue: 7, body: `${CURRENT.replaceAll('\n', '\r\n')}\n` }
    const { done, writes } = await upsert({ comments: [there] })
    expect(done).toMatchObject({ state: 'unchanged' })
    expect(writes).toEqual([])
  })

  it.each([
    ['an older run', { ...NEW, run: 30 }],
    ['an earlier attempt of the run', { ...NEW, attempt: 2 }],
  ])('does not let %s that ends late write over the newer one', async (_, state) => {
    const { done, writes } = await upsert({ comments: [{ issue: 7, body: bodyOf(state, 'newer') }] })
    expect(done).toMatchObject({ state: 'superseded' })
    expect(writes).toEqual([])
  })

  it('keeps one of two comments that overlapping runs made', async () => {
    const { done, bodies, writes } = await upsert({ comments: [ours, ours] })
    expect(done).toMatchObject({ state: 'updated' })
    expect(bodies).toEqual([CURRENT])
    expect(writes).toEqual(['DELETE 204', 'PATCH 200'])
  })

  it('gives way when a newer run made its comment at the same time', async () => {
    await using github = await startFakeGitHub({})
    const newer = bodyOf({ ...NEW, run: 30 }, 'newer')
    const other = await openGitHub({ token: github.token, apiUrl: github.url })
    const request = await requestTo(github)
    const { rest } = request.github
    const { defaults, endpoint } = rest.issues.createComment
    // The other run's comment arrives between our look and our own comment.
    const late = async (comment: Parameters<typeof rest.issues.createComment>[0]) => {
      await other.rest.issues.createComment({ owner: 'acme', repo: 'wdbc', issue_number: 7, body: newer })
      return rest.issues.createComment(comment)
    }
    const issues = { ...rest.issues, createComment: Object.assign(late, { defaults, endpoint }) }
    const done = await upsertComment({
      ...request,
      github: { ...request.github, rest: { ...rest, issues } },
    })
    expect(github.comments.map(({ body }) => body)).toEqual([newer])
    expect(done).toMatchObject({ state: 'created' })
  })

  it.each([403, 404])('writes a new comment when the old one answers %i to an edit', async (status) => {
    const fault = { method: 'PATCH', answer: { status, body: { message: 'Not Found' } } }
    const { done, writes } = await upsert({ comments: [ours], faults: [fault] })
    expect(done).toMatchObject({ state: 'created' })
    expect(writes).toContain('POST 201')
  })

  it('says which permission to add when it may not comment', async () => {
    const { done } = await upsert({ readOnly: ['comments'] })
    expect(done).toEqual({
      warning: [
        'The comment could not be written (HTTP 403, Resource not accessible by integration).',
        ' The token lacks a permission (in a run that Dependabot started it can only read). Add to the job:\n',
        '    permissions:\n      contents: read\n      pull-requests: write\n',
        ' The report is in the summary of this run.',
      ].join(''),
    })
  })

  it('says that a fork cannot have the permission', async () => {
    const { done } = await upsert({ readOnly: true }, { fork: true })
    expect(done).toMatchObject({ warning: expect.stringContaining('comes from a fork') })
    expect(done).not.toMatchObject({ warning: expect.stringContaining('Add to the job') })
  })

  it('says that the token is wrong', async () => {
    await using github = await startFakeGitHub({})
    const wrong = await openGitHub({ token: 'wrong', apiUrl: github.url })
    const done = await upsertComment(await requestTo(github, { github: wrong }))
    expect(done).toMatchObject({ warning: expect.stringMatching(/HTTP 401.*does not know the token/) })
    expect(JSON.stringify(done)).not.toContain('wrong')
  })

  it('says so when the conversation is locked', async () => {
    const answer = { status: 403, body: { message: 'Unable to create comment because issue is locked.' } }
    const { done } = await upsert({ faults: [{ method: 'POST', answer }] })
    expect(done).toMatchObject({ warning: expect.stringContaining('unlock it') })
  })

  it('writes less when GitHub says it is too long', async () => {
    const { done, bodies, writes } = await upsert({
      faults: [{ method: 'POST', times: 2, answer: TOO_LONG }],
    })
    expect(done).toMatchObject({ state: 'created' })
    expect(bodies).toEqual([bodyOf(NEW, 'report within 12000')])
    expect(writes).toEqual(['POST 422', 'POST 422', 'POST 201'])
  })

  it('gives up on a comment that is always too long', async () => {
    const { done, writes } = await upsert({ faults: [{ method: 'POST', times: 99, answer: TOO_LONG }] })
    expect(done).toMatchObject({ warning: expect.stringContaining('Body is too long') })
    expect(writes).toHaveLength(4)
  })

  it('never sends more bytes than it asked for', async () => {
    const { bodies } = await upsert({}, { render: ({ marker }) => `${marker}\n${'ü'.repeat(40_000)}` })
    expect(Buffer.byteLength(bodies[0] ?? '')).toBeLessThan(60_000)
    expect(bodies[0]).toContain(MARKER)
  })

  it('goes on after a list that failed with 502', async () => {
    const { done } = await upsert({
      comments: [ours],
      faults: [{ method: 'GET', times: 2, answer: SERVER_ERROR }],
    })
    expect(done).toMatchObject({ state: 'updated' })
  })

  it('goes on after a connection that was cut', async () => {
    const { done } = await upsert({ comments: [ours], faults: [{ method: 'PATCH', answer: 'cut' }] })
    expect(done).toMatchObject({ state: 'updated' })
  })

  it('looks before it tries a new comment again, for the first may have been made', async () => {
    await using github = await startFakeGitHub({
      faults: [{ method: 'POST', path: /comments$/, answer: 'cut' }],
    })
    const request = await requestTo(github)
    const other = await openGitHub({ token: github.token, apiUrl: github.url })
    const made = { owner: 'acme', repo: 'wdbc', issue_number: 7, body: CURRENT }
    const done = await upsertComment({
      ...request,
      github: {
        ...request.github,
        // What the lost request did shows up during the wait.
        pause: async () => void (await other.rest.issues.createComment(made)),
      },
    })
    expect(done).toMatchObject({ state: 'unchanged' })
    expect(github.comments.map(({ body }) => body)).toEqual([CURRENT])
  })

  it('warns when the server is down for good', async () => {
    const { done } = await upsert({ faults: [onComments(SERVER_ERROR)] })
    expect(done).toMatchObject({
      warning: expect.stringMatching(/HTTP 502, a page instead of an answer.*run the job again/),
    })
  })

  it('warns when nobody answers at all', async () => {
    const github = await startFakeGitHub({})
    const request = await requestTo(github)
    await github.close()
    expect(await upsertComment(request)).toMatchObject({
      warning: expect.stringMatching(/^The comment could not be written \([^)]*\)\. This may pass/),
    })
  })

  it.each([
    ['secondary limit', secondaryLimit(2)],
    ['hourly limit (403)', primaryLimit(0)],
    ['hourly limit (429)', primaryLimit(0, 429)],
    ['limit that only a header tells', { status: 429, headers: { 'retry-after': '2' }, body: 'slow down' }],
  ])('waits for a short %s', async (_, answer) => {
    const { done, writes } = await upsert({ faults: [{ method: 'POST', path: /comments$/, answer }] })
    expect(done).toMatchObject({ state: 'created' })
    expect(writes).toHaveLength(2)
  })

  it.each([
    ['secondary limit', secondaryLimit(3_600)],
    ['hourly limit', primaryLimit(3_600)],
    ['hourly limit (429)', primaryLimit(3_600, 429)],
    ['limit that only a header tells', { status: 429, headers: { 'retry-after': '900' }, body: 'slow down' }],
  ])('does not wait for a long %s', async (_, answer) => {
    const { done, requests } = await upsert({ faults: [onComments(answer)] })
    expect(done).toMatchObject({ warning: expect.stringContaining('rate limit is used up') })
    expect(requests).toHaveLength(1)
  })
})

describe.concurrent('the author check', () => {
  const noGraphql = { path: /graphql$/, times: 99, answer: { status: 403, body: { message: 'Forbidden' } } }
  const noUser = {
    path: /\/user$/,
    times: 99,
    answer: { status: 403, body: { message: 'Resource not accessible by integration' } },
  }

  it('knows a personal token by its user', async () => {
    const { bodies } = await upsert({ login: 'octocat', comments: [ours, { ...ours, login: 'mallory' }] })
    expect(bodies).toEqual([CURRENT, ours.body])
  })

  it('asks REST where there is no GraphQL', async () => {
    const user = { path: /\/user$/, answer: { status: 200, body: { login: 'octocat' } } }
    const { bodies } = await upsert({
      login: 'octocat',
      comments: [{ ...ours, login: 'mallory' }, ours],
      faults: [noGraphql, user],
    })
    expect(bodies).toEqual([ours.body, CURRENT])
  })

  it('takes the comments of apps, never of people, where GitHub tells nothing', async () => {
    const { bodies } = await upsert({
      comments: [{ ...ours, login: 'mallory' }, ours],
      faults: [noGraphql, noUser],
    })
    expect(bodies).toEqual([ours.body, CURRENT])
  })

  it('asks nobody when no comment has the marker', async () => {
    const { requests } = await upsert({})
    expect(requests.filter(({ path }) => path === '/graphql')).toEqual([])
  })
})
