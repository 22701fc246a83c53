import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pullRequestEvent } from '../../stand-ins/events.ts'
import { MODEL_FILES, PREDICT, PREDICT_ALONE, scriptConfig } from '../support/asset-script.ts'
import { startOwner, tinyRegistry } from '../support/registering.ts'
import { TINY } from '../support/tiny.ts'

const { image } = await tinyRegistry()

const ASSET = readFileSync(join(TINY, 'benchmark.yaml'), 'utf8').replace(
  'config: model/container_config.yaml',
  'asset: { path: model/files }',
)
const SCRIPT = 'benchmark_script:\n  config: script/container_config.yaml\n'
const BESIDE = ASSET.replace('evaluator:', `${SCRIPT}evaluator:`)
const ALONE = ASSET.replace(/evaluator:\n.*\n.*\n/, SCRIPT)
const OLD_FORM = ALONE.replace('benchmark_script:', 'evaluator:')

const filesWith = (benchmark: string, script: string) => ({
  'benchmark.yaml': benchmark,
  'script/container_config.yaml': scriptConfig(image, script, 'without'),
  ...MODEL_FILES,
})

type Row = Readonly<Record<string, unknown>>
const idOf = (rows: readonly Row[], name: string) => rows.find((row) => row['name'] === name)?.['id'] ?? null

test('a script beside an evaluator is tested, planned, and registered with its topology; then the script alone', async () => {
  await using owner = await startOwner({ era: 'topology', image, files: filesWith(BESIDE, PREDICT_ALONE) })
  const pull = await owner.run({ event: pullRequestEvent() })
  expect(pull.said).not.toMatch(/^error/m)
  expect(pull.report).toMatchObject({
    verdict: 'passed',
    results: { accuracy: 1 },
    steps: ['fetch', 'prepare', 'sanity_check', 'statistics', 'run_script', 'evaluate'].map((name) => ({
      name,
    })),
    containers: ['data_preparator', 'reference_model', 'benchmark_script', 'evaluator'].map((role) => ({
      role,
    })),
  })
  const [comment = ''] = pull.comments
  expect(comment).toContain('register 3 containers and 1 asset')
  expect(comment).toContain('benchmark script')
  expect(comment).toMatch(
    /goes beyond MedPerf’s own client, which cannot test an inference\\?_script benchmark/,
  )
  expect(comment).toContain('as one whose test was skipped')

  const merge = await owner.run()
  expect(merge.said).not.toMatch(/^error/m)
  expect(merge.code).toBe(0)
  const [containers, models] = [await owner.rows('mlcubes'), await owner.rows('models')]
  const [row] = await owner.rows('benchmarks')
  const uids = {
    data_preparator: idOf(containers, 'tiny-prep'),
    reference_model: idOf(models, 'tiny-model'),
    benchmark_script: idOf(containers, 'tiny-script'),
    evaluator: idOf(containers, 'tiny-metrics'),
  }
  expect(row).toMatchObject({
    name: 'tiny',
    state: 'OPERATION',
    topology: 'inference_script',
    reference_model: uids.reference_model,
    benchmark_script: uids.benchmark_script,
    data_evaluator_mlcube: uids.evaluator,
    metadata: { skip_compatibility_tests: true, results: {} },
  })
  expect(JSON.parse(merge.outputs['uids'] ?? '')).toEqual({ benchmark: row?.['id'], ...uids })
  expect(merge.summary).toContain('| benchmark script | `tiny-script` |')
  expect(Object.keys(JSON.parse(merge.lock ?? '{}').components)).toEqual(Object.keys(uids))
  expect((await owner.run()).summary).toContain('nothing was written')

  // The script that computes the metrics itself; the one that is registered is named by its number.
  await owner.write('script/container_config.yaml', scriptConfig(image, PREDICT, 'without'))
  await owner.write('benchmark.yaml', ALONE)
  const next = await owner.run()
  expect(next.said).not.toMatch(/^error/m)
  const script = idOf(await owner.rows('mlcubes'), 'tiny-script-v2')
  const version = {
    name: 'tiny-v2',
    topology: 'end_to_end_script',
    benchmark_script: script,
    data_evaluator_mlcube: null,
    metadata: { skip_compatibility_tests: false, results: { accuracy: 1 } },
  }
  expect((await owner.rows('benchmarks'))[1]).toMatchObject(version)
  await owner.write('benchmark.yaml', ALONE.replace('config: script/container_config.yaml', `uid: ${script}`))
  const again = await owner.run()
  expect(again.said).not.toMatch(/^error/m)
  expect(again.summary).toContain('nothing was written')
})

test('a script that is written as the evaluator is the script of such a server, under the name that it had', async () => {
  await using owner = await startOwner({ era: 'topology', image, files: filesWith(OLD_FORM, PREDICT) })
  const merge = await owner.run()
  expect(merge.said).not.toMatch(/^error/m)
  const script = idOf(await owner.rows('mlcubes'), 'tiny-metrics')
  expect(await owner.rows('benchmarks')).toMatchObject([
    { topology: 'end_to_end_script', benchmark_script: script, data_evaluator_mlcube: null },
  ])
  expect(merge.report?.containers.map(({ role }) => role)).toEqual([
    ...['data_preparator', 'reference_model', 'evaluator'],
  ])
  expect(JSON.parse(merge.outputs['uids'] ?? '')).toMatchObject({ evaluator: script })
  expect((await owner.run()).summary).toContain('nothing was written')
})

test('on a server without topologies a script is its evaluator, and one beside an evaluator is refused before the merge', async () => {
  await using owner = await startOwner({ era: 'model', image, files: filesWith(BESIDE, PREDICT_ALONE) })
  const pull = await owner.run({ event: pullRequestEvent() })
  expect(pull.report).toMatchObject({ verdict: 'passed', plan: { blocked: true } })
  expect(pull.comments[0]).toContain('servers of the model era hold only one of the two')
  await owner.run()
  expect(await owner.rows('benchmarks')).toEqual([])
  expect(owner.github.releases).toEqual([])

  await owner.write('script/container_config.yaml', scriptConfig(image, PREDICT, 'without'))
  await owner.write('benchmark.yaml', ALONE)
  const merge = await owner.run()
  expect(merge.said).not.toMatch(/^error/m)
  const script = idOf(await owner.rows('mlcubes'), 'tiny-script')
  expect(await owner.rows('benchmarks')).toMatchObject([{ data_evaluator_mlcube: script }])
})
