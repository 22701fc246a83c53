import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Report } from '../../src/report/report.ts'
import { BASE_SHA, pullRequestEvent, pushEvent } from '../../stand-ins/events.ts'
import { BUSYBOX } from '../../stand-ins/images.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { type Owner, type OwnerRun, startOwner, tinyRegistry } from '../support/registering.ts'

const { registry, image } = await tinyRegistry()

/** Tests without a MedPerf credential, as the job without secrets does, and puts the report where the other job looks. */
async function tested(
  owner: Owner,
  change: (report: Report) => unknown = (report) => report,
): Promise<Report> {
  const { report } = await owner.run({ inputs: {} })
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
  ['of other rules', (report) => ({ ...report, schema: 2 }), /report\.json is not a report/],
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

test('what is missing is said: the report, the credential, the right event', async () => {
  await using owner = await startOwner({ era: 'model', image })
  const none = await submit(owner)
  expect(none.said).toMatch(/report\.json cannot be used/)
  const stranger = await submit(owner, { inputs: { 'medperf-token': '' } })
  expect(stranger.said).toContain('there is no credential for the MedPerf server')
  const branch = await submit(owner, { event: pushEvent({ branch: 'try' }) })
  expect(branch.said).toContain('nothing is registered from `try`: only `main` registers')
  const invalid = await submit(owner, { inputs: { config: 'nothing.yaml' } })
  expect(invalid.outputs['verdict']).toBe('invalid')
  expect(await owner.rows('benchmarks')).toEqual([])
})

test('submit/ submits and does nothing else: another mode is refused before anybody is asked', async () => {
  await using owner = await startOwner({ era: 'model', image })
  const run = await submit(owner, { inputs: { mode: 'auto' } })
  expect(run.code).toBe(1)
  expect(run.outputs['verdict']).toBe('error')
  expect(run.said).toMatch(/Input mode must be left away: this action registers what an earlier job tested/)
  expect(owner.github.requests).toEqual([])
})

test('an open pull request is planned, never registered', async () => {
  await using owner = await startOwner({ era: 'model', image })
  await tested(owner)
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
    expect(run.comments[0]).toContain('**A merge will**')
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
