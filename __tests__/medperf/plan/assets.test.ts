import { describe, expect, it } from 'vitest'
import { ERAS } from '../../../src/medperf/era.ts'
import { planSubmission, resolvePlan } from '../../../src/medperf/plan/plan.ts'
import type { Plan } from '../../../src/medperf/plan/schema.ts'
import { findNextStep } from '../../../src/medperf/plan/step.ts'
import type { ModelRow } from '../../../src/medperf/rows.ts'
import { assumeRules } from '../../../src/medperf/rules.ts'
import type { Snapshot } from '../../../src/medperf/snapshot.ts'
import { decided, emptySnapshot, registered, shape } from '../memory-server.ts'
import { assetBenchmark, assetEvidence, exampleAsset, toyBenchmark, toyEvidence } from '../toy.ts'

const fresh = emptySnapshot('model')
const benchmark = assetBenchmark()
const evidence = assetEvidence()
const draft = assetBenchmark({ state: 'development' })
const { url, sha256 } = exampleAsset()
const other = assetEvidence({ url: 'https://files.example.org/better.tar.gz', sha256: 'b'.repeat(64) })
const end = decided(registered(fresh, { benchmark, evidence }), 'APPROVED')

const model = (plan: Plan) => plan.actions.find(({ role }) => role === 'reference_model')
const planOf = (snapshot: Snapshot, now = evidence, as = benchmark) =>
  model(planSubmission({ benchmark: as, evidence: now, snapshot }))
const withModels = (snapshot: Snapshot, change: (row: ModelRow) => ModelRow): Snapshot => ({
  ...snapshot,
  mine: { ...snapshot.mine, models: snapshot.mine.models.map(change) },
})
const asset = (row: ModelRow) => {
  if (row.asset === undefined) throw new Error('no asset')
  return row.asset
}

describe('a model that is an asset', () => {
  it('is registered as one, and nothing is to do the second time', () => {
    const plan = planSubmission({ benchmark, evidence, snapshot: fresh })
    expect(shape(plan)).toEqual([
      ['data_preparator', 'create', 'toy-prep'],
      ['reference_model', 'create', 'toy-weights'],
      ['evaluator', 'create', 'toy-metrics'],
      ['benchmark', 'create', 'toy-benchmark'],
    ])
    expect(model(plan)).toMatchObject({
      object: 'model',
      content: 'asset',
      changes: [
        { field: 'asset_hash', verdict: 'create', to: JSON.stringify(sha256) },
        { field: 'asset_url', verdict: 'create', to: JSON.stringify(url) },
      ],
    })
    expect(plan.blocked).toBe(false)
    expect(plan.issues.filter(({ role }) => role === 'reference_model')).toEqual([])
    expect(end.mine.models).toMatchObject([{ name: 'toy-weights', state: 'OPERATION' }])
    expect(end.mine.benchmarks[0]?.components.reference_model).toBe(end.mine.models[0]?.uid)
    const again = planSubmission({ benchmark, evidence, snapshot: end })
    expect(again.actions.map(({ verdict }) => verdict)).toEqual([
      ...['reuse', 'reuse', 'reuse', 'nothing to do'],
    ])
  })

  it('has the fields of its files open until they are published', () => {
    const action = planOf(fresh, assetEvidence({}))
    expect(action?.changes.map(({ field, note }) => [field, note])).toEqual([
      ['asset_hash', 'known after the file is published'],
      ['asset_url', 'known after the file is published'],
    ])
  })

  it('is changed in place while it is in DEVELOPMENT: its files alone, never its kind', () => {
    const snapshot = registered(fresh, { benchmark: draft, evidence })
    const step = findNextStep(resolvePlan({ benchmark: draft, evidence: other, snapshot }))
    expect(step).toMatchObject({
      kind: 'update',
      collection: 'assets',
      uid: asset(snapshot.mine.models[0] as ModelRow).uid,
      body: { asset_hash: 'b'.repeat(64), asset_url: 'https://files.example.org/better.tar.gz' },
    })
    expect(Object.keys(step?.body ?? {})).toEqual(['asset_hash', 'asset_url'])
  })

  it('goes into OPERATION through its model', () => {
    const snapshot = registered(fresh, { benchmark: draft, evidence })
    const steps = [findNextStep(resolvePlan({ benchmark, evidence, snapshot }))]
    expect(planOf(snapshot)).toMatchObject({ verdict: 'update in place', state: 'OPERATION' })
    const after = registered(snapshot, { benchmark, evidence })
    expect(after.mine.models).toMatchObject([{ state: 'OPERATION', asset: { state: 'OPERATION' } }])
    expect(steps[0]?.body).toEqual({ state: 'OPERATION' })
  })

  it('is frozen in OPERATION: other files are a new version of the model and of the benchmark', () => {
    const plan = planSubmission({ benchmark, evidence: other, snapshot: end })
    expect(shape(plan).slice(1)).toEqual([
      ['reference_model', 'needs a new version', 'toy-weights-v2'],
      ['evaluator', 'reuse', 'toy-metrics'],
      ['benchmark', 'needs a new version', 'toy-benchmark-v2'],
    ])
    expect(model(plan)?.changes).toContainEqual({
      field: 'asset_hash',
      verdict: 'needs a new version',
      from: JSON.stringify(sha256),
      to: JSON.stringify('b'.repeat(64)),
    })
  })

  it('takes a name for the new version that no asset has', () => {
    const assets = [...end.assets, { uid: 9, name: 'toy-weights-v2', owner: 9 }]
    expect(planOf({ ...end, assets }, other)).toMatchObject({ name: 'toy-weights-v3' })
  })

  it('may move to another address even in OPERATION', () => {
    const moved = assetEvidence({ url: 'https://mirror.example.org/w.tar.gz', sha256 })
    const step = findNextStep(resolvePlan({ benchmark, evidence: moved, snapshot: end }))
    expect(step).toMatchObject({
      kind: 'update',
      collection: 'assets',
      body: { asset_url: 'https://mirror.example.org/w.tar.gz' },
    })
  })

  it('is reused under another name, and taken back where it was retired', () => {
    const renamed = assetBenchmark({}, 'other-name')
    expect(planOf(end, evidence, renamed)).toMatchObject({ verdict: 'reuse', name: 'toy-weights' })
    const retired = withModels(end, (row) => ({ ...row, isValid: false }))
    expect(findNextStep(resolvePlan({ benchmark, evidence, snapshot: retired }))).toMatchObject({
      collection: 'models',
      body: { is_valid: true },
    })
  })

  it.each<[string, Snapshot, RegExp]>([
    [
      'a model of somebody else',
      { ...fresh, others: { ...fresh.others, models: [{ uid: 5, name: 'toy-weights', owner: 9 }] } },
      /taken by an asset or model of user 9/,
    ],
    [
      'an asset of somebody else',
      { ...fresh, assets: [{ uid: 5, name: 'toy-weights', owner: 9 }] },
      /taken by an asset or model of user 9/,
    ],
    [
      'an asset of one’s own without a model',
      { ...fresh, assets: [{ uid: 5, name: 'toy-weights', owner: fresh.me.id }] },
      /an asset of yours that was registered without a model, and cannot become one/,
    ],
  ])('is forbidden under the name of %s', (_, snapshot, words) => {
    expect(planOf(snapshot)).toMatchObject({
      verdict: 'forbidden',
      reason: expect.stringMatching(words),
      hint: 'Give another `name` in benchmark.yaml.',
    })
  })

  it('is not hindered by a container of its name, which lives elsewhere', () => {
    const containers = [{ uid: 5, name: 'toy-weights', owner: 9 }]
    expect(planOf({ ...fresh, others: { ...fresh.others, containers } })?.verdict).toBe('create')
  })

  it.each(ERAS.filter((era) => !assumeRules(era).models))('is an error on a server of the %s era', (era) => {
    const plan = planSubmission({ benchmark, evidence, snapshot: emptySnapshot(era) })
    expect(plan.blocked).toBe(true)
    expect(plan.issues.map(({ message }) => message).join()).toContain(
      `servers of the ${era} era hold no models without a container`,
    )
  })
})

describe('a model never changes its kind', () => {
  const named = { components: { reference_model: { name: 'toy-weights' } } }
  const container = toyBenchmark('model', { ...named, state: 'development' })

  it('from a container to an asset: that is a new version', () => {
    const snapshot = registered(fresh, { benchmark: container, evidence: toyEvidence('model') })
    expect(planOf(snapshot, evidence, draft)).toMatchObject({
      verdict: 'needs a new version',
      name: 'toy-weights-v2',
      reason: '`toy-weights` is a model of a container, which cannot become one of an asset',
    })
    const after = registered(snapshot, { benchmark: draft, evidence })
    expect(after.mine.benchmarks).toHaveLength(1)
    expect(after.mine.models.map(({ name }) => name)).toEqual(['toy-weights', 'toy-weights-v2'])
    expect(after.mine.benchmarks[0]?.components.reference_model).toBe(after.mine.models[1]?.uid)
  })

  it('nor back', () => {
    const snapshot = registered(fresh, { benchmark: draft, evidence })
    expect(planOf(snapshot, toyEvidence('model'), container)).toMatchObject({
      verdict: 'needs a new version',
      name: 'toy-weights-v2',
      reason: '`toy-weights` is a model of an asset, which cannot become one of a container',
    })
  })
})

describe('a model of an asset by uid', () => {
  const uid = 7
  const mine = end.mine.models[0] as ModelRow
  const theirs: ModelRow = { ...mine, uid, owner: 9 }
  const registeredAs = { uid, imageHash: '', fields: asset(mine).fields }
  const byUid = assetBenchmark()
  const given = { ...byUid.components.reference_model, registered: registeredAs }
  const named = { ...byUid, components: { ...byUid.components, reference_model: given } }
  const known = toyEvidence('model', { reference_model: { uid, image: {} } })
  const judge = (row: ModelRow) => planOf({ ...fresh, given: { reference_model: row } }, known, named)

  it('is used as it is', () => {
    expect(judge(theirs)).toMatchObject({ verdict: 'reuse', uid, object: 'model', content: 'asset' })
  })

  it.each<[string, Partial<ModelRow>, RegExp]>([
    ['retired', { isValid: false }, /retired by its owner/],
    ['whose asset was retired', { asset: { ...asset(mine), isValid: false } }, /retired by its owner/],
    [
      'with other files than were tested',
      { asset: { ...asset(mine), fields: { asset_hash: 'c'.repeat(64), asset_url: url } } },
      /changed by its owner since it was tested/,
    ],
    ['of a stranger in DEVELOPMENT', { state: 'DEVELOPMENT' }, /only its owner, user 9/],
  ])('%s is forbidden', (_, changes, words) => {
    expect(judge({ ...theirs, ...changes })).toMatchObject({
      verdict: 'forbidden',
      reason: expect.stringMatching(words),
    })
  })
})

describe('retiring a model of an asset', () => {
  const retire = [{ collection: 'models' as const, uid: end.mine.models[0]?.uid ?? 0 }]

  it('is refused while a benchmark stands on it', () => {
    const plan = planSubmission({ benchmark, evidence, snapshot: end, retire })
    expect(plan.issues.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('cannot be retired: this benchmark.yaml is registered with it'),
    )
  })

  it('goes through the model, and no container with the number of its asset is kept by it', () => {
    const benchmarks = end.mine.benchmarks.map((row) => ({ ...row, approval: 'REJECTED' as const }))
    const snapshot = { ...end, mine: { ...end.mine, benchmarks } }
    const plan = planSubmission({ benchmark, evidence: other, snapshot, retire })
    expect(plan.retire).toEqual([
      { object: 'model', uid: retire[0]?.uid, name: 'toy-weights', verdict: 'retire' },
    ])
  })
})
