import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBenchmark } from '../../src/benchmark/read.ts'
import { openApptainer } from '../../src/engines/apptainer/apptainer.ts'
import { openEngine } from '../../src/engines/open.ts'
import { nameOwn } from '../../src/engines/own-names.ts'
import { collectParts } from '../../src/facts/role.ts'
import { createLog } from '../../src/job/log.ts'
import { runSteps } from '../../src/steps/run-steps.ts'
import { toJson } from '../../src/yaml/json.ts'
import { ROOT } from '../../stand-ins/action-file.ts'
import { useApptainer } from '../../stand-ins/apptainer.ts'
import { podmanImages, usePodman } from '../../stand-ins/podman.ts'
import { type TempFolder, tempFolder } from '../../stand-ins/workspace.ts'
import { BYO_ROLES } from '../support/benchmark.ts'
import {
  exampleImages,
  FORMATS,
  type Format,
  type ImageFiles,
  KEY,
  makeImageFiles,
  writeFormat,
} from '../support/formats.ts'
import { loadOptions } from '../support/loading.ts'

/** What a run of the example leaves, byte for byte. */
interface Left {
  readonly steps: readonly string[]
  readonly files: Readonly<Record<string, string>>
  readonly results: string
  readonly statistics: string
  readonly generatedUid: string | undefined
}

const TIMEOUT = 180_000
const LABEL = 'org.medperf.test=same'
const RUNTIMES = ['docker', 'podman', 'apptainer'] as const
type Runtime = (typeof RUNTIMES)[number]
const missing = useApptainer()
usePodman()
let folder: TempFolder
let files: ImageFiles
let expected: Left

beforeAll(async () => {
  folder = await tempFolder()
  execFileSync(join(ROOT, 'script', 'example-images'), { stdio: 'pipe' })
  await podmanImages(...exampleImages())
  files = await makeImageFiles(join(folder.path, 'images'), missing === undefined ? convert : undefined)
  const { left } = await runOn('docker', 'DockerImage', 'expected')
  expected = left
}, 2 * TIMEOUT)
afterAll(() => folder[Symbol.asyncDispose]())

/** Converts an archive where the test of archives will find it. */
async function convert(archive: string): Promise<string> {
  const engine = await openApptainer('apptainer', { images: join(folder.path, 'sif') })
  const { runBy } = await engine.load(archive, loadOptions(folder.path))
  await engine.close()
  return runBy
}

function repositoryOf(format: Format): { readonly repository: string; readonly config: string } {
  const repository = join(folder.path, format.replaceAll(' ', '-'))
  if (existsSync(repository)) {
    return { repository, config: format.startsWith('MLCube') ? 'benchmark-mlcube.yaml' : 'benchmark.yaml' }
  }
  return { repository, config: writeFormat(format, repository, files) }
}

const typesOf = (format: Format) => {
  const { benchmark, problems } = readBenchmark(repositoryOf(format))
  if (benchmark === undefined) throw new Error(JSON.stringify(problems))
  return { benchmark, types: collectParts(benchmark.components).map(({ spec }) => spec.type) }
}

async function runOn(runtime: Runtime, format: Format, name = `${runtime} ${format}`) {
  const { benchmark, types } = typesOf(format)
  const work = join(folder.path, name.replaceAll(' ', '-'), 'work')
  const engine = await openEngine(runtime, {
    types,
    builds: false,
    checkout: '/nowhere',
    images: join(folder.path, 'sif'),
  })
  const { steps, results, statistics, generatedUid } = await runSteps({
    benchmark,
    engine,
    label: LABEL,
    sequential: false,
    hasToolCache: false,
    folders: { work, report: join(work, '..', 'report') },
    reach: 'private',
    limits: { maxFiles: 1_000, maxSize: 1_000_000_000, maxRatio: 1_000 },
    log: createLog(() => {}),
    signal: new AbortController().signal,
    ...(format.startsWith('Encrypted') ? { decryptionKey: KEY } : {}),
  })
  await engine.close()
  const left: Left = {
    steps: steps.map(({ name: step, status, failure }) =>
      `${step} ${status} ${failure?.message ?? ''}`.trim(),
    ),
    files: { ...filesIn(work, 'data'), ...filesIn(work, 'predictions') },
    results: JSON.stringify(toJson(results ?? null)),
    statistics: JSON.stringify(toJson(statistics ?? null)),
    generatedUid,
  }
  return { left, work }
}

function filesIn(work: string, name: string): Record<string, string> {
  mkdirSync(join(work, name), { recursive: true })
  return Object.fromEntries(
    readdirSync(join(work, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name: file }) => join(parentPath, file))
      .map((path) => [path.slice(work.length + 1), readFileSync(path).toString('base64')]),
  )
}

const isSifFormat = (format: Format) => format.endsWith('SingularityFile') || format === 'MLCube of a SIF'
const RUNNABLE = RUNTIMES.flatMap((runtime) =>
  FORMATS.filter((format) => runtime === 'apptainer' || !isSifFormat(format)).map(
    (format) => [format, runtime] as const,
  ),
)

test('the example as it is passes on Docker, with predictions and metrics to compare with', () => {
  expect(expected.steps).toEqual([
    ...['fetch passed', 'prepare passed', 'sanity_check passed'],
    ...['statistics passed', 'infer passed', 'evaluate passed'],
  ])
  expect(Object.keys(expected.files).filter((name) => name.startsWith('predictions/'))).not.toEqual([])
  expect(expected.results).toContain('AUC')
})

describe.each(RUNNABLE)('the example as %s on %s', (format, runtime) => {
  test('leaves the same bytes and metrics, and nothing decrypted', { timeout: TIMEOUT }, async (context) => {
    if (runtime === 'apptainer' && missing !== undefined) context.skip(missing)
    const { left, work } = await runOn(runtime, format)
    expect(left).toEqual(expected)
    expect(readdirSync(work).filter((name) => name.includes('decrypted'))).toEqual([])
    for (const role of BYO_ROLES) {
      const name = nameOwn(LABEL, role)
      if (format.startsWith('Encrypted')) expect(imagesOf(runtime, name)).toBe('')
      else if (format === 'DockerArchive' && runtime !== 'apptainer')
        execFileSync(runtime, ['image', 'rm', name])
    }
  })
})

const imagesOf = (runtime: Runtime, tag: string) =>
  runtime === 'apptainer' ? '' : execFileSync(runtime, ['images', '--quiet', tag], { encoding: 'utf8' })

test('what was decrypted is in no cache of converted images', { timeout: TIMEOUT }, async (context) => {
  if (missing !== undefined) return context.skip(missing)
  // One for each of the three images by reference, and one for each of their archives.
  expect(readdirSync(join(folder.path, 'sif'))).toHaveLength(6)
})

describe.each(FORMATS.filter(isSifFormat))('the example as %s', (format) => {
  test.each(['docker', 'podman'] as const)('is refused on %s before anything runs', async (runtime) => {
    const { types } = typesOf(format)
    const [type = ''] = types
    await expect(
      openEngine(runtime, { types, builds: false, checkout: '/nowhere', images: folder.path }),
    ).rejects.toThrow(
      `\`run.runtime: ${runtime}\` cannot run ${type.startsWith('E') ? 'an' : 'a'} ${type}: only Apptainer and Singularity can`,
    )
  })
})
