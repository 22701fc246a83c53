import { expect, test } from 'vitest'
import {
  onComments,
  primaryLimit,
  SERVER_ERROR,
  secondaryLimit,
  TOO_LONG,
} from '../../stand-ins/github/faults.ts'
import { listForms, makeGitHubToken } from '../../stand-ins/tokens.ts'
import { runTiny, tinyGitHub } from '../support/tiny.ts'

const warnings = ({ annotations }: { annotations: readonly string[] }) =>
  annotations.filter((line) => line.startsWith('warning')).join('\n')

test('without a token the run passes, and the log says what is missing', async () => {
  const run = await runTiny({ github: null })
  expect(run.outputs['verdict']).toBe('passed')
  expect(run.code).toBe(0)
  expect(run.stdout).toContain('There is no token, so nothing is written to GitHub')
  expect(run.summary).toContain('### ✅ `tiny` runs')
})

test('a token that may not comment: a warning shows the permission to add, and nothing else fails', async () => {
  await using github = await tinyGitHub({ readOnly: true })
  const run = await runTiny({ github })
  expect(run.outputs['verdict']).toBe('passed')
  expect(run.code).toBe(0)
  expect(warnings(run)).toContain('pull-requests: write')
  expect(run.comments).toEqual([])
})

test('a token that is wrong is a warning, not a failure', async () => {
  await using github = await tinyGitHub()
  const token = makeGitHubToken('expired')
  const run = await runTiny({ github, inputs: { token } })
  expect(run.outputs['verdict']).toBe('passed')
  expect(warnings(run)).toMatch(/401|Bad credentials/)
  for (const form of listForms(token)) expect(run.stdout).not.toContain(form)
})

test('a comment that is refused as too long is tried again shorter, then given up with a warning', async () => {
  await using once = await tinyGitHub({ faults: [{ method: 'POST', path: /\/comments$/, answer: TOO_LONG }] })
  const shorter = await runTiny({ github: once })
  expect(shorter.comments).toHaveLength(1)
  await using always = await tinyGitHub({
    faults: [{ method: 'POST', path: /\/comments$/, times: 99, answer: TOO_LONG }],
  })
  const none = await runTiny({ github: always })
  expect(none.outputs['verdict']).toBe('passed')
  expect(none.comments).toEqual([])
  expect(warnings(none)).toMatch(/comment/)
})

test('thousands of metrics with long names stay below 60,000 bytes, with the verdict first', async () => {
  const script =
    'i=0; while [ $i -lt 20000 ]; do echo "metric_with_a_long_name_ß_$i: 0.123456789"; i=$((i + 1)); done > /results.yaml; echo accuracy: 1 >> /results.yaml'
  const run = await runTiny({ scripts: { evaluate: script } })
  expect(run.comments[0]).toContain('### ✅ `tiny` runs')
  expect(Buffer.byteLength(run.comments[0] ?? '')).toBeLessThanOrEqual(60_000)
  expect(Buffer.byteLength(run.summary)).toBeLessThanOrEqual(1024 * 1024)
  expect(Object.keys(run.report?.results ?? {})).toHaveLength(20_001)
})

const PASSING = [
  ['a 502 page', SERVER_ERROR],
  ['the secondary rate limit', secondaryLimit(1)],
  ['the hourly limit that ends in a second', primaryLimit(1)],
  ['a 429', primaryLimit(1, 429)],
] as const

test.each(PASSING)('%s is waited out, and the comment is posted', async (_, answer) => {
  await using github = await tinyGitHub({ faults: [onComments(answer, 1)] })
  const run = await runTiny({ github })
  expect(run.outputs['verdict']).toBe('passed')
  expect(run.comments).toHaveLength(1)
})

/** Most of it are the pauses before we ask again. */
const PATIENT = { timeout: 300_000 }

test('GitHub being down is a warning, and the run ends in good time', PATIENT, async () => {
  await using github = await tinyGitHub({ faults: [{ times: 999, answer: SERVER_ERROR }] })
  const run = await runTiny({ github, limit: 240_000 })
  expect(run.outputs['verdict']).toBe('passed')
  expect(run.code).toBe(0)
  expect(warnings(run)).toMatch(/502/)
  expect(run.seconds).toBeLessThan(150)
})

test('a connection that breaks is a warning', PATIENT, async () => {
  await using github = await tinyGitHub({ faults: [{ times: 999, answer: 'cut' }] })
  const run = await runTiny({ github, limit: 240_000 })
  expect(run.outputs['verdict']).toBe('passed')
  expect(warnings(run)).not.toBe('')
})

test('an older run that ends later does not overwrite the newer comment', async () => {
  await using github = await tinyGitHub()
  await runTiny({ github, env: { GITHUB_RUN_ID: '20' } })
  const { comments } = await runTiny({ github, scripts: { infer: 'exit 1' }, env: { GITHUB_RUN_ID: '10' } })
  expect(comments).toHaveLength(1)
  expect(comments[0]).toContain('### ✅ `tiny` runs')
})

test('the comment is found on the second page of a long discussion', async () => {
  const talk = Array.from({ length: 150 }, (_, at) => ({ issue: 7, body: `remark ${at}`, login: 'ada' }))
  await using github = await tinyGitHub({ comments: talk })
  await runTiny({ github, env: { GITHUB_RUN_ID: '1' } })
  const { comments } = await runTiny({ github, env: { GITHUB_RUN_ID: '2' } })
  expect(comments).toHaveLength(151)
})
