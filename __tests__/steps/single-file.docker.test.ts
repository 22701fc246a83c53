import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openEngine } from '../../src/engines/open.ts'
import { hashFolder } from '../../src/files/folder-hash.ts'
import { useApptainer } from '../../stand-ins/apptainer.ts'
import { busyboxImage } from '../../stand-ins/images.ts'
import { podmanBusybox, usePodman } from '../../stand-ins/podman.ts'
import { tempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'
import { endsOf, runBenchmark } from '../support/steps.ts'
import { TINY } from '../support/tiny.ts'

/* MedPerf asks only that data and labels are there, and mounts what it finds: docs/medperf.md 13.3 and 13.4. */

const TIMEOUT = 120_000
const missing = useApptainer()
usePodman()

beforeAll(async () => {
  await busyboxImage()
  await podmanBusybox()
}, TIMEOUT)

const read = (path: string) => readFileSync(join(TINY, path), 'utf8')

const IN_ONE_FILE = 'data_path: data/numbers.txt\nlabels_path: labels/parity.txt\n'

/** The tiny benchmark with raw data and labels in a file each. */
const RAW = {
  'demo/paths.yaml': IN_ONE_FILE,
  'prep/container_config.yaml': read('prep/container_config.yaml')
    .replace(
      'cp /in/numbers.txt /out/data/ && cp /in-labels/parity.txt /out/labels/',
      '! touch /in.txt && cp /in.txt /out/data/numbers.txt && cp /labels.csv /out/labels/parity.txt',
    )
    .replace('mount_path: /in, type: directory', 'mount_path: /in.txt, type: file')
    // What a configuration says of what is read does not matter.
    .replace('mount_path: /in-labels, type: directory', 'mount_path: /labels.csv, type: directory'),
}

/** And the prepared labels, for every task that reads them. */
const PREPARED = {
  ...RAW,
  'prep/container_config.yaml': RAW['prep/container_config.yaml']
    .replace('/out/labels/parity.txt"', '/out/labels.txt"')
    .replace('mount_path: /out/labels, type: directory', 'mount_path: /out/labels.txt, type: file')
    .replaceAll('mount_path: /labels, type: directory', 'mount_path: /labels/parity.txt, type: file'),
  'metrics/container_config.yaml': read('metrics/container_config.yaml').replace(
    'mount_path: /labels, type: directory',
    'mount_path: /labels/parity.txt, type: file',
  ),
}

type Runtime = 'docker' | 'podman' | 'apptainer'

async function run(runtime: Runtime, files: Readonly<Record<string, string>>) {
  await using workspace = await tempWorkspace(TINY, files)
  await using folder = await tempFolder('medperf-single-')
  const engine = await openEngine(runtime, {
    types: ['DockerImage'],
    builds: false,
    checkout: '/nowhere',
    images: join(folder.path, 'sif'),
  })
  const outcome = await runBenchmark(workspace.path, 'benchmark.yaml', folder.path, { engine })
  await engine.close()
  const data = await hashFolder([join(folder.path, 'work/data/data')])
  return { outcome, ends: endsOf(outcome), data }
}

describe.each(['docker', 'podman', 'apptainer'] as const)('on %s', (runtime) => {
  beforeEach((context) => {
    if (runtime === 'apptainer' && missing !== undefined) context.skip(missing)
  })

  test.each([
    ['raw data and labels', RAW],
    ['raw data, and labels from the demo dataset to the evaluator', PREPARED],
  ])(
    '%s may be single files, which count nothing in the hashes',
    async (_, files) => {
      const { outcome, ends, data } = await run(runtime, files)
      expect(ends.filter((end) => !end.endsWith(': passed'))).toEqual([])
      expect(outcome.results).toMatchObject({ accuracy: { rawJSON: '1.0' } })
      expect(outcome.fetched?.demo.inputDataHash).toBe(await hashFolder([]))
      expect(outcome.generatedUid === data).toBe(files === PREPARED)
    },
    TIMEOUT,
  )
})
