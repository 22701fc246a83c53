import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { tempFolder, tempWorkspace } from '../../../stand-ins/workspace.ts'
import { mlcubeImage, TINY_MLCUBES } from '../../support/mlcubes.ts'
import { endsOf, runBenchmark } from '../../support/steps.ts'

beforeAll(mlcubeImage, 120_000)

/** Runs the MLCubes with files written over theirs; gives the outcome and reads files of the run. */
async function run(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  await using workspace = await tempWorkspace(undefined, { ...TINY_MLCUBES, ...files })
  await using folder = await tempFolder('medperf-mlcube-')
  const outcome = await runBenchmark(workspace.path, 'benchmark.yaml', folder.path)
  const read = (path: string) => {
    const file = join(folder.path, 'work', path)
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }
  return { outcome, ends: endsOf(outcome), report: read('data/report/report.yaml') }
}

const model = (script: string) => ({ 'model/workspace/parameters.yaml': script })
const metrics = (script: string) => ({ 'metrics/workspace/parameters.yaml': script })

test('three MLCubes run: parameters as they are, weights, metadata for statistics, and the report', async () => {
  const { outcome, ends, report } = await run()
  expect(ends.filter((end) => !end.endsWith(': passed'))).toEqual([])
  expect(outcome.results).toEqual({ accuracy: 1 })
  expect(outcome.statistics).toEqual({ note: 'seen' })
  expect(report).toBe('stage: 1\n')
})

test('of data that is already prepared statistics gets the metadata', async () => {
  const { outcome, ends } = await run({
    'benchmark.yaml':
      TINY_MLCUBES['benchmark.yaml']?.replace('path: demo/', 'path: demo/, prepared: true') ?? '',
    'demo/paths.yaml': 'data_path: data\nlabels_path: labels\nmetadata_path: more\n',
    'demo/more/note.txt': 'brought along\n',
  })
  expect(ends[1]).toBe('prepare: skipped: the demo dataset is already prepared')
  expect(ends.at(-1)).toBe('evaluate: passed')
  expect(outcome.statistics).toEqual({ note: 'brought along' })
})

test('a build context is built, and its image is what runs', async () => {
  const image = 'docker: { image: medperf-test/mlcube:1'
  const built = TINY_MLCUBES['model/mlcube.yaml']?.replace(
    image,
    'docker: { build_strategy: auto, build_context: code, image: lab.example/never-pulled:1',
  )
  try {
    const { outcome, ends } = await run({
      'model/mlcube.yaml': built ?? '',
      'model/code/Dockerfile': 'FROM medperf-test/mlcube:1\nENV FACTOR=3\n',
      ...model(
        'infer() { while read -r x; do echo $((x * FACTOR)); done < $data_path/numbers.txt > $output_path/p.txt; }\n',
      ),
    })
    expect(ends.at(-1)).toBe('evaluate: passed')
    expect(outcome.results).toEqual({ accuracy: 1 })
  } finally {
    execFileSync('docker', ['rmi', '--force', 'localhost/medperf-run/steps-reference-model:run'])
  }
})

describe('what a container may not do fails its step', () => {
  test.each([
    ['write an input', model('infer() { echo 9 > $data_path/numbers.txt; }\n'), 4],
    ['write its parameters', model('infer() { echo 9 > $parameters_file; }\n'), 4],
    ['reach the labels', model('infer() { ls $data_path/../labels; ls /*/labels; }\n'), 4],
    ['reach a network', model('infer() { ip route | grep default; }\n'), 4],
  ])('%s', async (_, files, step) => {
    const { ends } = await run(files)
    expect(ends[step]).toMatch(/^infer: failed: /)
    expect(ends[5]).toBe('evaluate: skipped: infer failed')
  })

  test('leave a link in place of its results, for a file of the host', async () => {
    const { ends, outcome } = await run(metrics('evaluate() { ln -s /etc/hostname $output_path; }\n'))
    expect(ends[5]).toBe('evaluate: failed: wrote the link "results.yaml", which leads out of its folder')
    expect(outcome.results).toBeUndefined()
  })

  test('write no results', async () => {
    const { ends } = await run(metrics('evaluate() { :; }\n'))
    expect(ends[5]).toBe('evaluate: failed: the results file does not exist')
  })
})

describe('an input of unknown type, out of an archive', () => {
  const benchmark = TINY_MLCUBES['benchmark.yaml']?.replace(
    'model/mlcube.yaml',
    'model/mlcube.yaml, additional_files: { path: files.tar }',
  )
  const archive = (name: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'medperf-archive-'))
    writeFileSync(join(folder, name), '3\n')
    const tar = execFileSync('tar', ['--directory', folder, '--create', name])
    rmSync(folder, { recursive: true })
    return { 'benchmark.yaml': benchmark ?? '', 'files.tar': tar }
  }

  test('is what is found there', async () => {
    expect((await run(archive('weights.txt'))).ends.at(-1)).toBe('evaluate: passed')
  })

  test('is named where it is missing', async () => {
    const { ends } = await run(archive('other.txt'))
    expect(ends[4]).toBe(
      'infer: failed: there is no additional_files/weights.txt in the workspace/ of the MLCube for its input weights',
    )
  })
})
