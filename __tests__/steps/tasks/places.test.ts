import { expect, test } from 'vitest'
import type { Benchmark } from '../../../src/benchmark/benchmark.ts'
import type { MlcubeTask } from '../../../src/containers/spec.ts'
import { mayWriteFiles, mayWriteRaw } from '../../../src/steps/tasks/places.ts'
import { benchmark, mount, taskSpec } from '../../support/benchmark.ts'

const NONE = { environment: [], gpus: { kind: 'none' } } as const

/** A task of an MLCube with one given parameter among its outputs. */
const cube = (name: string): { readonly mlcube: MlcubeTask } => ({
  mlcube: {
    inputs: [],
    outputs: [{ name, type: 'directory', given: true, default: name }],
    takesArguments: true,
    options: NONE,
    gpuOptions: NONE,
    singularity: NONE,
  },
})

const prepared = (toy: Benchmark): Benchmark => ({
  ...toy,
  demoDataset: { ...toy.demoDataset, prepared: true },
})

test.each([
  ['nothing', benchmark(), false],
  ['raw data', benchmark({ prepare: { outputs: [mount('output_path'), mount('data_path')] } }), true],
  ['raw labels', benchmark({ prepare: { outputs: [mount('labels_path')] } }), true],
  ['raw data as an MLCube', benchmark({ prepare: cube('data_path') }), true],
  ['prepared data', benchmark({ statistics: { outputs: [mount('data_path')] } }), false],
  [
    'data that is prepared already',
    prepared(benchmark({ prepare: { outputs: [mount('data_path')] } })),
    false,
  ],
])('whether prepare may write raw data or labels, where it may write %s: %s', (_, toy, expected) => {
  expect(mayWriteRaw(toy)).toBe(expected)
})

test('whose task may write additional files gets them for itself, and nobody else does', () => {
  const outputs = [mount('output_path'), mount('additional_files')]
  const toy = benchmark({ infer: { outputs } })
  expect(mayWriteFiles(toy, 'reference_model')).toBe(true)
  expect(mayWriteFiles(toy, 'data_preparator')).toBe(false)
  expect(mayWriteFiles(toy, 'evaluator')).toBe(false)
  expect(mayWriteFiles(benchmark({ sanity_check: { outputs } }), 'data_preparator')).toBe(true)
})

test('the files of a model that is an asset may be written by the script that runs it', () => {
  const withScript = (name: string) => {
    const toy = benchmark()
    const { reference_model, evaluator } = toy.components
    const run_script = taskSpec('evaluate', { outputs: [mount('results_path'), mount(name)] })
    return {
      ...toy,
      topology: 'end_to_end_script' as const,
      components: {
        ...toy.components,
        reference_model: {
          ...reference_model,
          spec: { ...reference_model.spec, type: 'Asset' as const, tasks: {} },
        },
        evaluator: { ...evaluator, spec: { ...evaluator.spec, tasks: { run_script } } },
      },
    }
  }
  expect(mayWriteFiles(withScript('model_files'), 'reference_model')).toBe(true)
  expect(mayWriteFiles(withScript('labels_path'), 'reference_model')).toBe(false)
})
