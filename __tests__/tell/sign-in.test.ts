import { expect, test } from 'vitest'
import { renderSignedIn, renderWaiting } from '../../src/report/page/sign-in.ts'
import { endEarlier, endKilled, endSignIn, tellSignIn } from '../../src/tell/sign-in.ts'
import { BASE_SHA } from '../../stand-ins/events.ts'
import type { FakeGitHub } from '../../stand-ins/github.ts'
import { jobOn } from '../lookup/job.ts'
import { createDesk } from '../support/desk.ts'
import { MERGED } from '../support/registering.ts'
import { tinyGitHub } from '../support/tiny.ts'

const server = 'https://medperf.example.org'

/** One of several runs that register the same merge. */
const runOf = (github: FakeGitHub, id: number) =>
  jobOn('/nowhere', {
    server,
    commit: BASE_SHA,
    trigger: { kind: 'push', sha: BASE_SHA, ref: 'refs/heads/main' },
    run: { id, number: 1, attempt: 1, url: 'https://github.com/run', workflow: 'w', job: 'j' },
    github: {
      apiUrl: github.url,
      serverUrl: 'https://github.com',
      repository: { owner: 'acme', repo: 'wdbc' },
      token: github.token,
      hasArtifacts: false,
    },
  })

const asking = (code: string) =>
  renderWaiting({
    server,
    url: `https://auth.example.org/activate?user_code=${code}`,
    code,
    expires: new Date('2026-01-02T03:04:05Z'),
  })

const ended = renderSignedIn({ server })

test.each([
  ['two steps of one run', 1, 1],
  ['two runs', 1, 2],
])('of %s that ask for a sign-in, the one that ends leaves the other its code', async (_, one, two) => {
  await using github = await tinyGitHub({ pulls: [MERGED] })
  const desk = createDesk()
  const [first, second] = [runOf(github, one), runOf(github, two)]
  await tellSignIn(first, asking('AAAA-AAAA'), desk)
  await tellSignIn(second, asking('BBBB-BBBB'), desk)
  await endSignIn(first, 'AAAA-AAAA', ended, desk)
  await endKilled(first, 'AAAA-AAAA', desk)
  await endEarlier(first, desk)
  expect(github.comments).toMatchObject([{ body: expect.stringContaining('BBBB-BBBB') }])
  await endSignIn(second, 'BBBB-BBBB', ended, desk)
  expect(github.comments).toMatchObject([{ body: expect.stringContaining('Signed in to') }])
  expect(github.comments[0]?.body).not.toMatch(/[AB]{4}-/)
})

test('a later run takes out what an earlier one left, and the post step its own', async () => {
  await using github = await tinyGitHub({ pulls: [MERGED] })
  const desk = createDesk()
  await tellSignIn(runOf(github, 1), asking('AAAA-AAAA'), desk)
  await endEarlier(runOf(github, 2), desk)
  expect(github.comments[0]?.body).toContain('Nothing is left to confirm')
  await tellSignIn(runOf(github, 3), asking('CCCC-CCCC'), desk)
  await endKilled(runOf(github, 3), 'CCCC-CCCC', desk)
  expect(github.comments[0]?.body).toContain('it was killed')
})
