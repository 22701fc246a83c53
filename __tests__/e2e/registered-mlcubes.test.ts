import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Registry, startRegistry } from '../../stand-ins/registry.ts'
import { mlcubeImage, TINY_MLCUBES } from '../support/mlcubes.ts'
import { startOwner } from '../support/registering.ts'
import { hashesOf, startHand } from '../support/strangers.ts'

const LOCAL = 'medperf-test/mlcube:1'
const docker = (...args: readonly string[]) => execFileSync('docker', args, { stdio: 'ignore' })

let registry: Registry
let image: string

beforeAll(async () => {
  registry = await startRegistry()
  image = `${registry.host}/tiny/mlcube:1`
  await mlcubeImage()
  docker('tag', LOCAL, image)
  docker('push', '--quiet', image)
  docker('image', 'rm', '--no-prune', image)
})
afterAll(() => registry[Symbol.asyncDispose]())

const file = (path: string) => (TINY_MLCUBES[path] ?? '').replaceAll(LOCAL, image)

test('MLCubes by uid get their parameters byte for byte and their weights by address', async () => {
  await using owner = await startOwner({
    era: 'mlcube',
    image,
    files: Object.fromEntries(Object.keys(TINY_MLCUBES).map((path) => [path, file(path)])),
  })
  await using hand = await startHand(owner.server, 'mlcube')
  const hashes = await hashesOf(image)
  const register = (part: string, weights?: Readonly<Record<string, string>>) =>
    hand.register({
      name: `their-${part}`,
      config: file(`${part}/mlcube.yaml`),
      hashes,
      parameters: file(`${part}/workspace/parameters.yaml`),
      ...(weights && { weights }),
    })
  const prep = await register('prep')
  const model = await register('model', { 'weights.txt': '3\n' })
  const metrics = await register('metrics')
  const text = file('benchmark.yaml')
    .replace('config: prep/mlcube.yaml', `uid: ${prep}`)
    .replace('config: model/mlcube.yaml', `uid: ${model}`)
    .replace('config: metrics/mlcube.yaml', `uid: ${metrics}`)
  await owner.write('benchmark.yaml', text)
  const before = await owner.rows('mlcubes')
  const run = await owner.run()
  expect(run.said).not.toMatch(/^error/m)
  expect(run.outputs['verdict']).toBe('passed')
  expect(run.report?.results).toEqual({ accuracy: 1 })
  expect(await owner.rows('mlcubes')).toEqual(before)
  expect(await owner.rows('benchmarks')).toMatchObject([
    {
      data_preparation_mlcube: prep,
      reference_model_mlcube: model,
      data_evaluator_mlcube: metrics,
    },
  ])
})
