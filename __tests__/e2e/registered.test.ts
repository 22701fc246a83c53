import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { eras } from '../../dev-server/era.ts'
import { assumeRules } from '../../src/medperf/rules.ts'
import { pullRequestEvent, pushEvent } from '../../stand-ins/events.ts'
import { OWNER, type Owner, startOwner, tinyRegistry } from '../support/registering.ts'
import { type Hand, hashesOf, startHand, tinyConfig, weighedModel } from '../support/strangers.ts'
import { TINY } from '../support/tiny.ts'

const { image } = await tinyRegistry()
const hashes = await hashesOf(image)

/** A preparator and a model of somebody else, who registered them before. */
async function strangers(hand: Hand): Promise<{ readonly prep: number; readonly model: number }> {
  const prep = await hand.register({ name: 'their-prep', config: tinyConfig('prep', image), hashes })
  const model = await hand.register({
    name: 'their-model',
    config: weighedModel(image),
    hashes,
    isModel: true,
    weights: { 'weights.txt': '42\n' },
  })
  return { prep, model }
}

/** The tiny benchmark with two components by `uid`. */
const byUid = (prep: number, model: number): string =>
  readFileSync(join(TINY, 'benchmark.yaml'), 'utf8')
    .replace('config: prep/container_config.yaml', `uid: ${prep}`)
    .replace('config: model/container_config.yaml', `uid: ${model}`)

const stateOf = (owner: Owner) =>
  Promise.all([owner.rows('mlcubes'), owner.rows('benchmarks')].map((rows) => rows))

describe.each(eras)('on a server of the %s era, components by uid', (era) => {
  test('are tested as they are registered, reused on a merge, and known from the lock afterwards', async () => {
    await using owner = await startOwner({ era, image })
    await using hand = await startHand(owner.server, era)
    const { prep, model } = await strangers(hand)
    await owner.write('benchmark.yaml', byUid(prep, model))
    const before = await stateOf(owner)

    const pull = await owner.run({ event: pullRequestEvent() })
    expect(pull.said).not.toMatch(/^error/m)
    expect(pull.outputs['verdict']).toBe('passed')
    expect(pull.report?.plan?.actions.map(({ verdict, uid }) => [verdict, uid])).toEqual([
      ['reuse', prep],
      ['reuse', model],
      ['create', undefined],
      ['create', undefined],
    ])
    expect(pull.report?.containers.map(({ config, name }) => [config, name]).slice(0, 2)).toEqual([
      [`uid: ${prep}`, 'their-prep'],
      [`uid: ${model}`, 'their-model'],
    ])
    expect(await stateOf(owner)).toEqual(before)

    const push = await owner.run()
    expect(push.said).not.toMatch(/^error/m)
    expect(JSON.parse(push.outputs['uids'] ?? '{}')).toMatchObject({
      data_preparator: prep,
      reference_model: model,
    })
    expect(await owner.rows('mlcubes')).toHaveLength((before[0]?.length ?? 0) + 1)
    expect((await owner.rows('mlcubes')).slice(0, -1)).toEqual(before[0])
    const [benchmark] = await owner.rows('benchmarks')
    expect(benchmark).toMatchObject({
      data_preparation_mlcube: prep,
      [assumeRules(era).modelKey]: model,
    })
    expect(owner.github.releases.flatMap(({ assets }) => assets.map(({ name }) => name))).toEqual([
      expect.stringMatching(/^demo-dataset/),
    ])
    expect(JSON.parse(push.lock ?? '{}').components).toMatchObject({
      data_preparator: { given: true, uid: prep },
      reference_model: { given: true, uid: model },
      evaluator: { given: false },
    })

    const state = await stateOf(owner)
    const again = await owner.run({ event: pushEvent({ sha: 'd'.repeat(40) }) })
    expect(again.code).toBe(0)
    expect(again.summary).toContain('nothing was written')
    expect(await stateOf(owner)).toEqual(state)

    const blind = { server: owner.server.url }
    const fork = pullRequestEvent({ fork: 'somebody/wdbc' })
    const unknown = await owner.run({ event: fork, inputs: blind })
    expect(unknown.outputs['verdict']).toBe('error')
    expect(unknown.report?.steps).toEqual([])
    await owner.write('benchmark.lock.json', push.lock ?? '')
    const known = await owner.run({ event: fork, inputs: blind })
    expect(known.outputs['verdict']).toBe('passed')
    expect(known.report?.plan).toMatchObject({ seen: 'lock', blocked: false })
    expect(known.report?.notices.join()).toContain('is as benchmark.lock.json has it')
  })
})

test('a model of one’s own in DEVELOPMENT goes into OPERATION with the benchmark, and only that', async () => {
  await using owner = await startOwner({ era: 'model', image })
  await using hand = await startHand(owner.server, 'model')
  const { prep } = await strangers(hand)
  const model = await hand.register({
    name: 'own-model',
    config: tinyConfig('model', image),
    hashes,
    isModel: true,
    state: 'DEVELOPMENT',
    user: OWNER,
  })
  await owner.write('benchmark.yaml', byUid(prep, model))
  const own = async () => (await owner.rows('models')).find(({ id }) => id === model)
  const before = await own()
  const run = await owner.run()
  expect(run.said).not.toMatch(/^error/m)
  const changing = { state: 'OPERATION', modified_at: expect.anything(), container: expect.anything() }
  expect(await own()).toEqual({ ...before, ...changing })
  expect((await own())?.['container']).toMatchObject({ name: 'own-model', state: 'OPERATION' })
  expect((await owner.run()).summary).toContain('nothing was written')
})

test('submit registers a benchmark of registered components from the report of another job', async () => {
  await using owner = await startOwner({ era: 'model', image })
  await using hand = await startHand(owner.server, 'model')
  const { prep, model } = await strangers(hand)
  await owner.write('benchmark.yaml', byUid(prep, model))
  const { report } = await owner.run({ inputs: { ...owner.inputs, mode: 'test' } })
  expect(report).toMatchObject({ verdict: 'passed' })
  expect(report?.plan).toBeUndefined()
  await owner.write('report.json', JSON.stringify(report))
  const inputs = { ...owner.inputs, report: 'report.json' }
  const env = { DOCKER_HOST: 'unix:///nowhere' }
  const planned = await owner.run({
    event: pullRequestEvent(),
    inputs: { ...owner.inputs, mode: 'plan' },
    env,
  })
  expect(planned.report?.plan?.actions.map(({ verdict }) => verdict)).toEqual([
    'reuse',
    'reuse',
    'create',
    'create',
  ])
  const run = await owner.run({ action: 'submit', inputs, env })
  expect(run.said).not.toMatch(/^error/m)
  expect(await owner.rows('benchmarks')).toMatchObject([
    { data_preparation_mlcube: prep, reference_model: model },
  ])

  await owner.write('benchmark.yaml', byUid(prep, model).replace('name: tiny', 'name: other'))
  await owner.write(
    'report.json',
    JSON.stringify({ ...report, benchmark: { ...report?.benchmark, name: 'other' } }),
  )
  const other = await hand.register({
    name: 'other-prep',
    config: tinyConfig('prep', image).replace('-s /data', '-f /data'),
    hashes,
  })
  await owner.write('benchmark.yaml', byUid(other, model).replace('name: tiny', 'name: other'))
  const refused = await owner.run({ action: 'submit', inputs, env })
  expect(refused.outputs['verdict']).toBe('error')
  expect(refused.said).toContain('data_preparator: the configuration is another than the tested')
  expect(await owner.rows('benchmarks')).toHaveLength(1)
})

test('an image whose tag was moved since it was registered fails in words, and nothing is registered', async () => {
  await using owner = await startOwner({ era: 'model', image })
  await using hand = await startHand(owner.server, 'model')
  const moved = { ...hashes, digest: `sha256:${'0'.repeat(64)}` }
  const prep = await hand.register({ name: 'their-prep', config: tinyConfig('prep', image), hashes: moved })
  await owner.write(
    'benchmark.yaml',
    byUid(prep, prep).replace(`uid: ${prep}\nevaluator`, 'config: model/container_config.yaml\nevaluator'),
  )
  const run = await owner.run()
  expect(run.outputs['verdict']).toBe('failed')
  expect(run.said).toMatch(/error fetch: Hash mismatch\. Expected sha256:0+, found sha256:/)
  expect(await owner.rows('benchmarks')).toEqual([])
})
