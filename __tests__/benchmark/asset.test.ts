import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readToy, TOY } from './toy.ts'

const SCRIPT = readFileSync(join(TOY, '../contract/script_evaluator/container_config.yaml'), 'utf8')
const EVALUATE = readFileSync(join(TOY, 'metrics/container_config.yaml'), 'utf8')

const BENCHMARK = `version: 1
name: toy-asset
demo_dataset: { path: demo/ }
data_preparator:
  config: prep/container_config.yaml
  parameters: prep/parameters.yaml
reference_model:
  asset: { path: model/weights/ }
evaluator:
  config: metrics/container_config.yaml
`

/** Reads the toy benchmark with an asset as its model, with something replaced. */
const read = (from = '', to = '', config = SCRIPT) =>
  readToy({
    'benchmark.yaml': BENCHMARK.replace(from, to),
    'metrics/container_config.yaml': config,
  })

test('a reference model may be an asset, which the script of the evaluator runs', async () => {
  const { benchmark, said } = await read()
  expect(said).toEqual([])
  const { reference_model: model, evaluator } = benchmark?.components ?? {}
  expect(model).toMatchObject({
    ...{ name: 'toy-asset-model', additionalFiles: { kind: 'path', type: 'directory' } },
    spec: { type: 'Asset', image: 'model/weights/', tasks: {} },
  })
  expect(evaluator?.spec.tasks.run_script).toMatchObject({
    inputs: [{ name: 'data_path' }, { name: 'labels_path' }, { name: 'model_files' }],
    outputs: [{ name: 'results_path', type: 'directory' }],
  })
})

test('an asset may be an archive at an address', async () => {
  const { benchmark, said } = await read(
    'path: model/weights/',
    `url: https://example.org/model.tar.gz, sha256: "${'a'.repeat(64)}"`,
  )
  expect(said).toEqual([])
  expect(benchmark?.components.reference_model.additionalFiles).toMatchObject({
    ...{ kind: 'url', url: 'https://example.org/model.tar.gz', sha256: 'a'.repeat(64) },
  })
})

describe('what does not fit an asset is said', () => {
  test('a configuration beside it', async () => {
    const { said } = await read('asset:', 'config: model/container_config.yaml\n  asset:')
    expect(said).toEqual([
      'error benchmark.yaml:8 `reference_model` has both `asset` and `config` | An asset is files alone: what runs them is the script of the `evaluator`.',
    ])
  })

  test('files that are not there', async () => {
    const { said } = await read('model/weights/', 'model/none/')
    expect(said).toContainEqual(expect.stringContaining('error benchmark.yaml:8 '))
  })

  test('an evaluator that runs no script', async () => {
    const { said } = await read('', '', EVALUATE)
    expect(said).toContainEqual(
      expect.stringMatching(
        /^error metrics\/container_config\.yaml:\d+ Running a model container with another asset model is not supported yet\. \| Beside a model that is an asset, the evaluator needs the task run_script/,
      ),
    )
  })

  test('a script beside a container', async () => {
    const { said } = await read('asset: { path: model/weights/ }', 'config: model/container_config.yaml')
    expect(said).toContainEqual(
      expect.stringContaining(
        'a script evaluator (task `run_script`) is for a reference model that is an `asset`',
      ),
    )
  })

  test('a script without its results', async () => {
    const { said } = await read('', '', SCRIPT.replace('results_path', 'output_path'))
    expect(said).toContainEqual(
      expect.stringContaining('MedPerf knows no volume `output_path` in the task run_script'),
    )
    expect(said).toContainEqual(
      expect.stringContaining('the task run_script needs `results_path` among its output volumes'),
    )
  })

  test('an asset as another part of the benchmark', async () => {
    const { said } = await read('evaluator:\n', 'evaluator:\n  asset: { path: model/weights/ }\n')
    expect(said).toContainEqual(expect.stringContaining('unknown key `asset`'))
  })
})
