import { getOctokit } from '@actions/github'
import { expect, test } from 'vitest'
import { onComments, secondaryLimit } from '../../stand-ins/github/faults.ts'
import { startFakeGitHub } from '../../stand-ins/github.ts'

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
