import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Lookup } from '../../../src/benchmark/component/registration.ts'
import { readToy, TOY } from '../toy.ts'

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
    name: 'toy-asset-model',
    additionalFiles: { kind: 'path', type: 'directory' },
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
    kind: 'url',
    url: 'https://example.org/model.tar.gz',
    sha256: 'a'.repeat(64),
  })
})

describe('what does not fit an asset is said', () => {
  test('a configuration beside it', async () => {
    const { said } = await read('asset:', 'config: model/container_config.yaml\n  asset:')
    expect(said).toEqual([
      'error benchmark.yaml:8 `reference_model` has both `asset` and `config` | An asset is files alone: what runs them is the `benchmark_script`.',
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

  test('files that never leave their owner', async () => {
    const { said } = await read('path: model/weights/', 'url: local')
    expect(said).toEqual([
      'error benchmark.yaml:8 an asset that never leaves its owner’s machine (`local`) can be run by nobody else | Give the address or the path of its files.',
    ])
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

describe('a model of an asset by uid', () => {
  const files = { url: 'https://files.lab.org/model.tar.gz', sha256: 'd'.repeat(64) }
  const fields = { asset_hash: files.sha256, asset_url: files.url }
  const found: Lookup = {
    kind: 'read',
    name: 'their-weights',
    state: 'OPERATION',
    fields,
    imageHash: '',
    document: null,
    asset: files,
    mayBeMlcube: false,
  }
  const readUid = (lookup: Lookup, config = SCRIPT, parameters = '') =>
    readToy(
      {
        'benchmark.yaml': `${BENCHMARK.replace('asset: { path: model/weights/ }', 'uid: 7')}${parameters}`,
        'metrics/container_config.yaml': config,
      },
      { lookups: { reference_model: lookup } },
    )

  test('is its registered files with their registered hash', async () => {
    const { benchmark, said } = await readUid(found)
    expect(said).toEqual([])
    const line = { file: 'benchmark.yaml', line: 8, column: 8 }
    expect(benchmark?.components.reference_model).toEqual({
      role: 'reference_model',
      name: 'their-weights',
      config: 'uid: 7',
      spec: { type: 'Asset', image: files.url, tasks: {}, document: null },
      additionalFiles: { kind: 'url', ...files, places: { source: line, sha256: line } },
      registered: { uid: 7, imageHash: '', fields },
    })
  })

  test('wants an evaluator that runs a script', async () => {
    const { said } = await readUid(found, EVALUATE)
    expect(said).toContainEqual(expect.stringContaining('the evaluator needs the task run_script'))
  })

  test.each<[string, Partial<typeof files>, RegExp]>([
    ['an address with a password', { url: 'https://a:b@lab.org/m' }, /the address of its asset is none that/],
    ['a hash that is none', { sha256: 'abc' }, /the hash of its asset is no SHA-256: abc/],
  ])('with %s is refused', async (_, changes, words) => {
    const { benchmark, said } = await readUid({ ...found, asset: { ...files, ...changes } })
    expect(benchmark).toBeUndefined()
    expect(said[0]).toMatch(/^error benchmark\.yaml:8 7, `their-weights`, cannot be the reference model/)
    expect(said[0]).toMatch(words)
  })

  const gone: Lookup = { kind: 'unread', message: 'no answer', hint: 'Later.' }
  test.each([
    ['a script', SCRIPT],
    ['the task evaluate', EVALUATE],
  ])('that could not be read is all that is wrong beside an evaluator with %s', async (_, config) => {
    const { said, unread } = await readUid(gone, config, '  parameters: metrics/parameters.yaml\n')
    expect(said.filter((one) => one.startsWith('error'))).toEqual([expect.stringContaining('no answer')])
    expect(unread).toMatchObject({ hint: 'Later.' })
  })
})
