import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { readBenchmark } from '../../src/benchmark/read.ts'
import { openEngine } from '../../src/engines/open.ts'
import { createLog } from '../../src/job/log.ts'
import type { Context } from '../../src/steps/context.ts'
import { collectEvidence } from '../../src/steps/evidence.ts'
import { useApptainer } from '../../stand-ins/apptainer.ts'
import { busyboxImage } from '../../stand-ins/images.ts'
import { podmanBusybox, usePodman } from '../../stand-ins/podman.ts'
import { tempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'
import { endsOf, runBenchmark } from '../support/steps.ts'
import { TINY } from '../support/tiny.ts'

const TIMEOUT = 120_000
const missing = useApptainer()
usePodman()

beforeAll(async () => {
  await busyboxImage()
  await podmanBusybox()
}, TIMEOUT)

const PREP = `container_type: DockerImage
image: medperf-test/busybox:1
tasks:
  prepare:
    run_args:
      command: [sh, -c, "cp /in/numbers.txt /data && cp /in-labels/parity.txt /labels && echo seen > /metadata/note && echo 'stage: 1' > /report.yaml"]
    input_volumes:
      data_path: { mount_path: /in, type: directory }
      labels_path: { mount_path: /in-labels, type: directory }
    output_volumes:
      output_path: { mount_path: /data, type: directory }
      output_labels_path: { mount_path: /labels, type: directory }
      metadata_path: { mount_path: /metadata, type: directory }
      report_file: { mount_path: /report.yaml, type: file }
  sanity_check:
    run_args:
      command: [sh, -c, "test -s /metadata/note && ! touch /metadata/other"]
    input_volumes:
      data_path: { mount_path: /data, type: directory }
      metadata_path: { mount_path: /metadata, type: directory }
  statistics:
    run_args:
      command: [sh, -c, "echo note: $(cat /metadata/note) > /statistics.yaml"]
    input_volumes:
      data_path: { mount_path: /data, type: directory }
      metadata_path: { mount_path: /metadata, type: directory }
    output_volumes:
      output_path: { mount_path: /statistics.yaml, type: file }
`

const benchmark = readFileSync(join(TINY, 'benchmark.yaml'), 'utf8')

/** Data that is prepared already, with metadata. */
const PREPARED = {
  'benchmark.yaml': benchmark.replace('path: demo/', 'path: demo/\n  prepared: true'),
  'demo/paths.yaml': 'data_path: data\nlabels_path: labels\nmetadata_path: more\n',
  'demo/more/note': 'brought along\n',
}

type Runtime = 'docker' | 'podman' | 'apptainer'

async function run(runtime: Runtime, files: Readonly<Record<string, string>> = {}) {
  await using workspace = await tempWorkspace(TINY, { 'prep/container_config.yaml': PREP, ...files })
  await using folder = await tempFolder('medperf-metadata-')
  const engine = await openEngine(runtime, {
    types: ['DockerImage'],
    builds: false,
    checkout: '/nowhere',
    images: join(folder.path, 'sif'),
  })
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  const log: Context['log'] = {
    ...createLog(() => {}),
    say,
    group: () => ({ say, write: () => {}, end: () => {} }),
  }
  const outcome = await runBenchmark(workspace.path, 'benchmark.yaml', folder.path, { engine, log })
  await engine.close()
  const file = join(folder.path, 'work/data/report/report.yaml')
  const report = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  const { benchmark: read } = readBenchmark({ repository: workspace.path, config: 'benchmark.yaml' })
  const notices = read === undefined ? [] : collectEvidence(read, outcome).notices
  return { outcome, ends: endsOf(outcome), report, said, notices }
}

describe.each(['docker', 'podman', 'apptainer'] as const)('on %s', (runtime) => {
  const skipWhereMissing = (context: TestContext) => {
    if (runtime === 'apptainer' && missing !== undefined) context.skip(missing)
  }

  test(
    'metadata that prepare declares as an output reaches the two later tasks, read-only, and the report is kept',
    async (context) => {
      skipWhereMissing(context)
      const { outcome, ends, report } = await run(runtime)
      expect(report).toBe('stage: 1\n')
      expect(ends.filter((end) => !end.endsWith(': passed'))).toEqual([])
      expect(outcome.statistics).toEqual({ note: 'seen' })
    },
    TIMEOUT,
  )

  test(
    'metadata of data that is already prepared does too, and prepare is skipped',
    async (context) => {
      skipWhereMissing(context)
      const { outcome, ends } = await run(runtime, PREPARED)
      expect(ends[1]).toBe('prepare: skipped: the demo dataset is already prepared')
      expect(ends.slice(2).filter((end) => !end.endsWith(': passed'))).toEqual([])
      expect(outcome.statistics).toEqual({ note: 'brought along' })
    },
    TIMEOUT,
  )

  test(
    'without metadata of its own, prepared data has an empty folder of it',
    async (context) => {
      skipWhereMissing(context)
      const { ends } = await run(runtime, {
        'benchmark.yaml': benchmark.replace('path: demo/', 'path: demo/\n  prepared: true'),
        'prep/container_config.yaml': PREP.replace(
          'test -s /metadata/note &&',
          'test -z \\"$(ls /metadata)\\" &&',
        ),
      })
      expect(ends[2]).toBe('sanity_check: passed')
    },
    TIMEOUT,
  )
})

test(
  'metadata that no task is given is mentioned in the log of prepare and in the report',
  async () => {
    const prep = readFileSync(join(TINY, 'prep/container_config.yaml'), 'utf8')
    const { outcome, said, notices } = await run('docker', {
      ...PREPARED,
      'prep/container_config.yaml': prep,
    })
    expect(outcome.steps[1]?.skipped).toBe('the demo dataset is already prepared')
    const notice =
      'The metadata of the demo dataset reaches no task: prepare does not declare `metadata_path` among its outputs.'
    expect(said).toContain(notice)
    expect(notices).toEqual([notice])
    expect((await run('docker', PREPARED)).notices).toEqual([])
  },
  TIMEOUT,
)
