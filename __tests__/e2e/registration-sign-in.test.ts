import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Owner, type OwnerOptions, startOwner, tinyRegistry } from '../support/registering.ts'

const { image } = await tinyRegistry()

const start = (options: Partial<OwnerOptions> = {}) => startOwner({ era: 'model', image, ...options })

const PROMPT = /open (\S+) and confirm the code (\S+) before/

/** Merges as somebody who has to sign in, and answers the sign-in once `seen` says so. */
async function merge(owner: Owner, answer: string, seen: (code: string) => boolean = () => true) {
  let answered: Promise<string> | undefined
  let isOver = false
  let log = ''
  const answerTo = async (url: string, code: string) => {
    while (!seen(code) && !isOver) await sleep(50)
    const before = owner.github.comments.map(({ body }) => body).join('\n')
    await fetch(url, { method: 'POST', body: new URLSearchParams(answer) })
    return before
  }
  const run = await owner.run({
    inputs: { server: owner.server.url, 'login-email': 'testbo@example.com' },
    onOutput(text) {
      log += text
      const [, url, code] = PROMPT.exec(log) ?? []
      if (url !== undefined && code !== undefined) answered ??= answerTo(url, code)
    },
  })
  isOver = true
  const [, url = '', code = ''] = PROMPT.exec(log) ?? []
  return { run, url, code, before: await answered }
}

const signIns = ({ github }: Owner) =>
  github.comments.filter(({ body }) => body.includes('job=sign-in+on')).map(({ body }) => body)

test('the merged pull request is asked to sign in; confirmed, it is registered, and the code is gone from comment and summary', async () => {
  await using owner = await start()
  const { run, url, code, before } = await merge(owner, 'email=testbo@example.com', (shown) =>
    owner.github.comments.some(({ body }) => body.includes(shown)),
  )
  expect(before).toContain(`(${url})`)
  expect(before).toContain('any other address is refused')
  expect(before).not.toContain('testbo@example.com')
  expect(run.said).toContain(`confirm the code ${code}`)
  expect(run.said).not.toMatch(/^(error|warning)/m)
  expect(run.code).toBe(0)
  expect(signIns(owner)).toEqual([expect.stringContaining('Signed in to')])
  for (const text of [...run.comments, run.summary]) expect(text).not.toContain(code)
  expect(run.summary).toContain('Signed in to')
  expect(await owner.rows('benchmarks')).toMatchObject([{ name: 'tiny' }])
})

test.each([
  ['another e-mail', 'email=testmo@example.com', /somebody else than `login-email` signed in/],
  ['a refusal', 'action=deny', /login failed: User cancelled/],
])(
  '%s ends the wait: nothing is registered, no container starts, and the comment says why',
  async (_, answer, words) => {
    await using owner = await start()
    const { run, code } = await merge(owner, answer, (shown) =>
      owner.github.comments.some(({ body }) => body.includes(shown)),
    )
    expect(run.code).toBe(1)
    expect(run.outputs['verdict']).toBe('error')
    expect(run.said).toMatch(words)
    expect(run.report?.steps).toEqual([])
    expect(signIns(owner)).toEqual([expect.stringMatching(words)])
    for (const text of run.comments) expect(text).not.toContain(code)
    expect(await owner.rows('benchmarks')).toEqual([])
  },
)

test('without a merged pull request link and code are in the log and a notice, and the summary says how it ended', async () => {
  await using owner = await start({ github: { pulls: [] } })
  const { run, code } = await merge(owner, 'email=testbo@example.com')
  expect(run.code).toBe(0)
  expect(run.said).toMatch(new RegExp(`^notice Sign in as .* confirm the code ${code}`, 'm'))
  expect(run.comments).toEqual([])
  expect(run.summary).toContain('Signed in to')
  expect(run.summary).not.toContain(code)
})

test('a comment that is refused is a warning with the permission to add, and the sign-in goes on', async () => {
  await using owner = await start({ github: { readOnly: ['comments'] } })
  const { run } = await merge(owner, 'email=testbo@example.com')
  expect(run.code).toBe(0)
  expect(run.said).toMatch(/^warning The comment could not be written/m)
  expect(run.said).toContain('pull-requests: write')
  expect(await owner.rows('benchmarks')).toMatchObject([{ name: 'tiny' }])
})

test('a run that is cancelled while it waits says so in its comment', async () => {
  await using owner = await start()
  const run = await owner.run({
    inputs: { server: owner.server.url, 'login-email': 'testbo@example.com' },
    signalAfter: /The pull request is told/,
  })
  expect(run.signal).toBeNull()
  expect(run.code).toBe(130)
  expect(signIns(owner)).toEqual([expect.stringContaining('waits no more: it was cancelled')])
})
