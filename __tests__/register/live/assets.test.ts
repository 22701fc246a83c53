import { describe, expect, it } from 'vitest'
import { takeSnapshot } from '../../../src/lookup/snapshot.ts'
import { readLock, writeLock } from '../../../src/medperf/plan/lock/lock.ts'
import { planSubmission } from '../../../src/medperf/plan/plan.ts'
import type { ApplyOptions } from '../../../src/register/apply.ts'
import { retire } from '../../../src/register/retire.ts'
import type { Client } from '../../../src/server/client.ts'
import { assetBenchmark, assetEvidence, exampleAsset, exampleBody } from '../../medperf/toy.ts'
import { applyAs, serve } from './live.ts'

const server = serve('model')
const benchmark = assetBenchmark()
const evidence = assetEvidence()
const draft = assetBenchmark({ state: 'development' })
const other = assetEvidence({ url: 'https://files.example.org/better.tar.gz', sha256: 'b'.repeat(64) })
const { url, sha256 } = exampleAsset()

/** As an owner whose benchmarks are approved at once. */
const apply = (options: Partial<ApplyOptions> = {}) =>
  applyAs(server(), 'testbo', { benchmark, evidence, ...options })

const row = async (path: string) => (await server().send('testadmin', 'GET', path)).json
const kept = { containers: new Set<number>(), models: new Set<number>(), benchmarks: new Set<number>() }

describe('a benchmark whose model is an asset', () => {
  it('is registered with its files inside the model, and the lock remembers them', async () => {
    const { components, lock, steps } = await apply()
    expect(steps.map(({ collection, name }) => [collection, name])).toEqual([
      ...[
        ['mlcubes', 'toy-prep'],
        ['models', 'toy-weights'],
        ['mlcubes', 'toy-metrics'],
      ],
      ['benchmarks', 'toy-benchmark'],
    ])
    expect(await row('models/1/')).toMatchObject({
      name: 'toy-weights',
      type: 'ASSET',
      state: 'OPERATION',
      container: null,
      asset: { id: 1, name: 'toy-weights', asset_hash: sha256, asset_url: url, state: 'OPERATION' },
    })
    expect(await row('benchmarks/1/')).toMatchObject({ reference_model: 1, state: 'OPERATION' })
    expect(components.reference_model).toMatchObject({ uid: 1, kind: 'asset', content: 1 })
    expect(lock.components.reference_model).toEqual({
      uid: 1,
      asset: 1,
      name: 'toy-weights',
      state: 'OPERATION',
      given: false,
      fields: { asset_hash: sha256, asset_url: url },
    })
    expect(readLock(writeLock(lock))).toEqual(lock)
  })

  it('has nothing to do the second time, with the lock and without', async () => {
    const { lock } = await apply()
    const before = await server().state()
    for (const options of [{}, { lock }]) {
      const again = await apply(options)
      expect(again.steps).toEqual([])
      expect(again.lock).toEqual(lock)
    }
    expect(await server().state()).toEqual(before)
  })

  it('is known from the lock alone', async () => {
    const { lock } = await apply()
    const verdicts = (now = evidence) =>
      planSubmission({ benchmark, evidence: now, lock }).actions.map(({ verdict }) => verdict)
    expect(verdicts()).toEqual(['reuse', 'reuse', 'reuse', 'nothing to do'])
    expect(verdicts(other)[1]).toBe('needs a new version')
  })

  it('is an error where the lock and the server disagree, which names the field', async () => {
    const { lock } = await apply()
    const { reference_model: model } = lock.components
    const wrong = (part: Partial<typeof model>) => ({
      ...lock,
      components: { ...lock.components, reference_model: { ...model, ...part } },
    })
    const { asset: _, ...rest } = model
    const container = {
      ...lock,
      components: { ...lock.components, reference_model: { ...rest, container: 1 } },
    }
    const hash = wrong({ fields: { ...model.fields, asset_hash: 'c'.repeat(64) } })
    for (const [changed, words] of [
      [hash, /`reference_model\.asset_hash`: the lock says "ccc.*, the server "07c1/],
      [wrong({ asset: 9 }), /`reference_model\.asset`: the lock says 9, the server 1/],
      [container, /`reference_model\.kind`: the lock says "container", the server "asset"/],
    ] as const) {
      await expect(apply({ lock: changed })).rejects.toMatchObject({
        kind: 'blocked',
        message: expect.stringMatching(words),
      })
    }
    // Where the files lie may change in OPERATION, and is no disagreement.
    await server().send('testbo', 'PUT', 'assets/1/', { asset_url: 'https://b.example/w.tar.gz' })
    expect((await apply({ lock })).steps.map(({ body }) => body)).toEqual([{ asset_url: url }])
  })

  it('is corrected in place as a draft, then brought into OPERATION', async () => {
    await apply({ benchmark: draft })
    const second = await apply({ benchmark: draft, evidence: other })
    expect(second.steps.map(({ kind, collection, name }) => [kind, collection, name])).toEqual([
      ['update', 'assets', 'toy-weights'],
    ])
    const third = await apply({ evidence: other })
    expect(third.components.reference_model).toMatchObject({ uid: 1, state: 'OPERATION' })
    expect(await row('assets/1/')).toMatchObject({ state: 'OPERATION', asset_hash: 'b'.repeat(64) })
  })

  it('is a new version where the files of the one in OPERATION change', async () => {
    await apply()
    const second = await apply({ evidence: other })
    expect(second.steps.map(({ collection, name }) => [collection, name])).toEqual([
      ['models', 'toy-weights-v2'],
      ['benchmarks', 'toy-benchmark-v2'],
    ])
    expect(await row('models/2/')).toMatchObject({ type: 'ASSET', asset: { name: 'toy-weights-v2' } })
  })

  it('does nothing that the plan did not announce', async () => {
    await apply({ benchmark: draft })
    await using client = await server().client('testbo')
    const snapshot = await takeSnapshot(client)
    const expected = planSubmission({ benchmark: draft, evidence, snapshot })
    expect(expected.actions[1]?.verdict).toBe('reuse')
    await server().send('testbo', 'PUT', 'assets/1/', { asset_hash: 'c'.repeat(64) })
    const before = await server().state()
    await expect(apply({ benchmark: draft, expected })).rejects.toMatchObject({
      kind: 'changed',
      message: expect.stringContaining('`toy-weights` was to stay as it is (reuse)'),
    })
    expect(await server().state()).toEqual(before)
  })

  it.each([
    ['asset', 'assets/', { name: 'toy-weights', asset_hash: sha256, asset_url: url }],
    ['model', 'models/', exampleBody('model', 'POST_models_asset')],
  ])('writes nothing where the name is that of an existing %s', async (_, path, body) => {
    expect((await server().send('testmo', 'POST', path, body)).status).toBe(201)
    const before = await server().state()
    await expect(apply()).rejects.toMatchObject({
      kind: 'blocked',
      message: expect.stringContaining('taken by an asset or model of user 5'),
    })
    expect(await server().state()).toEqual(before)
  })

  it('stops at a name that somebody took after the look, and says whose it is', async () => {
    await using client = await server().client('testbo')
    const taken = { name: 'toy-weights', asset_hash: sha256, asset_url: url }
    const late: Client = {
      ...client,
      async create(collection, body) {
        if (collection === 'models') await server().send('testmo', 'POST', 'assets/', taken)
        return client.create(collection, body)
      },
    }
    await expect(apply({ client: late })).rejects.toMatchObject({
      kind: 'blocked',
      message: expect.stringContaining('taken by an asset or model of user 5'),
    })
    const renamed = await apply({ benchmark: assetBenchmark({}, 'other-weights') })
    expect(renamed.components.reference_model).toMatchObject({ name: 'other-weights', kind: 'asset' })
  })

  it('is retired through its model, asset and all, once nothing stands on it', async () => {
    const first = await apply({ benchmark: draft })
    await server().send('testadmin', 'PUT', 'benchmarks/1/', { approval_status: 'REJECTED' })
    const request = { collection: 'models' as const, uid: first.components.reference_model.uid }
    await using client = await server().client('testbo')
    expect(await retire({ client }, [request], kept)).toEqual([{ ...request, name: 'toy-weights' }])
    expect(await row('models/1/')).toMatchObject({ is_valid: false, asset: { is_valid: false } })
    const back = await apply({ benchmark: draft })
    expect(back.components.reference_model.uid).toBe(1)
    expect(await row('models/1/')).toMatchObject({ is_valid: true, asset: { is_valid: true } })
  })
})
