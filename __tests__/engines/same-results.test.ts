import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Benchmark } from '../../src/benchmark/benchmark.ts'
import { readBenchmark } from '../../src/benchmark/read.ts'
import { type Opened, openEngine } from '../../src/engines/open.ts'
import { createLog } from '../../src/log.ts'
import { toJson } from '../../src/medperf/json.ts'
import { runSteps } from '../../src/steps/run-steps.ts'
import { ROOT } from '../support/action-file.ts'
import { useApptainer } from '../support/apptainer.ts'
import { podmanImages, usePodman } from '../support/podman.ts'
import { type TempFolder, tempFolder } from '../support/workspace.ts'

/** What a run of the example leaves, byte for byte. */
interface Left {
  readonly steps: readonly string[]
  readonly files: Readonly<Record<string, string>>
  readonly results: string
  readonly statistics: string
  readonly generatedUid: string | undefined
}

const TIMEOUT = 180_000
const RUNTIMES = ['docker', 'podman', 'apptainer'] as const
type Runtime = (typeof RUNTIMES)[number]
const missing = useApptainer()
usePodman()
let benchmark: Benchmark
let folder: TempFolder
const left = new Map<Runtime, Left>()

beforeAll(async () => {
  folder = await tempFolder()
  execFileSync(join(ROOT, 'script', 'example-images'), { stdio: 'pipe' })
  const read = await readBenchmark({ repository: ROOT, config: 'examples/breast-cancer-wdbc/benchmark.yaml' })
  if (read.benchmark === undefined) throw new Error(JSON.stringify(read.problems))
  benchmark = read.benchmark
  await podmanImages(...Object.values(benchmark.components).map(({ spec }) => spec.image))
}, TIMEOUT)
afterAll(() => folder[Symbol.asyncDispose]())

async function runOn(runtime: Runtime): Promise<Left> {
  const work = join(folder.path, runtime, 'work')
  const engine: Opened = await openEngine(runtime, {
    ...{ types: ['DockerImage'], builds: false, images: join(folder.path, 'sif') },
  })
  const { steps, results, statistics, generatedUid } = await runSteps({
    ...{ benchmark, engine, label: 'org.medperf.test=same', sequential: false, hasToolCache: false },
    folders: { work, report: join(folder.path, runtime, 'report') },
    limits: { maxFiles: 1_000, maxSize: 1_000_000_000, maxRatio: 1_000 },
    log: createLog(() => {}),
    signal: new AbortController().signal,
  })
  await engine.close()
  return {
    steps: steps.map(({ name, status, failure }) => `${name} ${status} ${failure?.message ?? ''}`.trim()),
    files: { ...filesIn(work, 'data'), ...filesIn(work, 'predictions') },
    results: JSON.stringify(toJson(results ?? null)),
    statistics: JSON.stringify(toJson(statistics ?? null)),
    generatedUid,
  }
}

function filesIn(work: string, name: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(work, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name: file }) => join(parentPath, file))
      .map((path) => [path.slice(work.length + 1), readFileSync(path).toString('base64')]),
  )
}

describe.each(RUNTIMES)('the example benchmark on %s', (runtime) => {
  test('passes all its steps', { timeout: TIMEOUT }, async (context) => {
    if (runtime === 'apptainer' && missing !== undefined) context.skip(missing)
    const found = await runOn(runtime)
    left.set(runtime, found)
    expect(found.steps).toEqual([
      ...['fetch passed', 'prepare passed', 'sanity_check passed'],
      ...['statistics passed', 'infer passed', 'evaluate passed'],
    ])
    expect(Object.keys(found.files).filter((name) => name.startsWith('predictions/'))).not.toEqual([])
  })

  if (runtime === 'docker') return
  test('leaves the same bytes and metrics as Docker', (context) => {
    if (runtime === 'apptainer' && missing !== undefined) context.skip(missing)
    expect(left.get(runtime)).toEqual(left.get('docker'))
    expect(left.get('docker')?.results).toContain('AUC')
  })
})
