import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openEngine } from '../../src/engines/open.ts'
import { useApptainer } from '../../stand-ins/apptainer.ts'
import { BUSYBOX, busyboxImage } from '../../stand-ins/images.ts'
import { podmanBusybox, usePodman } from '../../stand-ins/podman.ts'
import { tempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'
import { MODEL_FILES, PREDICT, PREDICT_ALONE, scriptConfig } from '../support/asset-script.ts'
import { endsOf, runBenchmark } from '../support/steps.ts'
import { TINY } from '../support/tiny.ts'

const TIMEOUT = 120_000
const missing = useApptainer()
usePodman()

beforeAll(async () => {
  await busyboxImage()
  await podmanBusybox()
}, TIMEOUT)

const BENCHMARK = readFileSync(join(TINY, 'benchmark.yaml'), 'utf8')
  .replace('config: model/container_config.yaml', 'asset: { path: model/files }')
  .replace('config: metrics/container_config.yaml', 'config: script/container_config.yaml')

/** With a script in its own place, which computes the metrics, or only predicts for the evaluator. */
const OWN_SCRIPT = BENCHMARK.replace('evaluator:', 'benchmark_script:')
const BESIDE_EVALUATOR = BENCHMARK.replace(
  'evaluator:\n  config: script/container_config.yaml',
  'benchmark_script:\n  config: script/container_config.yaml\nevaluator:\n  config: metrics/container_config.yaml',
)

/** Says besides what it is told of where it runs, and with which parameters. */
const TELLING = `${PREDICT}
echo "on_premises: $MEDPERF_ON_PREM" >> /results/results.yaml
cat /parameters.yaml >> /results/results.yaml`

const FILES = { 'benchmark.yaml': BENCHMARK, ...MODEL_FILES }

type Runtime = 'docker' | 'podman' | 'apptainer'

async function run(
  script: string,
  {
    runtime = 'docker',
    files = {},
  }: { runtime?: Runtime; files?: Readonly<Record<string, string | Uint8Array>> } = {},
) {
  await using workspace = await tempWorkspace(TINY, {
    ...FILES,
    'script/container_config.yaml': scriptConfig(BUSYBOX, script, 'with'),
    ...files,
  })
  await using folder = await tempFolder('medperf-asset-')
  const engine = await openEngine(runtime, {
    types: ['DockerImage', 'Asset'],
    builds: false,
    checkout: '/nowhere',
    images: join(folder.path, 'sif'),
  })
  const outcome = await runBenchmark(workspace.path, 'benchmark.yaml', folder.path, { engine })
  await engine.close()
  return { outcome, ends: endsOf(outcome) }
}

describe.each(['docker', 'podman', 'apptainer'] as const)('an asset model on %s', (runtime) => {
  test('is run by a script of its own, in one step', { timeout: TIMEOUT }, async (context) => {
    if (runtime === 'apptainer' && missing !== undefined) context.skip(missing)
    const { outcome, ends } = await run(TELLING, { runtime, files: { 'benchmark.yaml': OWN_SCRIPT } })
    expect(ends.at(-1)).toBe('run_script: passed')
    expect(JSON.stringify(outcome.results)).toBe('{"accuracy":1.0,"on_premises":1,"threshold":0.5}')
    expect(outcome.fetched?.images).toHaveProperty('benchmark_script')
    expect(outcome.fetched?.images).not.toHaveProperty('evaluator')
  })

  test('is run by a script whose predictions an evaluator judges', { timeout: TIMEOUT }, async (context) => {
    if (runtime === 'apptainer' && missing !== undefined) context.skip(missing)
    const files = {
      'benchmark.yaml': BESIDE_EVALUATOR,
      'script/container_config.yaml': scriptConfig(BUSYBOX, PREDICT_ALONE, 'without'),
    }
    const { outcome, ends } = await run('', { runtime, files })
    expect(ends).toEqual(
      ['fetch', 'prepare', 'sanity_check', 'statistics', 'run_script', 'evaluate'].map(
        (name) => `${name}: passed`,
      ),
    )
    expect(JSON.stringify(outcome.results)).toBe('{"accuracy":1.0,"threshold":0.5}')
  })

  test('is run by the script of the evaluator, in one step', { timeout: TIMEOUT }, async (context) => {
    if (runtime === 'apptainer' && missing !== undefined) context.skip(missing)
    const { outcome, ends } = await run(TELLING, { runtime })
    expect(ends).toEqual(
      ['fetch', 'prepare', 'sanity_check', 'statistics', 'run_script'].map((name) => `${name}: passed`),
    )
    expect(JSON.stringify(outcome.results)).toBe('{"accuracy":1.0,"on_premises":1,"threshold":0.5}')
  })

  test('cannot be written, nor the data and its labels', { timeout: TIMEOUT }, async (context) => {
    if (runtime === 'apptainer' && missing !== undefined) context.skip(missing)
    const script = 'for folder in /model /data /labels; do touch $folder/x && exit 3; done; true'
    const { ends } = await run(script, { runtime })
    expect(ends[4]).toBe('run_script: passed')
  })
})

test(
  'an asset that is an archive is extracted, and its hash is in the report',
  async () => {
    await using folder = await tempWorkspace(undefined, { 'word-0': 'even\n', 'word-1': 'odd\n' })
    const tar = execFileSync('tar', ['--directory', folder.path, '--create', 'word-0', 'word-1'])
    const files = { 'model.tar': tar, 'benchmark.yaml': BENCHMARK.replace('model/files', 'model.tar') }
    const { outcome, ends } = await run(TELLING, { files })
    expect(ends[4]).toBe('run_script: passed')
    expect(outcome.fetched?.additionalHashes.reference_model).toMatch(/^[0-9a-f]{64}$/)
    expect(outcome.fetched?.images).not.toHaveProperty('reference_model')
  },
  TIMEOUT,
)

test.each([
  ['no results at all', 'true', '{}'],
  ['results that are empty', ': > /results/results.yaml', '{}'],
])(
  '%s are accepted, as by MedPerf',
  async (_, script, results) => {
    const { outcome, ends } = await run(script)
    expect(ends[4]).toBe('run_script: passed')
    expect(JSON.stringify(outcome.results)).toBe(results)
  },
  TIMEOUT,
)

test.each([
  ['ends with 7', 'exit 7', 'ended with exit code 7'],
  ['writes no YAML', "printf '{{{' > /results/results.yaml", 'cannot be read as YAML 1.1'],
  [
    'links to a file of the host',
    'ln -s /etc/hostname /results/results.yaml',
    'wrote the link "results.yaml"',
  ],
])(
  'a script that %s fails',
  async (_, script, words) => {
    const { outcome, ends } = await run(script)
    expect(ends[4]).toContain(`run_script: failed: `)
    expect(ends[4]).toContain(words)
    expect(outcome.results).toBeUndefined()
  },
  TIMEOUT,
)

test(
  'a script is stopped by the limits of evaluate',
  async () => {
    const limits = 'run: { tasks: { evaluate: { max_time: 2s } } }\n'
    const { ends } = await run('sleep 60', { files: { 'benchmark.yaml': `${BENCHMARK}${limits}` } })
    expect(ends[4]).toBe('run_script: failed: was still running after 2 s and was stopped')
  },
  TIMEOUT,
)

describe('a script beside an evaluator', () => {
  const runBeside = (script: string, benchmark = BESIDE_EVALUATOR) =>
    run('', {
      files: {
        'benchmark.yaml': benchmark,
        'script/container_config.yaml': scriptConfig(BUSYBOX, script, 'without'),
      },
    })

  test('has no results of its own, and may leave no predictions', { timeout: TIMEOUT }, async () => {
    const { outcome, ends } = await runBeside('echo "accuracy: 1.0" > /results/results.yaml')
    expect(ends.slice(4)).toEqual(['run_script: passed', 'evaluate: passed'])
    expect(JSON.stringify(outcome.results)).toBe('{"accuracy":0.0,"threshold":0.5}')
  })

  test('that fails leaves nothing to judge', { timeout: TIMEOUT }, async () => {
    const { outcome, ends } = await runBeside('exit 7')
    expect(ends[4]).toContain('run_script: failed: ended with exit code 7')
    expect(ends[5]).toBe('evaluate: skipped: run_script failed')
    expect(outcome.results).toBeUndefined()
  })

  test('is stopped by the limits of infer, whose place it takes', { timeout: TIMEOUT }, async () => {
    const limits = 'run: { tasks: { infer: { max_time: 2s }, evaluate: { max_time: 50s } } }\n'
    const { ends } = await runBeside('sleep 60', `${BESIDE_EVALUATOR}${limits}`)
    expect(ends[4]).toBe('run_script: failed: was still running after 2 s and was stopped')
  })
})
