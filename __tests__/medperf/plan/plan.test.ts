import { describe, expect, it } from 'vitest'
import { ERAS } from '../../../src/medperf/era.ts'
import { planSubmission, resolvePlan } from '../../../src/medperf/plan/plan.ts'
import { PlanSchema } from '../../../src/medperf/plan/schema.ts'
import { findNextStep } from '../../../src/medperf/plan/step.ts'
import type { Evidence } from '../../../src/medperf/plan/wanted/evidence.ts'
import { assumeRules } from '../../../src/medperf/rules.ts'
import type { Snapshot } from '../../../src/medperf/snapshot.ts'
import { afterStep, decided, emptySnapshot, registered, shape, withNewEvaluator } from '../memory-server.ts'
import { type ToyChanges, toyBenchmark, toyEvidence } from '../toy.ts'

describe.each(ERAS)('the plan, %s era', (era) => {
  const benchmark = toyBenchmark(era)
  const evidence = toyEvidence(era)
  const plan = (snapshot: Snapshot, changes: ToyChanges = {}, found: Evidence = evidence) =>
    planSubmission({ benchmark: toyBenchmark(era, changes), evidence: found, snapshot })
  const fresh = emptySnapshot(era)
  const done = registered(fresh, { benchmark, evidence })
  const approved = decided(done, 'APPROVED')

  it('creates everything on an empty server', () => {
    expect(shape(plan(fresh))).toEqual([
      ['data_preparator', 'create', 'toy-prep'],
      ['reference_model', 'create', 'toy-model'],
      ['evaluator', 'create', 'toy-metrics'],
      ['benchmark', 'create', 'toy-benchmark'],
    ])
    expect(plan(fresh).next.who).toBe('administrator')
    expect(plan(fresh).blocked).toBe(false)
  })

  it('has nothing to do once everything is registered, pending or approved', () => {
    for (const snapshot of [done, approved]) {
      expect(shape(plan(snapshot)).map(([, verdict]) => verdict)).toEqual([
        'reuse',
        'reuse',
        'reuse',
        'nothing to do',
      ])
      expect(findNextStep(resolvePlan({ benchmark, evidence, snapshot }))).toBeUndefined()
    }
    expect(plan(done).next.who).toBe('administrator')
    expect(plan(approved).next.who).toBe('nobody')
  })

  it('is valid JSON of its schema', () => {
    for (const snapshot of [fresh, done]) {
      const made = plan(snapshot)
      expect(PlanSchema.parse(JSON.parse(JSON.stringify(made)))).toEqual(made)
    }
  })

  it('makes a new version of a frozen container and of the approved benchmark that stands on it', () => {
    const made = plan(approved, {}, withNewEvaluator(evidence))
    expect(shape(made)).toEqual([
      ['data_preparator', 'reuse', 'toy-prep'],
      ['reference_model', 'reuse', 'toy-model'],
      ['evaluator', 'needs a new version', 'toy-metrics-v2'],
      ['benchmark', 'needs a new version', 'toy-benchmark-v2'],
    ])
    expect(made.actions[2]?.reason).toContain('`toy-metrics` is in OPERATION')
    const changed = made.actions[2]?.changes.filter(({ verdict }) => verdict === 'needs a new version')
    expect(changed?.map(({ field }) => field)).toEqual(['image_hash'])
    const second = registered(approved, { benchmark, evidence: withNewEvaluator(evidence) })
    expect(second.mine.benchmarks.map(({ name }) => name)).toEqual(['toy-benchmark', 'toy-benchmark-v2'])
  })

  it('leaves out the names that strangers took for a version', () => {
    const foreign = [{ uid: 90, name: 'toy-metrics-v2', owner: 7 }]
    const taken = {
      ...approved,
      others: {
        containers: foreign,
        models: [],
        benchmarks: [{ uid: 91, name: 'toy-benchmark-v2', owner: 7 }],
      },
    }
    expect(shape(plan(taken, {}, withNewEvaluator(evidence))).slice(2)).toEqual([
      ['evaluator', 'needs a new version', 'toy-metrics-v3'],
      ['benchmark', 'needs a new version', 'toy-benchmark-v3'],
    ])
  })

  it('needs an admin for a new version while the earlier one is pending in OPERATION', () => {
    const made = plan(done, {}, withNewEvaluator(evidence))
    const [action] = made.actions.slice(-1)
    expect(action).toMatchObject({ object: 'benchmark', verdict: 'needs an admin', name: 'toy-benchmark-v2' })
    expect(action?.hint).toMatch(/administrator.*write to them/)
    expect(made.blocked).toBe(true)
    expect(made.next.who).toBe('administrator')
  })

  it('needs an admin while another benchmark of the owner is pending, and offers the way in place in DEVELOPMENT', () => {
    for (const state of ['DEVELOPMENT', 'OPERATION'] as const) {
      const other = {
        ...done.mine.benchmarks[0],
        name: 'something-else',
        state,
        uid: 77,
      } as (typeof done.mine.benchmarks)[0]
      const made = plan({ ...fresh, mine: { ...fresh.mine, benchmarks: [other] } })
      expect(made.actions[3]).toMatchObject({ verdict: 'needs an admin', name: 'toy-benchmark' })
      expect(made.actions[3]?.reason).toContain('`something-else`')
      expect(made.actions[3]?.hint?.includes('changed in place')).toBe(state === 'DEVELOPMENT')
    }
  })

  it('changes everything in place while in DEVELOPMENT, pending or approved', () => {
    const draft = registered(fresh, { benchmark: toyBenchmark(era, { state: 'development' }), evidence })
    for (const snapshot of [draft, decided(draft, 'APPROVED')]) {
      const made = plan(
        snapshot,
        { state: 'development', description: 'Better words' },
        withNewEvaluator(evidence),
      )
      expect(shape(made)).toEqual([
        ['data_preparator', 'reuse', 'toy-prep'],
        ['reference_model', 'reuse', 'toy-model'],
        ['evaluator', 'update in place', 'toy-metrics'],
        ['benchmark', 'update in place', 'toy-benchmark'],
      ])
      expect(made.actions[3]?.changes).toContainEqual({
        field: 'description',
        verdict: 'update in place',
        from: '"Toy benchmark"',
        to: '"Better words"',
      })
    }
  })

  it('brings a draft into OPERATION: components first, the benchmark last, states alone', () => {
    let snapshot = registered(fresh, { benchmark: toyBenchmark(era, { state: 'development' }), evidence })
    const bodies: unknown[] = []
    for (;;) {
      const step = findNextStep(resolvePlan({ benchmark, evidence, snapshot }))
      if (step === undefined) break
      bodies.push([step.collection, step.name, step.body])
      snapshot = afterStep(snapshot, step)
    }
    const model = assumeRules(era).models ? 'models' : 'mlcubes'
    expect(bodies).toEqual([
      ['mlcubes', 'toy-prep', { state: 'OPERATION' }],
      [model, 'toy-model', { state: 'OPERATION' }],
      ['mlcubes', 'toy-metrics', { state: 'OPERATION' }],
      ['benchmarks', 'toy-benchmark', { state: 'OPERATION' }],
    ])
  })

  it('leaves what is in OPERATION there when a draft is wanted', () => {
    const made = plan(approved, { state: 'development' })
    expect(made.actions.map(({ verdict }) => verdict)).toEqual(['reuse', 'reuse', 'reuse', 'nothing to do'])
    expect(made.actions[3]?.reason).toContain('no way leads back')
  })

  it('forbids names that strangers hold', () => {
    const others = {
      containers: [{ uid: 90, name: 'toy-prep', owner: 7 }],
      models: [],
      benchmarks: [{ uid: 91, name: 'toy-benchmark', owner: 7 }],
    }
    const made = plan({ ...fresh, others })
    expect(made.actions.map(({ verdict }) => verdict)).toEqual(['forbidden', 'create', 'create', 'forbidden'])
    expect(made.actions[0]?.reason).toContain('user 7')
    expect(made.blocked).toBe(true)
  })

  it('does not register before the test passed', () => {
    const made = plan(fresh, {}, { ...evidence, tested: false })
    expect(made.blocked).toBe(true)
    expect(made.issues[0]?.message).toContain('until every step passed')
  })

  it('shows what is not known yet', () => {
    const { url: _url, ...unpublished } = evidence.demoDataset
    const made = plan(fresh, {}, { ...evidence, demoDataset: unpublished })
    const field = made.actions[3]?.changes.find((change) => change.field === 'demo_dataset_tarball_url')
    expect(field).toEqual({
      field: 'demo_dataset_tarball_url',
      verdict: 'create',
      note: 'known after the file is published',
    })
  })

  it('forbids an image that is in no registry', () => {
    const local = toyEvidence(era, { evaluator: { image: { imageId: `sha256:${'4'.repeat(64)}` } } })
    const made = plan(fresh, {}, local)
    expect(made.issues.find(({ severity }) => severity === 'error')?.message).toContain('in no registry')
    const built = toyEvidence(era, {
      evaluator: { image: { imageId: `sha256:${'4'.repeat(64)}`, toPush: true } },
    })
    expect(plan(fresh, {}, built).issues.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('refuses names that are too long, with and without a version', () => {
    const max = era === 'mlcube' ? 20 : 128
    expect(plan(fresh, { name: 'n'.repeat(max) }).blocked).toBe(false)
    const made = plan(fresh, { name: 'n'.repeat(max + 1) })
    expect(made.issues.map(({ message }) => message).join()).toContain(`takes ${max}`)
    const name = 'e'.repeat(max - 2)
    const components = { evaluator: { name } }
    const full = decided(
      registered(fresh, { benchmark: toyBenchmark(era, { components }), evidence }),
      'APPROVED',
    )
    expect(plan(full, { components }, withNewEvaluator(evidence)).actions[2]).toMatchObject({
      verdict: 'forbidden',
      reason: expect.stringContaining(`\`${name}-v2\` is longer than ${max}`),
    })
  })

  it('takes back a container that was retired when exactly it is wanted again', () => {
    const containers = done.mine.containers.map((row) =>
      row.name === 'toy-prep' ? { ...row, isValid: false } : row,
    )
    const retired = { ...approved, mine: { ...approved.mine, containers } }
    expect(plan(retired).actions[0]).toMatchObject({ verdict: 'update in place', name: 'toy-prep' })
    expect(findNextStep(resolvePlan({ benchmark, evidence, snapshot: retired }))?.body).toEqual({
      is_valid: true,
    })
  })

  it('makes a new version where the only one was retired', () => {
    const containers = done.mine.containers.map((row) =>
      row.name === 'toy-metrics' ? { ...row, isValid: false } : row,
    )
    const made = plan({ ...approved, mine: { ...approved.mine, containers } }, {}, withNewEvaluator(evidence))
    expect(shape(made)[2]).toEqual(['evaluator', 'needs a new version', 'toy-metrics-v2'])
    expect(made.actions[2]?.reason).toContain('retired')
  })
})
