import { describe, expect, it } from 'vitest'
import { openGitHub } from '../../src/github/client.ts'
import { commitLock, type LockRequest } from '../../src/github/lock.ts'
import { type FakeGitHub, type FakeGitHubOptions, startFakeGitHub } from '../../stand-ins/github.ts'

const BASE = 'b'.repeat(40)
const PATH = 'benchmark.lock.json'
const world = { commits: [{ sha: BASE, parents: [] }], branches: { main: BASE } }

async function commitTo(github: FakeGitHub, how: LockRequest['how'], text = '{"uid":1}\n') {
  return commitLock({
    github: await openGitHub({ token: github.token, apiUrl: github.url, second: 1 }),
    owner: 'acme',
    repo: 'wdbc',
    path: PATH,
    branch: 'main',
    how,
    text,
    message: 'Lock toy as benchmark 1',
    isSame: (a, b) => a === b,
    isLater: async (before) => before.includes('later'),
  })
}

const refusing = (status: number, message: string, times = 99): FakeGitHubOptions => ({
  ...world,
  faults: [{ method: 'PUT', path: /\/contents\//, times, answer: { status, body: { message } } }],
})

describe('the lock', () => {
  it.each<[number, string]>([
    [403, 'Protected branch update failed for refs/heads/main.'],
    [409, 'Could not update file: Changes must be made through a pull request.'],
    [409, 'Repository rule violations found\n\nChanges must be made through a pull request.'],
    [422, 'Repository rule violations found: Required status check "test" is expected.'],
  ])(
    'on a protected branch (%i %s) is a warning that says what to use instead, after one try',
    async (status, message) => {
      await using github = await startFakeGitHub(refusing(status, message))
      const done = await commitTo(github, 'commit')
      expect(done).toEqual({
        warning: expect.stringMatching(
          /could not be committed \(HTTP \d+, .*\)\. The branch main is protected: use `commit-lock: pull-request`.* at the output `lock`\.$/,
        ),
      })
      expect(JSON.stringify(done)).not.toMatch(/permissions:|githubstatus/)
      expect(github.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1)
      expect(await commitTo(github, 'pull-request')).toMatchObject({
        warning: expect.stringContaining('output `lock`'),
      })
    },
  )

  it('is tried again where somebody pushed meanwhile, and then is a warning', async () => {
    const moved = 'is at 1 but expected 2'
    await using once = await startFakeGitHub(refusing(409, moved, 1))
    expect(await commitTo(once, 'commit')).toMatchObject({ state: 'committed' })
    await using always = await startFakeGitHub(refusing(409, moved))
    expect(await commitTo(always, 'commit')).toEqual({
      warning: expect.stringContaining('Others push to the branch at the same time'),
    })
    expect(always.requests.filter(({ method }) => method === 'PUT')).toHaveLength(3)
  })

  it('without the permission names it', async () => {
    await using github = await startFakeGitHub({ ...world, readOnly: ['contents'] })
    expect(await commitTo(github, 'commit')).toEqual({ warning: expect.stringContaining('contents: write') })
  })

  it('as a pull request that Actions may not open names the setting', async () => {
    const message = 'GitHub Actions is not permitted to create or approve pull requests.'
    await using github = await startFakeGitHub({
      ...world,
      faults: [{ method: 'POST', path: /\/pulls$/, times: 9, answer: { status: 403, body: { message } } }],
    })
    expect(await commitTo(github, 'pull-request')).toEqual({
      warning: expect.stringContaining('Tick "Allow GitHub Actions to create and approve pull requests"'),
    })
  })

  it.each(['commit', 'pull-request'] as const)('of a later merge is not taken away by %s', async (how) => {
    await using github = await startFakeGitHub(world)
    expect(await commitTo(github, how, 'later')).toMatchObject({
      state: expect.stringMatching(/committed|proposed/),
    })
    const written = [...github.contents.values()].map(({ text }) => text)
    expect(await commitTo(github, how, 'earlier')).toEqual({ state: 'superseded' })
    expect([...github.contents.values()].map(({ text }) => text)).toEqual(written)
  })

  it('of two merges at once is that of the later one, whoever comes last', async () => {
    const moved = { status: 409, body: { message: 'is at 1 but expected 2' } }
    for (const texts of [
      ['earlier', 'later'],
      ['later', 'earlier'],
    ]) {
      await using github = await startFakeGitHub({
        ...world,
        faults: [{ method: 'PUT', path: /\/contents\//, answer: moved }],
      })
      await Promise.all(texts.map((text) => commitTo(github, 'commit', text)))
      expect(github.contents.get(`main:${PATH}`)?.text).toBe('later')
    }
  })

  it('is proposed again where another merge made the branch anew meanwhile', async () => {
    await using github = await startFakeGitHub(refusing(409, 'is at 1 but expected 2', 1))
    expect(await commitTo(github, 'pull-request')).toMatchObject({ state: 'proposed' })
  })

  it('that is there already is left alone', async () => {
    await using github = await startFakeGitHub(world)
    expect(await commitTo(github, 'commit')).toMatchObject({ state: 'committed' })
    expect(await commitTo(github, 'commit')).toEqual({ state: 'unchanged' })
    expect(await commitTo(github, 'pull-request')).toEqual({ state: 'unchanged' })
  })
})
