import { expect, test } from 'vitest'
import type { Wish } from '../../src/job/intent.ts'
import type { Job } from '../../src/job/job.ts'
import { settleTag } from '../../src/lookup/standing.ts'
import { BASE_SHA, HEAD_SHA } from '../../stand-ins/events.ts'
import type { FakeGitHub } from '../../stand-ins/github.ts'
import { tinyGitHub } from '../support/tiny.ts'
import { jobOn } from './job.ts'

const wish: Wish = { mode: 'auto', dryRun: false, hasCredential: true }

const tagged = ({ url, token }: Pick<FakeGitHub, 'url' | 'token'>, change: Partial<Job> = {}): Job =>
  jobOn('/nowhere', {
    commit: BASE_SHA,
    standing: { kind: 'tagged', branch: 'main', tag: 'v1' },
    intent: 'test',
    wish,
    github: {
      apiUrl: url,
      serverUrl: 'https://github.com',
      repository: { owner: 'acme', repo: 'wdbc' },
      token,
      hasArtifacts: false,
    },
    ...change,
  })

test('the tag of a commit that is on the branch registers', async () => {
  await using github = await tinyGitHub()
  expect(await settleTag(tagged(github))).toMatchObject({
    standing: { kind: 'on', branch: 'main' },
    intent: 'apply',
  })
  const dry = tagged(github, { wish: { ...wish, dryRun: true } })
  expect(await settleTag(dry)).toMatchObject({ standing: { kind: 'on' }, intent: 'plan' })
})

test('the tag of another commit does not', async () => {
  await using github = await tinyGitHub()
  expect(await settleTag(tagged(github, { commit: HEAD_SHA }))).toMatchObject({
    standing: { kind: 'off', held: { message: expect.stringContaining('its commit is not on `main`') } },
    intent: 'test',
  })
})

test.each([
  [
    'the token may not read',
    { faults: [{ path: /compare/, answer: { status: 403, body: {} }, times: 10 }] },
    {},
  ],
  ['GitHub does not know the commit', {}, { commit: 'f'.repeat(40) }],
  ['the event has no commit', {}, { commit: undefined }],
  ['there is no repository', {}, { github: { apiUrl: 'http://127.0.0.1:9' } }],
] as const)('nothing is registered where %s', async (_, world, change) => {
  await using github = await tinyGitHub(world as object)
  const { standing, intent } = await settleTag(tagged(github, change as Partial<Job>))
  expect(intent).toBe('test')
  expect(standing).toMatchObject({
    kind: 'off',
    held: {
      message: expect.stringMatching(/^nothing is registered from the tag `v1`: .* is not known \(.+\)$/),
    },
  })
})
