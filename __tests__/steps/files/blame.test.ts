import { expect, test } from 'vitest'
import { ExpectedError } from '../../../src/facts/error.ts'
import { blameSource } from '../../../src/steps/files/blame.ts'
import { readToy } from '../../benchmark/toy.ts'

const source = { file: 'benchmark.yaml', line: 6, column: 8 }
const sha256 = { file: 'benchmark.yaml', line: 7, column: 11 }

test.each([
  ['download', source],
  ['archive', source],
  ['image', source],
  ['hash', sha256],
  ['disk-full', undefined],
  ['internal', undefined],
] as const)('a failure of the kind %s stands on %j', async (kind, place) => {
  const error = new ExpectedError(kind, 'it failed', { hint: 'Mend it.', code: 'x-y' })
  const blamed = blameSource({ places: { source, sha256 } }, Promise.reject(error))
  const facts = await blamed.catch((one: unknown) => one)
  expect(facts).toMatchObject({ kind, message: 'it failed', hint: 'Mend it.', code: 'x-y' })
  expect((facts as ExpectedError).place).toEqual(place)
})

test('a hash that nobody wrote stands where the file is named, and a place that is known is kept', async () => {
  const failing = (error: Error) => blameSource({ places: { source } }, Promise.reject(error))
  await expect(failing(new ExpectedError('hash', 'another', { hint: 'Mend it.' }))).rejects.toMatchObject({
    place: source,
  })
  const place = { file: 'Dockerfile', line: 3 }
  await expect(failing(new ExpectedError('archive', 'x', { hint: 'Mend it.', place }))).rejects.toMatchObject(
    { place },
  )
  await expect(failing(new Error('broken'))).rejects.not.toHaveProperty('place')
})

test('benchmark.yaml says where each of its files is named', async () => {
  const { benchmark } = await readToy({
    'demo.tar': 'x',
    'i.tar': 'x',
    'benchmark.yaml': `version: 1
name: toy
demo_dataset:
  path: demo.tar
  sha256: "${'ab'.repeat(32)}"
data_preparator:
  config: prep/container_config.yaml
  parameters: prep/parameters.yaml
reference_model:
  asset:
    sha256: "${'ab'.repeat(32)}"
    url: https://example.org/m.tar
benchmark_script:
  config: metrics/container_config.yaml
  additional_files: { path: model/weights }
`,
    'metrics/container_config.yaml': `container_type: DockerArchive
image: https://example.org/i.tar
tasks:
  run_script:
    input_volumes:
      data_path: {mount_path: /a, type: directory}
      labels_path: {mount_path: /l, type: directory}
      model_files: {mount_path: /m, type: directory}
      additional_files: {mount_path: /b, type: directory}
    output_volumes:
      results_path: {mount_path: /r, type: directory}
`,
  })
  const at = (line: number, file = 'benchmark.yaml') => expect.objectContaining({ file, line })
  const { reference_model: model, benchmark_script: script } = benchmark?.components ?? {}
  expect(benchmark?.demoDataset.source.places).toEqual({ source: at(4), sha256: at(5) })
  expect(model?.additionalFiles?.places).toEqual({ source: at(12), sha256: at(11) })
  expect(script?.additionalFiles?.places).toEqual({ source: at(15) })
  expect(script?.imagePosition).toEqual(at(2, 'metrics/container_config.yaml'))
})
