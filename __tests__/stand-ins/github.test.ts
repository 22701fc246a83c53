import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getOctokit } from '@actions/github'
import { expect, test } from 'vitest'
import { openGitHub } from '../../src/github/client.ts'
import { publishAsset } from '../../src/github/releases.ts'
import { nameAsset } from '../../src/plan/asset.ts'
import { onComments, secondaryLimit } from '../../stand-ins/github/faults.ts'
import { startFakeGitHub } from '../../stand-ins/github.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'

const owner = 'acme'
const repo = 'wdbc'
const client = ({ url, token }: { url: string; token: string }) => getOctokit(token, { baseUrl: url })

test('comments come in pages that the client can follow', async () => {
  const comments = Array.from({ length: 71 }, (_, at) => ({ issue: 7, body: `comment ${at}` }))
  await using github = await startFakeGitHub({ comments })
  const { rest, paginate } = client(github)
  const all = await paginate(rest.issues.listComments, { owner, repo, issue_number: 7 })
  expect(all.map(({ body }) => body)).toEqual(comments.map(({ body }) => body))
  expect(github.requests).toHaveLength(3)
})

test('a token that can only read is refused with the words of GitHub', async () => {
  await using github = await startFakeGitHub({ readOnly: true })
  const { rest } = client(github)
  const writing = rest.issues.createComment({ owner, repo, issue_number: 7, body: 'hello' })
  await expect(writing).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining('Resource not accessible by integration'),
  })
  expect(github.comments).toEqual([])
})

test('another token is refused', async () => {
  await using github = await startFakeGitHub()
  const { rest } = client({ url: github.url, token: 'other' })
  await expect(rest.issues.listComments({ owner, repo, issue_number: 7 })).rejects.toMatchObject({
    status: 401,
  })
})

test('a body of more than 65,536 characters is refused', async () => {
  await using github = await startFakeGitHub()
  const { rest } = client(github)
  const write = (length: number) =>
    rest.issues.createComment({ owner, repo, issue_number: 7, body: 'x'.repeat(length) })
  await expect(write(65_537)).rejects.toMatchObject({ status: 422 })
  expect((await write(65_536)).status).toBe(201)
})

test('a fault is used as often as it says, then the truth is told', async () => {
  await using github = await startFakeGitHub({ faults: [onComments(secondaryLimit(1), 1)] })
  const { rest } = client(github)
  const list = () => rest.issues.listComments({ owner, repo, issue_number: 7 })
  await expect(list()).rejects.toMatchObject({ status: 403 })
  expect((await list()).data).toEqual([])
})

test('check runs are found by commit, name and branch, and too long ones are refused by bytes', async () => {
  const sha = 'b'.repeat(40)
  await using github = await startFakeGitHub({ commits: [{ sha, parents: [] }], branches: { main: sha } })
  const { rest } = client(github)
  const create = (text: string) =>
    rest.checks.create({
      owner,
      repo,
      name: 'base',
      head_sha: sha,
      conclusion: 'success',
      output: { title: 'ok', summary: 'ok', text },
    })
  await create('one')
  await create('two')
  const { data } = await rest.checks.listForRef({ owner, repo, ref: 'main', check_name: 'base' })
  expect(data.check_runs.map(({ output }) => output.text)).toEqual(['two'])
  await expect(create('ä'.repeat(40_000))).rejects.toMatchObject({ status: 422 })
})

test('two commits meet where their histories do', async () => {
  const commits = [
    { sha: 'c'.repeat(40), parents: ['a'.repeat(40)] },
    { sha: 'b'.repeat(40), parents: ['a'.repeat(40)] },
    { sha: 'a'.repeat(40), parents: [] },
  ]
  await using github = await startFakeGitHub({ commits, branches: { main: 'c'.repeat(40) } })
  const { rest } = client(github)
  const { data } = await rest.repos.compareCommitsWithBasehead({
    owner,
    repo,
    basehead: `main...${'b'.repeat(40)}`,
  })
  expect(data.merge_base_commit.sha).toBe('a'.repeat(40))
})

test('of two releases of one tag the second cannot be published, and a draft can be taken away', async () => {
  await using github = await startFakeGitHub()
  const { rest } = client(github)
  const make = (draft: boolean) => rest.repos.createRelease({ owner, repo, tag_name: 'files', draft })
  const [one, two] = [(await make(true)).data, (await make(true)).data]
  const publish = (release_id: number) =>
    rest.repos.updateRelease({ owner, repo, release_id, tag_name: 'files', draft: false })
  const taken = {
    status: 422,
    response: { data: { errors: [{ resource: 'Release', code: 'already_exists', field: 'tag_name' }] } },
  }
  expect((await publish(one.id)).data.draft).toBe(false)
  await expect(publish(two.id)).rejects.toMatchObject(taken)
  await expect(make(false)).rejects.toMatchObject(taken)
  expect((await publish(one.id)).status).toBe(200)
  expect((await rest.repos.deleteRelease({ owner, repo, release_id: two.id })).status).toBe(204)
  expect((await rest.repos.listReleases({ owner, repo })).data.map(({ id }) => id)).toEqual([one.id])
})

test('two runs that publish at once end with one release that has both files', async () => {
  await using github = await startFakeGitHub()
  await using folder = await tempFolder()
  const publish = async (text: string) => {
    const path = join(folder.path, text)
    await writeFile(path, text)
    const sha256 = createHash('sha256').update(text).digest('hex')
    return publishAsset({
      github: await openGitHub({ token: github.token, apiUrl: github.url, second: 1 }),
      owner,
      repo,
      token: github.token,
      asset: { path, name: nameAsset(text, sha256, '.txt'), sha256, bytes: text.length },
      signal: new AbortController().signal,
      say: () => {},
    })
  }
  const published = await Promise.all(['one', 'two', 'three'].map(publish))
  const { data } = await client(github).rest.repos.listReleases({ owner, repo })
  expect(data.map(({ draft, assets }) => [draft, assets.length])).toEqual([[false, 3]])
  for (const { url } of published) expect((await fetch(url)).status).toBe(200)
})
