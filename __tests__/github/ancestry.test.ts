import { expect, test } from 'vitest'
import { isOnBranch } from '../../src/github/ancestry.ts'
import { openGitHub } from '../../src/github/client.ts'
import { type FakeGitHubOptions, startFakeGitHub } from '../../stand-ins/github.ts'

const [ROOT, TIP, SIDE, LATER] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(40)) as [
  string,
  string,
  string,
  string,
]

const commits = [
  { sha: LATER, parents: [TIP] },
  { sha: SIDE, parents: [ROOT] },
  { sha: TIP, parents: [ROOT] },
  { sha: ROOT, parents: [] },
]

async function ask(sha: string, options: FakeGitHubOptions = {}, branch = 'main') {
  await using fake = await startFakeGitHub({ commits, branches: { main: TIP, side: SIDE }, ...options })
  const github = await openGitHub({ token: fake.token, apiUrl: fake.url, second: 1 })
  return await isOnBranch({ github, owner: 'acme', repo: 'wdbc', sha }, branch)
}

test.each([
  ['its tip', TIP, true],
  ['an ancestor', ROOT, true],
  ['a commit beside it', SIDE, false],
  ['a commit that is to come', LATER, false],
])('%s is on the branch: %s', async (_, sha, expected) => {
  expect(await ask(sha)).toBe(expected)
})

test('a tag that is called like the branch does not stand for it', async () => {
  expect(await ask(SIDE, { tags: { main: SIDE } })).toBe(false)
  expect(await ask(ROOT, { tags: { main: SIDE } })).toBe(true)
})

test.each([
  ['there is no such branch', TIP, {}, 'gone'],
  ['there is no such commit', 'e'.repeat(40), {}, 'main'],
  ['only a tag has the name', SIDE, { tags: { gone: SIDE } }, 'gone'],
])('where %s, nobody says so', async (_, sha, options, branch) => {
  await expect(ask(sha, options, branch)).rejects.toMatchObject({ status: 404 })
})
