import { execFileSync } from 'node:child_process'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Report } from '../../src/report/report.ts'
import { BASE_SHA, HEAD_SHA, pullRequestEvent, pushEvent, renamed } from '../../stand-ins/events.ts'
import { BUSYBOX } from '../../stand-ins/images.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { type Owner, type OwnerRun, startOwner, tinyRegistry } from '../support/registering.ts'

const { registry, image } = await tinyRegistry()

/** Tests without a MedPerf credential, as the job without secrets does, and puts the report where the other job looks. */
async function tested(
  owner: Owner,
  change: (report: Report) => unknown = (report) => report,
  options: OwnerRun = {},
): Promise<Report> {
  const { report } = await owner.run({ inputs: {}, ...options })
  if (report === undefined) throw new Error('the test left no report')
  await owner.write('report.json', JSON.stringify(change(report)))
  return report
}

const submit = (owner: Owner, options: OwnerRun = {}) =>
  owner.run({
    action: 'submit',
    ...options,
    inputs: { ...owner.inputs, report: 'report.json', ...options.inputs },
  })

test('submit registers what another job tested, without Docker', async () => {
  await using owner = await startOwner({ era: 'model', image })
  const report = await tested(owner)
  expect(report.verdict).toBe('passed')
  expect(await owner.rows('benchmarks')).toEqual([])
  const checks = owner.github.checks.length
  await using bin = await tempFolder()
  writeFileSync(join(bin.path, 'docker'), '#!/bin/sh\necho used >> "$0.used"\nexit 1\n', { mode: 0o755 })
  const env = { PATH: bin.path, DOCKER_HOST: 'unix:///nowhere' }
  const run = await submit(owner, { env })
  expect(run.said).not.toMatch(/^(error|warning)/m)
  expect(run.code).toBe(0)
  expect(await owner.rows('benchmarks')).toMatchObject([{ name: 'tiny', state: 'OPERATION' }])
  expect(run.outputs['benchmark-uid']).toBeDefined()
  expect(run.comments.filter((body) => body.includes('is registered on'))).toHaveLength(1)
  expect(owner.github.checks).toHaveLength(checks)
  expect(() => readFileSync(join(bin.path, 'docker.used'))).toThrow('ENOENT')
  const again = await submit(owner, { env })
  expect(again.lock).toBe(run.lock)
})

test.each<[string, (report: Report) => unknown, RegExp]>([
  [
    'of other parameters',
    (report) => ({
      ...report,
      containers: report.containers.map((one) => ({ ...one, parameters: 'a'.repeat(64) })),
    }),
    /evaluator: the parameters are others than the tested/,
  ],
  [
    'of another image',
    (report) => ({
      ...report,
      containers: report.containers.map((one) => ({ ...one, digest: `sha256:${'b'.repeat(64)}` })),
    }),
    /the image digest: tested was sha256:bbbb/,
  ],
  [
    'of another demo dataset',
    (report) => ({ ...report, demoDataset: { ...report.demoDataset, sha256: 'c'.repeat(64) } }),
    /the demo dataset: tested was cccc/,
  ],
  [
    'that failed',
    (report) => ({ ...report, verdict: 'failed', reason: 'ran into a wall' }),
    /did not pass: ran into/,
  ],
  [
    'of other rules',
    (report) => ({ ...report, schema: 2 }),
    /another version of the action wrote it: its schema is 2/,
  ],
  [
    'of another commit',
    (report) => ({ ...report, commit: HEAD_SHA }),
    /it is of the commit a{40}, and this run is about b{40}/,
  ],
  [
    'whose gates were taken away',
    (report) => ({ ...report, gates: [] }),
    /it was judged by other gates than those of benchmark\.yaml: none, in place of/,
  ],
  [
    'whose result was changed',
    (report) => ({ ...report, results: { ...(report.results as object), accuracy: 0 } }),
    /its metrics are not those of its results, first `accuracy`/,
  ],
  [
    'whose step was skipped',
    (report) => ({ ...report, steps: report.steps.filter(({ name }) => name !== 'sanity_check') }),
    /the step sanity_check is missing/,
  ],
  [
    'of an older version',
    ({ sources: _, ...report }) => report,
    /does not say what the repository held.*\n.*Let the test run again on this commit, with this version/,
  ],
])('a report %s is refused in words, and nothing is written', async (_, change, words) => {
  await using owner = await startOwner({ era: 'container', image })
  const before = await owner.rows('mlcubes')
  await tested(owner, change)
  const run = await submit(owner)
  expect(run.code).toBe(1)
  expect(run.outputs['verdict']).toBe('error')
  expect(run.said).toMatch(words)
  expect([await owner.rows('mlcubes'), await owner.rows('benchmarks')]).toEqual([before, []])
  expect(owner.github.releases).toEqual([])
})

test('a report whose image ID is another than that of its digest is refused where servers are told the ID alone', async () => {
  await using owner = await startOwner({ era: 'mlcube', image })
  const id = `sha256:${'6'.repeat(64)}`
  await tested(owner, (report) => ({
    ...report,
    containers: report.containers.map((one) => ({ ...one, imageId: id })),
  }))
  const run = await submit(owner)
  expect(run.said).toMatch(/evaluator: the image ID: tested was sha256:6+, now it is sha256:/)
  expect(await owner.rows('mlcubes')).toEqual([])
})

test('a result that no server can hold is refused before the first write', async () => {
  await using owner = await startOwner({ era: 'container', image })
  const before = await owner.rows('mlcubes')
  await tested(owner, ({ metrics, ...report }) => ({
    ...report,
    results: { ...(report.results as object), endless: 7_777 },
    metrics: [...metrics, { name: 'endless', type: 'number', value: '1e999' }],
  }))
  await owner.write('report.json', (await owner.read('report.json')).replace('7777', '1e999'))
  const run = await submit(owner)
  expect(run.said).toMatch(/nothing can be registered: the result `endless` is a number without end/)
  expect(await owner.rows('mlcubes')).toEqual(before)
})

test('what an earlier run tested is registered only where an input names that run', async () => {
  await using owner = await startOwner({ era: 'model', image })
  await tested(owner, undefined, { env: { GITHUB_RUN_ID: '41' } })
  const dispatched = { event: renamed(pushEvent(), 'workflow_dispatch'), env: { GITHUB_RUN_ID: '42' } }
  const refused = await submit(owner, dispatched)
  expect(refused.code).toBe(1)
  expect(refused.said).toMatch(/it is of the run 41, and this is the run 42\n.*the input `report-run`/)
  const other = await submit(owner, { ...dispatched, inputs: { 'report-run': '40' } })
  expect(other.said).toContain('it is of the run 41, and `report-run` asks for 40')
  expect(await owner.rows('benchmarks')).toEqual([])
  const named = await submit(owner, { ...dispatched, inputs: { 'report-run': '41' } })
  expect(named.said).not.toMatch(/^(error|warning)/m)
  expect(await owner.rows('benchmarks')).toMatchObject([{ name: 'tiny' }])
  const again = { env: { GITHUB_RUN_ID: '41', GITHUB_RUN_ATTEMPT: '2' } }
  expect((await submit(owner, again)).code).toBe(0)
})

test('a merged pull request is its merge commit, in the job that tests and in the one that registers', async () => {
  await using owner = await startOwner({ era: 'model', image })
  const pull = pullRequestEvent({ action: 'closed' })
  const merged = { ...(pull.payload['pull_request'] as object), merged: true, merge_commit_sha: BASE_SHA }
  const event = { ...pull, payload: { ...pull.payload, pull_request: merged } }
  const report = await tested(owner, undefined, { event })
  expect(report.commit).toBe(BASE_SHA)
  const run = await submit(owner, { event })
  expect(run.said).not.toMatch(/^(error|warning)/m)
  expect(await owner.rows('benchmarks')).toMatchObject([{ name: 'tiny' }])
})

test.each<[string, (workspace: string) => void, RegExp]>([
  [
    'names that were swapped',
    (workspace) => {
      renameSync(join(workspace, 'demo/data'), join(workspace, 'demo/x'))
      renameSync(join(workspace, 'demo/labels'), join(workspace, 'demo/data'))
      renameSync(join(workspace, 'demo/x'), join(workspace, 'demo/labels'))
    },
    /the demo dataset `demo` is another than the tested: in contents, names or modes/,
  ],
  [
    'a file more',
    (workspace) => writeFileSync(join(workspace, 'demo/more.txt'), '1'),
    /the demo dataset `demo` is another than the tested: tested were .*, now it is/,
  ],
])('a checkout with %s is not what was tested', async (_, change, words) => {
  await using owner = await startOwner({ era: 'model', image })
  await tested(owner)
  change(owner.workspace)
  const run = await submit(owner)
  expect(run.code).toBe(1)
  expect(run.said).toMatch(words)
  expect([await owner.rows('benchmarks'), owner.github.releases]).toEqual([[], []])
})

test('what is missing is said: the report, the credential, the right event', async () => {
  await using owner = await startOwner({ era: 'model', image })
  const none = await submit(owner)
  expect(none.said).toMatch(/report\.json` cannot be used/)
  const stranger = await submit(owner, { inputs: { 'medperf-token': '' } })
  expect(stranger.said).toContain('there is no credential for the MedPerf server')
  const branch = await submit(owner, { event: pushEvent({ branch: 'try' }) })
  expect(branch.said).toContain('nothing is registered from `try`: only `main` registers')
  const invalid = await submit(owner, { inputs: { config: 'nothing.yaml' } })
  expect(invalid.outputs['verdict']).toBe('invalid')
  expect(await owner.rows('benchmarks')).toEqual([])
})

test('submit/ submits and does nothing else: another mode is refused, and nothing is registered', async () => {
  await using owner = await startOwner({ era: 'model', image })
  const run = await submit(owner, { inputs: { mode: 'auto' } })
  expect(run.code).toBe(1)
  expect(run.outputs['verdict']).toBe('error')
  expect(run.said).toMatch(/Input mode must be left away: this action registers what an earlier job tested/)
  // GitHub is told, and asked for nothing else.
  expect(owner.github.releases).toEqual([])
  expect(await owner.rows('benchmarks')).toEqual([])
})

test('an open pull request is planned, never registered', async () => {
  await using owner = await startOwner({ era: 'model', image })
  await tested(owner, undefined, { event: pullRequestEvent() })
  const run = await submit(owner, { event: pullRequestEvent() })
  expect(run.code).toBe(0)
  expect(run.summary).toContain('**A merge will**')
  expect(await owner.rows('benchmarks')).toEqual([])
})

test('mode plan runs nothing and says what a merge does, with a token and without', async () => {
  await using owner = await startOwner({ era: 'model', image })
  for (const inputs of [owner.inputs, {}]) {
    const run = await owner.run({
      event: pullRequestEvent(),
      inputs: { ...inputs, mode: 'plan' },
      env: { DOCKER_HOST: 'unix:///nowhere' },
    })
    expect(run.code).toBe(0)
    expect(run.report).toMatchObject({ verdict: 'passed', reason: 'is valid', steps: [] })
    expect(run.report?.plan).toMatchObject({
      blocked: false,
      seen: inputs === owner.inputs ? 'server' : 'nothing',
    })
    expect(run.comments).toHaveLength(1)
    // Without a token, a lock or `submit:` nothing says that a merge registers.
    const voice = inputs === owner.inputs ? '**A merge will**' : '**A merge would**'
    expect(run.comments[0]).toContain(voice)
  }
  expect(await owner.rows('benchmarks')).toEqual([])
})

test('with build, the image is pushed under the commit and that is what is registered', async () => {
  const reference = `${registry.host}/tiny/built`
  const built = readFileSync(
    join(import.meta.dirname, '../fixtures/tiny-benchmark/benchmark.yaml'),
    'utf8',
  ).replace('config: model/container_config.yaml', 'config: model/container_config.yaml\n  build: model/')
  const config = readFileSync(
    join(import.meta.dirname, '../fixtures/tiny-benchmark/model/container_config.yaml'),
    'utf8',
  )
  await using owner = await startOwner({
    era: 'container',
    image,
    files: {
      'benchmark.yaml': built,
      'model/container_config.yaml': config.replace(BUSYBOX, `${reference}:9`),
      'model/Dockerfile': `FROM ${BUSYBOX}\nENV BUILT=1\n`,
    },
  })
  const run = await owner.run()
  expect(run.said).not.toMatch(/^error/m)
  const rows = await owner.rows('mlcubes')
  const model = rows.find(({ name }) => name === 'tiny-model') as {
    readonly container_config: { readonly image: string }
    readonly image_hash: string
  }
  expect(model.container_config.image).toBe(`${reference}:${BASE_SHA}`)
  const head = await fetch(`http://${registry.host}/v2/tiny/built/manifests/${BASE_SHA}`, {
    headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
  })
  expect(head.headers.get('docker-content-digest')).toBe(model.image_hash)
  const report = run.report?.containers.find(({ role }) => role === 'reference_model')
  const { config: pushed } = (await head.json()) as { readonly config: { readonly digest: string } }
  expect(pushed.digest).toBe(report?.imageId)
  execFileSync('docker', ['image', 'rm', '--no-prune', '--force', report?.imageId ?? ''], { stdio: 'ignore' })
})
