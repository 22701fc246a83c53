import { readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listNamedPaths } from '../../src/benchmark/named-paths.ts'
import { readBenchmark } from '../../src/benchmark/read.ts'
import { tempWorkspace } from '../../stand-ins/workspace.ts'
import { TOY } from './toy.ts'

function list(repository: string, config = 'benchmark.yaml'): readonly (readonly [string, string])[] {
  const { benchmark, problems } = readBenchmark({ repository, config })
  if (benchmark === undefined) throw new Error(JSON.stringify(problems))
  return listNamedPaths(benchmark, repository).map(({ shown, what }) => [shown, what])
}

test('all that benchmark.yaml names in the repository is listed once, by its path', async () => {
  await using workspace = await tempWorkspace(TOY, { 'model/Dockerfile': 'FROM busybox\n' })
  expect(list(workspace.path)).toEqual([
    ['demo', 'demo dataset'],
    ['metrics/container_config.yaml', "evaluator's configuration"],
    ['metrics/parameters.yaml', "evaluator's parameters"],
    ['model/container_config.yaml', "reference model's configuration"],
    ['model/weights', "reference model's additional files"],
    ['prep/container_config.yaml', "data preparator's configuration"],
    ['prep/parameters.yaml', "data preparator's parameters"],
  ])
})

test('build contexts, image files and archives are, and what lies at an address is not', async () => {
  const yaml = `
version: 1
name: toy
demo_dataset: { url: "https://example.org/demo.tar.gz" }
data_preparator: { config: prep/container_config.yaml, build: ., parameters: prep/parameters.yaml }
reference_model:
  config: model/container_config.yaml
  image_file: { path: model/image.tar }
  additional_files: { path: model/weights.tar.gz }
evaluator: { config: metrics/container_config.yaml, parameters: metrics/parameters.yaml }
`
  await using workspace = await tempWorkspace(TOY, {
    'benchmark.yaml': yaml,
    Dockerfile: 'FROM busybox\n',
    'model/image.tar': 'x',
    'model/weights.tar.gz': 'y',
  })
  const config = join(workspace.path, 'model/container_config.yaml')
  writeFileSync(
    config,
    readFileSync(config, 'utf8')
      .replace('DockerImage', 'DockerArchive')
      .replace(/^image: .*$/m, 'image: image.tar'),
  )
  const found = list(workspace.path)
  expect(found).toContainEqual(['.', "data preparator's build context"])
  expect(found).toContainEqual(['model/image.tar', "reference model's image file"])
  expect(found).toContainEqual(['model/weights.tar.gz', "reference model's additional files"])
  expect(found.some(([, what]) => what === 'demo dataset')).toBe(false)
})

test('a benchmark in a folder, and what links lead to, are named by where they are', async () => {
  await using workspace = await tempWorkspace(undefined)
  await using toy = await tempWorkspace(TOY)
  renameSync(toy.path, join(workspace.path, 'toy'))
  renameSync(join(workspace.path, 'toy/prep'), join(workspace.path, 'shared'))
  symlinkSync('../shared', join(workspace.path, 'toy/prep'))
  const shown = list(workspace.path, 'toy/benchmark.yaml').map(([path]) => path)
  expect(shown).toContain('shared/container_config.yaml')
  expect(shown).toContain('shared/parameters.yaml')
  expect(shown).toContain('toy/demo')
})

test.each(['model/Dockerfile.gpu', '{ context: model, dockerfile: docker/gpu.Dockerfile }'])(
  'of `build: %s` it is the whole context, with the Dockerfile of any name in it',
  async (build) => {
    const yaml = readFileSync(join(TOY, 'benchmark.yaml'), 'utf8')
    const at = 'config: model/container_config.yaml'
    await using workspace = await tempWorkspace(TOY, {
      'benchmark.yaml': yaml.replace(at, `${at}\n  build: ${build}`),
      'model/Dockerfile.gpu': 'FROM busybox\n',
      'model/docker/gpu.Dockerfile': 'FROM busybox\n',
    })
    expect(list(workspace.path)).toContainEqual(['model', "reference model's build context"])
  },
)
