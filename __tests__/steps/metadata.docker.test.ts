import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { busyboxImage } from '../support/images.ts'
import { endsOf, runBenchmark } from '../support/steps.ts'
import { TINY } from '../support/tiny.ts'
import { tempFolder, tempWorkspace } from '../support/workspace.ts'

beforeAll(busyboxImage, 120_000)

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

async function run(files: Readonly<Record<string, string>> = {}) {
  await using workspace = await tempWorkspace(TINY, { 'prep/container_config.yaml': PREP, ...files })
  await using folder = await tempFolder('medperf-metadata-')
  const outcome = await runBenchmark(workspace.path, 'benchmark.yaml', folder.path)
  const file = join(folder.path, 'work/data/report/report.yaml')
  const report = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  return { outcome, ends: endsOf(outcome), report }
}

test('metadata that prepare declares as an output reaches the two later tasks, read-only, and the report is kept', async () => {
  const { outcome, ends, report } = await run()
  expect(report).toBe('stage: 1\n')
  expect(ends.filter((end) => !end.endsWith(': passed'))).toEqual([])
  expect(outcome.statistics).toEqual({ note: 'seen' })
})

test('metadata of data that is already prepared does too, and prepare is skipped', async () => {
  const { outcome, ends } = await run({
    'benchmark.yaml': benchmark.replace('path: demo/', 'path: demo/\n  prepared: true'),
    'demo/paths.yaml': 'data_path: data\nlabels_path: labels\nmetadata_path: more\n',
    'demo/more/note': 'brought along\n',
  })
  expect(ends[1]).toBe('prepare: skipped: the demo dataset is already prepared')
  expect(ends.slice(2).filter((end) => !end.endsWith(': passed'))).toEqual([])
  expect(outcome.statistics).toEqual({ note: 'brought along' })
})

test('without metadata of its own, prepared data has an empty folder of it', async () => {
  const { ends } = await run({
    'benchmark.yaml': benchmark.replace('path: demo/', 'path: demo/\n  prepared: true'),
    'prep/container_config.yaml': PREP.replace(
      'test -s /metadata/note &&',
      'test -z \\"$(ls /metadata)\\" &&',
    ),
  })
  expect(ends[2]).toBe('sanity_check: passed')
})
