import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBenchmark } from '../../src/benchmark/read.ts'
import { ROOT } from '../../stand-ins/action-file.ts'

const names = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

const readExample = (name: string) =>
  readBenchmark({ repository: ROOT, config: `examples/${name}/benchmark.yaml` })

test.each(names)('examples/%s has no problem and is named like its folder', async (name) => {
  const { benchmark, problems } = await readExample(name)
  expect(problems).toEqual([])
  expect(benchmark?.name).toBe(name)
})

test('the example as three MLCubes has no problem either', async () => {
  const config = 'examples/breast-cancer-wdbc/benchmark-mlcube.yaml'
  const { benchmark, problems } = await readBenchmark({ repository: ROOT, config })
  expect(problems).toEqual([])
  expect(Object.values(benchmark?.components ?? {}).every(({ spec }) => spec.mlcube !== undefined)).toBe(true)
})

test('the tutorial is MedPerf’s, by its public images and downloads', async () => {
  const { benchmark } = await readExample('chestxray-tutorial')
  const { data_preparator, reference_model, evaluator } = benchmark?.components ?? {}
  expect([data_preparator, reference_model, evaluator].map((component) => component?.spec.image)).toEqual([
    'mlcommons/chestxray-tutorial-prep:0.0.1',
    'mlcommons/chestxray-tutorial-cnn:0.0.1',
    'mlcommons/chestxray-tutorial-metrics:0.0.1',
  ])
  const downloads = 'https://storage.googleapis.com/medperf-storage/chestxray_tutorial'
  expect([benchmark?.demoDataset.source, reference_model?.additionalFiles]).toMatchObject([
    {
      kind: 'url',
      url: `${downloads}/demo_data.tar.gz`,
      sha256: '71faabd59139bee698010a0ae3a69e16d97bc4f2dde799d9e187b94ff9157c00',
    },
    {
      kind: 'url',
      url: `${downloads}/cnn_weights.tar.gz`,
      sha256: 'bff003e244759c3d7c8b9784af0819c7f252da8626745671ccf7f46b8f19a0ca',
    },
  ])
})
