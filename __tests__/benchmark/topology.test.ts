import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Lookup } from '../../src/benchmark/component/registration.ts'
import { listRoles } from '../../src/facts/role.ts'
import { readToy, TOY } from './toy.ts'

const SCRIPT = readFileSync(join(TOY, '../contract/script_evaluator/container_config.yaml'), 'utf8')
const FILES = { 'script/container_config.yaml': SCRIPT }

const SECTIONS = {
  container: 'reference_model: { config: model/container_config.yaml }',
  asset: 'reference_model: { asset: { path: model/weights/ } }',
  uid: 'reference_model: { uid: 7 }',
  script: 'benchmark_script: { config: script/container_config.yaml }',
  evaluator: 'evaluator: { config: metrics/container_config.yaml, parameters: metrics/parameters.yaml }',
  'script as evaluator': 'evaluator: { config: script/container_config.yaml }',
  byo: 'topology: byo_inference_script',
  end_to_end: 'topology: end_to_end_script',
  inference: 'topology: inference_script',
} as const
type Section = keyof typeof SECTIONS

/** A benchmark.yaml whose fifth line is the model, and what follows it. */
const yamlOf = (sections: readonly Section[]) =>
  [
    'version: 1',
    'name: toy',
    'demo_dataset: { path: demo/ }',
    'data_preparator: { config: prep/container_config.yaml, parameters: prep/parameters.yaml }',
    ...sections.map((section) => SECTIONS[section]),
    '',
  ].join('\n')

const found = (changes: Partial<Extract<Lookup, { kind: 'read' }>>): Lookup => ({
  kind: 'read',
  name: 'theirs',
  state: 'OPERATION',
  fields: {},
  imageHash: '',
  document: null,
  mayBeMlcube: false,
  ...changes,
})
const ASSET = found({ asset: { url: 'https://files.lab.org/model.tar.gz', sha256: 'd'.repeat(64) } })
const CONTAINER = found({
  imageHash: `sha256:${'1'.repeat(64)}`,
  document: {
    container_type: 'DockerImage',
    image: 'lab/model:1',
    tasks: {
      infer: {
        input_volumes: { data_path: { mount_path: '/data', type: 'directory' } },
        output_volumes: { output_path: { mount_path: '/out', type: 'directory' } },
      },
    },
  },
})
const UNREAD: Lookup = { kind: 'unread', message: 'no answer', hint: 'Later.' }

async function read(sections: readonly Section[], model?: Lookup) {
  const lookups = model === undefined ? {} : { reference_model: model }
  const all = await readToy({ ...FILES, 'benchmark.yaml': yamlOf(sections) }, { lookups })
  return { ...all, errors: all.said.filter((one) => one.startsWith('error')) }
}

describe('of what kind a benchmark is follows from what it names', () => {
  test.each<[string, readonly Section[], Lookup | undefined, string]>([
    ['byo_inference_script', ['container', 'evaluator'], undefined, 'evaluator'],
    ['end_to_end_script', ['asset', 'script'], undefined, 'benchmark_script'],
    ['end_to_end_script', ['asset', 'script as evaluator'], undefined, 'evaluator'],
    ['inference_script', ['asset', 'script', 'evaluator'], undefined, 'benchmark_script evaluator'],
    ['byo_inference_script', ['uid', 'evaluator'], CONTAINER, 'evaluator'],
    ['end_to_end_script', ['uid', 'script'], ASSET, 'benchmark_script'],
    ['end_to_end_script', ['uid', 'script as evaluator'], ASSET, 'evaluator'],
    ['inference_script', ['uid', 'script', 'evaluator'], ASSET, 'benchmark_script evaluator'],
    // It may be written all the same.
    ['byo_inference_script', ['container', 'evaluator', 'byo'], undefined, 'evaluator'],
    ['end_to_end_script', ['asset', 'script', 'end_to_end'], undefined, 'benchmark_script'],
    ['end_to_end_script', ['asset', 'script as evaluator', 'end_to_end'], undefined, 'evaluator'],
    [
      'inference_script',
      ['asset', 'script', 'evaluator', 'inference'],
      undefined,
      'benchmark_script evaluator',
    ],
  ])('%s: %j', async (topology, sections, model, others) => {
    const { benchmark, errors } = await read(sections, model)
    expect(errors).toEqual([])
    expect(benchmark?.topology).toBe(topology)
    expect(
      listRoles(benchmark?.components ?? {})
        .slice(2)
        .join(' '),
    ).toBe(others)
  })

  test('and each of its parts has a name of its own', async () => {
    const names = async (...sections: Section[]) =>
      Object.values((await read(sections)).benchmark?.components ?? {}).map(({ name }) => name)
    expect(await names('asset', 'script', 'evaluator')).toEqual([
      ...['toy-prep', 'toy-model', 'toy-script', 'toy-metrics'],
    ])
    expect(await names('asset', 'script as evaluator')).toEqual(['toy-prep', 'toy-model', 'toy-metrics'])
  })
})

describe('what does not fit together is one error, on its line, with what to write', () => {
  const TO_ASSET = 'name the model by `asset: { path: … }`'
  test.each<[readonly Section[], Lookup | undefined, string]>([
    [
      ['container'],
      undefined,
      'error benchmark.yaml:1 `evaluator` is missing | Add it. Turns predictions and labels into metrics.',
    ],
    [
      ['asset'],
      undefined,
      'error benchmark.yaml:5 `benchmark_script` is missing: a reference model that is an asset cannot run itself | Add `benchmark_script: { config: … }`, a container whose task run_script runs it.',
    ],
    [
      ['container', 'script'],
      undefined,
      'error benchmark.yaml:6 `benchmark_script` runs a reference model that is an `asset`, and this one is a container | Remove it: a container runs itself, by its task infer. Or name the files of the model, as `reference_model: { asset: { path: … } }`.',
    ],
    [
      ['container', 'script', 'evaluator'],
      undefined,
      'error benchmark.yaml:6 `benchmark_script` runs a reference model that is an `asset`, and this one is a container | Remove it: a container runs itself, by its task infer. Or name the files of the model, as `reference_model: { asset: { path: … } }`.',
    ],
    [
      ['container', 'evaluator', 'inference'],
      undefined,
      `error benchmark.yaml:7 \`topology\` says inference_script, which is an \`asset\` as \`reference_model\` with a \`benchmark_script\` and an \`evaluator\`, and what is named is a container as \`reference_model\` with an \`evaluator\` | Write \`topology: byo_inference_script\`. To make it an inference_script benchmark, ${TO_ASSET}, add \`benchmark_script\`.`,
    ],
    [
      ['asset', 'script', 'evaluator', 'end_to_end'],
      undefined,
      'error benchmark.yaml:8 `topology` says end_to_end_script, which is an `asset` as `reference_model` with a `benchmark_script`, and what is named is an `asset` as `reference_model` with a `benchmark_script` and an `evaluator` | Write `topology: inference_script`. To make it an end_to_end_script benchmark, remove `evaluator`.',
    ],
    [
      ['asset', 'script', 'inference'],
      undefined,
      'error benchmark.yaml:7 `topology` says inference_script, which is an `asset` as `reference_model` with a `benchmark_script` and an `evaluator`, and what is named is an `asset` as `reference_model` with a `benchmark_script` | Write `topology: end_to_end_script`. To make it an inference_script benchmark, add `evaluator`.',
    ],
    [
      ['asset', 'script', 'byo'],
      undefined,
      'error benchmark.yaml:7 `topology` says byo_inference_script, which is a container as `reference_model` with an `evaluator`, and what is named is an `asset` as `reference_model` with a `benchmark_script` | Write `topology: end_to_end_script`. To make it a byo_inference_script benchmark, name the model by `config: …`, remove `benchmark_script`, add `evaluator`.',
    ],
    [
      ['container', 'end_to_end'],
      undefined,
      `error benchmark.yaml:6 \`topology\` says end_to_end_script, which is an \`asset\` as \`reference_model\` with a \`benchmark_script\`, and what is named is a container as \`reference_model\` with nothing beside it | To make it an end_to_end_script benchmark, ${TO_ASSET}, add \`benchmark_script\`.`,
    ],
    // Of a model by uid the number is what can be another.
    [
      ['uid', 'script'],
      CONTAINER,
      'error benchmark.yaml:5 this reference model is a container, and an end_to_end_script benchmark runs models that are assets | Name another model. With this one, the benchmark is a container as `reference_model` with an `evaluator`.',
    ],
    [
      ['uid', 'script', 'evaluator'],
      CONTAINER,
      'error benchmark.yaml:5 this reference model is a container, and an inference_script benchmark runs models that are assets | Name another model. With this one, the benchmark is a container as `reference_model` with an `evaluator`.',
    ],
    [
      ['uid', 'evaluator', 'byo'],
      ASSET,
      'error benchmark.yaml:5 this reference model is an asset, and a byo_inference_script benchmark runs models that are containers | Name another model. With this one, the benchmark is an `asset` as `reference_model` with a `benchmark_script`.',
    ],
    [
      ['uid', 'script', 'end_to_end'],
      CONTAINER,
      'error benchmark.yaml:5 this reference model is a container, and an end_to_end_script benchmark runs models that are assets | Name another model. With this one, the benchmark is a container as `reference_model` with an `evaluator`.',
    ],
  ])('%j', async (sections, model, said) => {
    expect((await read(sections, model)).errors).toEqual([said])
  })

  test('a word that is no topology', async () => {
    const yaml = yamlOf(['asset', 'script']).replace('name: toy', 'name: toy\ntopology: end_to_end')
    const { said } = await readToy({ ...FILES, 'benchmark.yaml': yaml })
    expect(said).toEqual([
      'error benchmark.yaml:3 `topology` should be one of `byo_inference_script`, `end_to_end_script`, `inference_script`, not the text "end_to_end" | Known here: `byo_inference_script`, `end_to_end_script`, `inference_script`.',
    ])
  })

  test.each<readonly Section[]>([
    ['uid', 'script'],
    ['uid', 'script', 'evaluator'],
    ['uid', 'evaluator'],
  ])('nothing is concluded from a model that could not be read: %j and more', async (...sections) => {
    const { errors, unread } = await read(sections, UNREAD)
    expect(errors).toEqual([expect.stringContaining('no answer')])
    expect(unread).toMatchObject({ hint: 'Later.' })
  })

  test.each<[readonly Section[], string, string]>([
    [
      ['asset', 'script'],
      readFileSync(join(TOY, 'metrics/container_config.yaml'), 'utf8'),
      'this looks like the configuration of the evaluator; the benchmark script needs the task run_script | Name it under `evaluator` in benchmark.yaml, and another one under `benchmark_script`.',
    ],
    [
      ['asset', 'script'],
      SCRIPT.replace('run_script:', 'run:'),
      'Task run_script is not found in container config. | The benchmark script needs the task run_script.',
    ],
    [
      ['asset', 'script'],
      'docker: { image: lab/script:1 }\ntasks: { run_script: { parameters: { inputs: {}, outputs: {} } } }\n',
      'an MLCube cannot run a model that is an asset | Write a container_config.yaml with the task run_script, and name it as `config`.',
    ],
  ])('a script of the wrong kind: %#', async (sections, config, words) => {
    const files = { 'benchmark.yaml': yamlOf(sections), 'script/container_config.yaml': config }
    expect((await readToy(files)).said).toContainEqual(expect.stringContaining(words))
  })

  test('a script where the evaluator of its predictions belongs', async () => {
    const yaml = yamlOf(['asset', 'script', 'script as evaluator'])
    expect((await readToy({ ...FILES, 'benchmark.yaml': yaml })).said).toContainEqual(
      expect.stringContaining(
        'this looks like the configuration of the benchmark script; the evaluator needs the task evaluate',
      ),
    )
  })
})
