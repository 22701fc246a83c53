import { expect, test } from 'vitest'
import { BASE_SHA, HEAD_SHA, pullRequestEvent, pushEvent } from '../../stand-ins/events.ts'
import { runTiny, tinyGitHub } from '../support/tiny.ts'

test('a pull request runs the five tasks and gets its report everywhere', async () => {
  await using github = await tinyGitHub()
  // Long enough for a busy machine to look at it while it runs.
  const prepare = 'cp /in/numbers.txt /out/data/ && cp /in-labels/parity.txt /out/labels/ && sleep 2'
  const run = await runTiny({ github, env: github.runtimeEnvironment, scripts: { prepare } })
  expect(run.stderr).toBe('')
  expect(run.code).toBe(0)
  expect(run.report?.verdict).toBe('passed')
  expect(run.report?.steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'fetch passed',
    'prepare passed',
    'sanity_check passed',
    'statistics passed',
    'infer passed',
    'evaluate passed',
  ])
  expect(run.report?.results).toEqual({ accuracy: 1, threshold: 0.5 })
  expect(run.report?.statistics).toEqual({ cases: 8 })
  expect(run.report?.commit).toBe(HEAD_SHA)
  expect(run.annotations.filter((line) => line.startsWith('error'))).toEqual([])
  expect(run.comments).toHaveLength(1)
  expect(run.comments[0]).toContain('### ✅ `tiny` runs')
  expect(run.summary).toContain('### ✅ `tiny` runs')
  expect(run.report?.steps[1]?.cpuSeconds).toBeGreaterThan(0)
  expect(run.summary).toContain('<summary>CPU, disk and GPU</summary>')
  expect(run.stdout).toContain('GPUs: ')
  expect(github.artifacts).toMatchObject([{ isFinal: true }])
  expect(run.left).toEqual([])
})

test('the outputs of action.yml are set', async () => {
  const { outputs, report } = await runTiny()
  expect(outputs['verdict']).toBe('passed')
  expect(JSON.parse(outputs['results'] ?? '')).toEqual({ accuracy: 1, threshold: 0.5 })
  expect(outputs['demo-dataset-uid']).toBe(report?.demoDataset?.generatedUid)
  expect(outputs['demo-dataset-uid']).toMatch(/^[0-9a-f]{64}$/)
  expect(outputs['report']).toMatch(/report\.json$/)
  expect(outputs['summary']).toMatch(/\.md$/)
})

test('dist needs no file outside itself', async () => {
  const run = await runTiny({ isolated: true })
  expect(run.stderr).toBe('')
  expect(run.outputs['verdict']).toBe('passed')
  expect(run.post.stderr).toBe('')
  expect(run.left).toEqual([])
})

test('a later push updates the same comment, and the change against the base is shown', async () => {
  await using github = await tinyGitHub()
  const base = await runTiny({ github, event: pushEvent({ sha: BASE_SHA }), env: { GITHUB_RUN_ID: '1' } })
  expect(base.outputs['verdict']).toBe('passed')
  expect(base.comments).toEqual([])
  expect(github.checks.map(({ head_sha }) => head_sha)).toEqual([BASE_SHA])

  const worse = "sed -n '1,4p' /labels/parity.txt > /dev/null; echo 'accuracy: 0.75' > /results.yaml"
  const first = await runTiny({ github, scripts: { evaluate: worse }, env: { GITHUB_RUN_ID: '2' } })
  expect(first.comments).toHaveLength(1)
  expect(first.comments[0]).toContain(BASE_SHA.slice(0, 7))
  expect(first.comments[0]).toMatch(/0\.75.*0\.25/)

  const second = await runTiny({ github, env: { GITHUB_RUN_ID: '3' } })
  expect(second.comments).toHaveLength(1)
  expect(second.comments[0]).toContain('unchanged')
})

test('a comment with our marker that somebody else wrote is left alone', async () => {
  await using first = await tinyGitHub()
  const { comments } = await runTiny({ github: first })
  const forged = { issue: 7, body: comments[0] ?? '', login: 'mallory' }
  await using github = await tinyGitHub({ comments: [forged] })
  const run = await runTiny({ github, scripts: { infer: 'exit 1' } })
  expect(run.comments).toHaveLength(2)
  expect(run.comments[0]).toBe(forged.body)
})

test('a pull request from a fork reads the base results and posts nothing', async () => {
  await using github = await tinyGitHub({ readOnly: true })
  const run = await runTiny({ github, event: pullRequestEvent({ fork: 'mallory/wdbc' }) })
  expect(run.outputs['verdict']).toBe('passed')
  expect(run.comments).toEqual([])
  expect(run.summary).toContain('### ✅ `tiny` runs')
})
