import { spawnSync } from 'node:child_process'
import { afterAll, expect, test } from 'vitest'
import { useApptainer } from '../../stand-ins/apptainer.ts'
import { pullRequestEvent } from '../../stand-ins/events.ts'
import { podmanEnvironment } from '../../stand-ins/podman.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { OWNER, startOwner, tinyRegistry } from '../support/registering.ts'
import { hashesOf, startHand, tinyConfig, weighedModel } from '../support/strangers.ts'

const noApptainer = useApptainer()
const { image } = await tinyRegistry()
const hashes = await hashesOf(image)

afterAll(async () => {
  spawnSync('podman', ['image', 'rm', '--force', image], { env: { ...process.env, ...podmanEnvironment() } })
})

test.for([
  ['podman', 'model'],
  ['podman', 'mlcube'],
  ['apptainer', 'model'],
  ['apptainer', 'mlcube'],
] as const)('%s knows a registered image of the %s era again', async ([runtime, era], context) => {
  if (runtime === 'apptainer' && noApptainer !== undefined) context.skip(noApptainer)
  await using owner = await startOwner({ era, image })
  await using hand = await startHand(owner.server, era)
  await using home = await tempFolder()
  const common = { hashes, user: OWNER }
  const prep = await hand.register({ ...common, name: 'a-prep', config: tinyConfig('prep', image) })
  const model = await hand.register({
    ...common,
    name: 'a-model',
    config: weighedModel(image),
    isModel: true,
    weights: { 'weights.txt': '42\n' },
  })
  const metrics = await hand.register({
    ...common,
    name: 'a-metrics',
    config: tinyConfig('metrics', image),
    parameters: 'a: 1\n',
  })
  const text = `version: 1
name: tiny
demo_dataset: { path: demo/ }
data_preparator: { uid: ${prep} }
reference_model: { uid: ${model} }
evaluator: { uid: ${metrics} }
`
  await owner.write('benchmark.yaml', text)
  const run = await owner.run({
    event: pullRequestEvent(),
    inputs: { ...owner.inputs, runtime },
    env: { HOME: home.path, ...podmanEnvironment() },
  })
  expect(run.said).not.toMatch(/^error/m)
  expect(run.outputs['verdict']).toBe('passed')
  const known = era === 'mlcube' ? { imageId: hashes.imageId } : { digest: hashes.digest }
  expect(run.report?.containers).toMatchObject([known, known, known])
  expect(run.report?.plan?.actions.map(({ verdict }) => verdict)).toEqual([
    'reuse',
    'reuse',
    'reuse',
    'create',
  ])
})
