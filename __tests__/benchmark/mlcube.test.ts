import { readFileSync } from 'node:fs'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readToy, TOY } from './toy.ts'

const fixture = (path: string) => readFileSync(join(TOY, '..', 'mlcube', path), 'utf8')

/** The toy benchmark with three MLCubes; what benchmark.yaml says of files besides `config` is taken out. */
const MLCUBES = {
  'prep/mlcube.yaml': fixture('preparator/mlcube.yaml'),
  'prep/workspace/parameters.yaml': fixture('preparator/parameters.yaml'),
  'model/mlcube.yaml': fixture('reference_model/mlcube.yaml'),
  'model/workspace/parameters.yaml': fixture('reference_model/parameters.yaml'),
  'model/workspace/additional_files/weights.bin': '0.5\n',
  'metrics/mlcube.yaml': fixture('evaluator/mlcube.yaml'),
  'metrics/workspace/parameters.yaml': fixture('evaluator/parameters.yaml'),
  'benchmark.yaml': [
    'version: 1',
    'name: toy',
    'demo_dataset: { url: "https://example.org/demo.tar.gz" }',
    'data_preparator: { config: prep/mlcube.yaml }',
    'reference_model: { config: model/mlcube.yaml }',
    'evaluator: { config: metrics/mlcube.yaml }',
    '',
  ].join('\n'),
}

const changed = (name: keyof typeof MLCUBES, from: string | RegExp, to: string) => {
  const text = MLCUBES[name].replace(from, to)
  expect(text).not.toBe(MLCUBES[name])
  return { ...MLCUBES, [name]: text }
}

test('three MLCubes take their parameters and additional files from workspace/', async () => {
  const { benchmark, said } = await readToy(MLCUBES)
  expect(said).toEqual([])
  const { data_preparator, reference_model } = benchmark?.components ?? {}
  expect(data_preparator?.parameters).toEqual({ resize: 128, classes: ['healthy', 'sick'] })
  expect(data_preparator?.parametersFile).toMatch(/\/prep\/workspace\/parameters.yaml$/)
  expect(reference_model?.additionalFiles).toMatchObject({
    kind: 'path',
    shown: 'model/workspace/additional_files',
    type: 'directory',
  })
})

test('what benchmark.yaml names goes before workspace/, and an MLCube may stand beside other containers', async () => {
  const { benchmark, said } = await readToy({
    ...changed('benchmark.yaml', 'prep/mlcube.yaml', 'prep/mlcube.yaml, parameters: other.yaml'),
    'other.yaml': 'resize: 64\n',
  })
  expect(said).toEqual([])
  expect(benchmark?.components.data_preparator.parameters).toEqual({ resize: 64 })
  const mixed = await readToy(
    changed(
      'benchmark.yaml',
      'config: metrics/mlcube.yaml',
      'config: metrics/container_config.yaml, parameters: metrics/parameters.yaml',
    ),
  )
  expect(mixed.said).toEqual([])
  expect(mixed.benchmark?.components.evaluator?.spec.mlcube).toBeUndefined()
})

test('parameters of an MLCube are not judged: it gets them byte for byte', async () => {
  const { benchmark, said } = await readToy({
    ...MLCUBES,
    'prep/workspace/parameters.yaml': 'since: 2024-01-01\n',
  })
  expect(said).toEqual([])
  expect(benchmark?.components.data_preparator.parametersFile).toBeDefined()
})

describe('what a data owner will not have in workspace/ is said', () => {
  test('no parameters', async () => {
    const { said } = await readToy({ ...MLCUBES, 'metrics/workspace/parameters.yaml': null })
    expect(said).toEqual([
      expect.stringMatching(
        /^warning metrics\/mlcube.yaml:15 there is no parameters.yaml in workspace\/ for `parameters_file`/,
      ),
    ])
  })

  test('a file of an additional_files folder that is not there', async () => {
    const files = changed('model/mlcube.yaml', 'additional_files/weights.bin', 'additional_files/weights.pt')
    expect((await readToy(files)).said).toEqual([
      expect.stringMatching(
        /^warning model\/mlcube.yaml:15 there is no additional_files\/weights.pt in workspace\//,
      ),
    ])
  })

  test('a file beside them, which MedPerf does not bring', async () => {
    const files = changed('model/mlcube.yaml', 'additional_files/weights.bin', 'weights.bin')
    const { said } = await readToy({ ...files, 'model/workspace/weights.bin': 'x' })
    expect(said).toEqual([
      expect.stringMatching(
        /^warning model\/mlcube.yaml:15 MedPerf brings only parameters.yaml and additional_files\//,
      ),
    ])
  })

  const EVALUATE = 'MedPerf passes `predictions` and `labels` to evaluate: rename '

  test.each([
    [
      'evaluator',
      'predictions: {type: directory, default: predictions}',
      'guesses_csv: guesses.csv',
      'error',
    ],
    [
      'evaluator',
      'predictions: {type: directory, default: predictions}',
      'preds_csv: {type: file, default: p.csv}',
      'warning',
    ],
    [
      'evaluator',
      'predictions: {type: directory, default: predictions}',
      'prediction: predictions/',
      'warning',
    ],
    ['evaluator', 'predictions: {type: directory, default: predictions}', 'model_output: out/', 'warning'],
  ])('an input of another name in the %s, instead of %j: %j', async (_, from, to, severity) => {
    const { said } = await readToy(changed('metrics/mlcube.yaml', from, to))
    const name = to.split(':')[0]
    expect(said).toEqual([
      expect.stringContaining(`${EVALUATE}\`${name}\` to \`predictions\`. Or, where it is a file`),
    ])
    expect(said[0]).toMatch(new RegExp(`^${severity} metrics/mlcube.yaml:13 `))
  })

  test.each([
    [{ guesses_csv: 'guesses.csv', truth_csv: 'truth.csv' }, ['one of these', 'one of these']],
    [{ preds_csv: 'preds.csv', labels_csv: 'labels.csv' }, ['`predictions`', '`labels`']],
    [{ prediction: 'p/', ground_truth_labels: 'g/' }, ['`predictions`', '`labels`']],
    [{ gold: 'g/', label_file: 'l/' }, ['one of these', '`labels`']],
  ])('both inputs with other names: %j', async (inputs, names) => {
    const lines = Object.entries(inputs).map(([name, path]) => `        ${name}: ${path}`)
    const from = /^ +predictions: .*\n +labels: .*$/m
    const { said } = await readToy(changed('metrics/mlcube.yaml', from, lines.join('\n')))
    const hints = Object.keys(inputs).map((name, at) => `${EVALUATE}\`${name}\` to ${names[at]}.`)
    expect(said).toEqual(hints.map((hint) => expect.stringContaining(hint)))
  })

  test.each([
    [
      'model/mlcube.yaml',
      'data_path: {type: directory, default: data}',
      'images: images/',
      'infer',
      'data_path',
    ],
    [
      'prep/mlcube.yaml',
      'labels_path: {type: directory, default: raw_labels}',
      'csv: raw.csv',
      'prepare',
      'labels_path',
    ],
  ])('in %s too: instead of %j there is %j', async (file, from, to, task, meant) => {
    const { said } = await readToy(changed(file as keyof typeof MLCUBES, from, to))
    const name = to.split(':')[0]
    expect(said).toEqual([
      expect.stringMatching(`MedPerf passes .* to ${task}: rename \`${name}\` to \`${meant}\``),
    ])
  })

  test('one whose type is not given is an error, as in mlcube', async () => {
    const files = changed(
      'model/mlcube.yaml',
      '{type: file, default: additional_files/weights.bin}',
      'additional_files/missing.bin',
    )
    expect((await readToy(files)).said).toEqual([
      expect.stringMatching(/^error model\/mlcube.yaml:15 there is no additional_files\/missing.bin/),
    ])
  })
})

describe('what leads out is refused', () => {
  test('a default', async () => {
    const files = changed('model/mlcube.yaml', 'additional_files/weights.bin', '../../../../etc/passwd')
    const { said, benchmark } = await readToy(files)
    expect(said).toEqual([
      expect.stringMatching(/^error model\/mlcube.yaml:15 the default of `weights`, .* leads out of/),
    ])
    expect(benchmark).toBeUndefined()
  })

  test('a link in place of parameters.yaml, or in additional_files/', async () => {
    const { said } = await readToy(
      {
        ...MLCUBES,
        'metrics/workspace/parameters.yaml': null,
        'metrics/workspace/notes.txt': 'x',
      },
      {
        prepare: async (path) => {
          await symlink('/etc/passwd', join(path, 'metrics/workspace/parameters.yaml'))
          await symlink('/etc', join(path, 'model/workspace/additional_files/etc'))
        },
      },
    )
    expect(said).toContainEqual(
      expect.stringMatching(
        /^error benchmark.yaml:6 metrics\/workspace\/parameters.yaml leads out of the repository/,
      ),
    )
    expect(said).toContainEqual(
      expect.stringMatching(
        /^error benchmark.yaml:5 the link etc in model\/workspace\/additional_files leads out/,
      ),
    )
  })

  test('a build context', async () => {
    const files = changed(
      'metrics/mlcube.yaml',
      'docker:',
      'docker:\n  build_strategy: auto\n  build_context: ../..',
    )
    expect((await readToy(files)).said).toEqual([
      expect.stringMatching(/^error metrics\/mlcube.yaml:9 the build context ..\/.. is not a folder/),
    ])
  })
})

test('a build strategy that builds is followed where a Dockerfile lies in the build context', async () => {
  const files = changed(
    'metrics/mlcube.yaml',
    'docker:',
    'docker:\n  build_strategy: auto\n  build_context: ../code',
  )
  expect((await readToy(files)).benchmark?.components.evaluator?.build).toBeUndefined()
  const { benchmark } = await readToy({ ...files, 'code/Dockerfile': 'FROM scratch\n' })
  expect(benchmark?.components.evaluator?.build?.context).toMatch(/\/code$/)
  const pulled = changed('metrics/mlcube.yaml', 'docker:', 'docker:\n  build_context: ../code')
  const read = await readToy({ ...pulled, 'code/Dockerfile': 'FROM scratch\n' })
  expect(read.benchmark?.components.evaluator?.build).toBeUndefined()
  expect(read.said).toEqual([
    'warning metrics/mlcube.yaml:8 the image is pulled, so what is in ../code is not what is tested | Write `build_strategy: auto` to build it here, or name the folder as `build` in benchmark.yaml.',
  ])
  expect((await readToy(pulled)).said).toEqual([])
})

test('an MLCube that only knows Singularity needs its image file and another runtime than Docker', async () => {
  const files = changed('metrics/mlcube.yaml', /docker:\n.*\n/, 'singularity:\n  image: m.sif\n')
  expect((await readToy(files)).said).toEqual([
    expect.stringMatching(
      /^error benchmark.yaml:6 the image of the MLCube metrics\/mlcube.yaml is a Singularity/,
    ),
  ])
  const docker = `${MLCUBES['benchmark.yaml']}run: { runtime: docker }\n`.replace(
    'config: metrics/mlcube.yaml',
    'config: metrics/mlcube.yaml, image_file: { url: "https://example.org/m.sif" }',
  )
  expect((await readToy({ ...files, 'benchmark.yaml': docker })).said).toEqual([
    expect.stringMatching(/^error metrics\/mlcube.yaml:8 Cannot run this container using docker/),
  ])
})

test('a key that is there twice is an error, as in mlcube', async () => {
  const { said, benchmark } = await readToy(changed('metrics/mlcube.yaml', /$/, 'name: again\n'))
  expect(said).toEqual([
    expect.stringMatching(/^error metrics\/mlcube.yaml:18 the key `name` is there twice/),
  ])
  expect(benchmark).toBeUndefined()
})
