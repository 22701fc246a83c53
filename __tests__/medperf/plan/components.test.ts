import { describe, expect, it } from 'vitest'
import { uniqueKey } from '../../../src/medperf/content.ts'
import { planSubmission, resolvePlan } from '../../../src/medperf/plan/plan.ts'
import type { Plan } from '../../../src/medperf/plan/schema.ts'
import { findNextStep } from '../../../src/medperf/plan/step.ts'
import type { ContainerRow, Fields } from '../../../src/medperf/rows.ts'
import { assumeRules } from '../../../src/medperf/rules.ts'
import type { Snapshot } from '../../../src/medperf/snapshot.ts'
import { decided, emptySnapshot, registered } from '../memory-server.ts'
import { exampleContainers, toyBenchmark, toyEvidence } from '../toy.ts'

const era = 'model'
const benchmark = toyBenchmark(era)
const evidence = toyEvidence(era)
const fresh = emptySnapshot(era)
const bodies = exampleContainers(era)

const verdicts = (plan: Plan) => plan.actions.map(({ verdict }) => verdict)

const row = (body: Fields, changes: Partial<ContainerRow> = {}): ContainerRow => {
  const { name, state: _state, metadata: _metadata, ...fields } = body
  return { uid: 40, name: String(name), owner: 2, state: 'OPERATION', isValid: true, fields, ...changes }
}

const withContainers = (...containers: readonly ContainerRow[]): Snapshot => ({
  ...fresh,
  mine: { ...fresh.mine, containers },
})

describe('equal content', () => {
  it('is reused under another name', () => {
    const plan = planSubmission({
      benchmark,
      evidence,
      snapshot: withContainers(row(bodies.data_preparator, { name: 'from-another-benchmark' })),
    })
    expect(plan.actions[0]).toMatchObject({ verdict: 'reuse', uid: 40, name: 'from-another-benchmark' })
  })

  it('of a stranger is forbidden, with the uid to reuse', () => {
    const key = uniqueKey(assumeRules(era), row(bodies.evaluator).fields)
    const others = {
      ...fresh.others,
      containers: [{ uid: 55, name: 'theirs', owner: 9, ...(key === undefined ? {} : { key }) }],
    }
    const plan = planSubmission({ benchmark, evidence, snapshot: { ...fresh, others } })
    expect(plan.actions[2]).toMatchObject({ verdict: 'forbidden', role: 'evaluator' })
    expect(plan.actions[2]?.hint).toContain('uid: 55')
  })

  it('without parameters may be registered beside a stranger’s', () => {
    expect(uniqueKey(assumeRules(era), row(bodies.reference_model).fields)).toBeUndefined()
    const plan = planSubmission({ benchmark, evidence, snapshot: fresh })
    expect(plan.actions[1]?.verdict).toBe('create')
  })

  it('registered without a model cannot become one: forbidden, with the way out', () => {
    const parameters = { threshold: 1 }
    const withParameters = toyBenchmark(era, { components: { reference_model: { parameters } } })
    const bare = row({ ...bodies.reference_model, parameters_config: parameters })
    const plan = planSubmission({ benchmark: withParameters, evidence, snapshot: withContainers(bare) })
    expect(plan.actions[1]).toMatchObject({ verdict: 'forbidden' })
    expect(plan.actions[1]?.reason).toContain('registered without a model')
    expect(plan.actions[1]?.hint).toContain('detour')
  })

  it('without parameters under the name of the model leaves that name taken', () => {
    const plan = planSubmission({
      benchmark,
      evidence,
      snapshot: withContainers(row(bodies.reference_model)),
    })
    expect(plan.actions[1]).toMatchObject({ verdict: 'forbidden' })
    expect(plan.actions[1]?.reason).toContain(
      '`toy-model` is taken by a container of yours that was registered without a model',
    )
  })

  it('twice among one’s own is taken where the benchmark stands on it already', () => {
    const end = decided(registered(fresh, { benchmark, evidence }), 'APPROVED')
    const [model] = end.mine.models
    if (model?.container === undefined) throw new Error('no model')
    const twin = { ...model, uid: 300, name: 'toy-model-v2', container: { ...model.container, uid: 301 } }
    const plan = planSubmission({
      benchmark,
      evidence,
      snapshot: { ...end, mine: { ...end.mine, models: [...end.mine.models, twin] } },
    })
    expect(plan.actions[1]).toMatchObject({ verdict: 'reuse', uid: model.uid })
    expect(plan.actions[3]?.verdict).toBe('nothing to do')
  })

  it('in two roles is registered once', () => {
    const { spec, parameters } = benchmark.components.data_preparator
    const twice = toyBenchmark(era, {
      components: { evaluator: { spec, ...(parameters === undefined ? {} : { parameters }) } },
    })
    const same = toyEvidence(era, { evaluator: evidence.components.data_preparator })
    const plan = planSubmission({ benchmark: twice, evidence: same, snapshot: fresh })
    expect(verdicts(plan)).toEqual(['create', 'create', 'reuse', 'create'])
    const end = registered(fresh, { benchmark: twice, evidence: same })
    expect(end.mine.containers.map(({ name }) => name)).toEqual(['toy-prep', 'toy-model'])
    expect(end.mine.benchmarks[0]?.components).toMatchObject({ data_preparator: 1, evaluator: 1 })
  })

  it('that is a model too is registered as a model first, and its container taken from there', () => {
    const { spec } = benchmark.components.reference_model
    const { parameters: _none, ...evaluator } = benchmark.components.evaluator
    const components = { ...benchmark.components, evaluator: { ...evaluator, spec } }
    const same = toyEvidence(era, { evaluator: evidence.components.reference_model })
    const twice = { ...benchmark, components }
    const plan = planSubmission({ benchmark: twice, evidence: same, snapshot: fresh })
    expect(plan.actions.map(({ role }) => role)).toEqual([
      'reference_model',
      'data_preparator',
      'evaluator',
      undefined,
    ])
    const end = registered(fresh, { benchmark: twice, evidence: same })
    expect(end.mine.models).toHaveLength(1)
    expect(end.mine.benchmarks[0]?.components).toMatchObject({
      reference_model: end.mine.models[0]?.uid,
      evaluator: end.mine.models[0]?.container?.uid,
    })
  })
})

describe('a model whose container went into OPERATION alone', () => {
  it('has its own state changed, through the model', () => {
    const draft = registered(fresh, { benchmark: toyBenchmark(era, { state: 'development' }), evidence })
    const ahead = {
      ...draft,
      mine: {
        ...draft.mine,
        containers: draft.mine.containers.map((entry) => ({ ...entry, state: 'OPERATION' as const })),
        models: draft.mine.models.map(({ container, ...model }) =>
          container === undefined
            ? model
            : { ...model, container: { ...container, state: 'OPERATION' as const } },
        ),
      },
    }
    expect(findNextStep(resolvePlan({ benchmark, evidence, snapshot: ahead }))).toMatchObject({
      collection: 'models',
      body: { state: 'OPERATION' },
    })
  })

  it('is frozen in its content', () => {
    const draft = registered(fresh, { benchmark: toyBenchmark(era, { state: 'development' }), evidence })
    const models = draft.mine.models.map(({ container, ...model }) =>
      container === undefined
        ? model
        : { ...model, container: { ...container, state: 'OPERATION' as const } },
    )
    const changed = toyEvidence(era, { reference_model: { image: { digest: `sha256:${'7'.repeat(64)}` } } })
    const plan = planSubmission({
      benchmark: toyBenchmark(era, { state: 'development' }),
      evidence: changed,
      snapshot: { ...draft, mine: { ...draft.mine, models } },
    })
    expect(plan.actions[1]).toMatchObject({ verdict: 'needs a new version', name: 'toy-model-v2' })
  })
})

describe('an image that this action built and pushed', () => {
  const digest = `sha256:${'6'.repeat(64)}`
  const pushed = (tag: string, as = digest) =>
    toyEvidence(era, {
      evaluator: { image: { digest: as, reference: `registry.example.org/toy/metrics:${tag}` } },
    })

  it('is registered under the pushed reference', () => {
    const end = registered(fresh, { benchmark, evidence: pushed('abc') })
    const config = end.mine.containers.find(({ name }) => name === 'toy-metrics')?.fields[
      'container_config'
    ] as Fields
    expect(config['image']).toBe('registry.example.org/toy/metrics:abc')
  })

  it('under another tag alone is no change', () => {
    const end = decided(registered(fresh, { benchmark, evidence: pushed('abc') }), 'APPROVED')
    const again = planSubmission({ benchmark, evidence: pushed('def'), snapshot: end })
    expect(verdicts(again)).toEqual(['reuse', 'reuse', 'reuse', 'nothing to do'])
    const other = planSubmission({
      benchmark,
      evidence: pushed('def', `sha256:${'7'.repeat(64)}`),
      snapshot: end,
    })
    expect(other.actions[2]?.verdict).toBe('needs a new version')
  })

  it('again is changed in a draft together with its reference', () => {
    const draft = toyBenchmark(era, { state: 'development' })
    const snapshot = registered(fresh, { benchmark: draft, evidence: pushed('abc') })
    const step = findNextStep(
      resolvePlan({ benchmark: draft, evidence: pushed('def', `sha256:${'7'.repeat(64)}`), snapshot }),
    )
    expect(step?.body).toMatchObject({
      image_hash: `sha256:${'7'.repeat(64)}`,
      container_config: { image: 'registry.example.org/toy/metrics:def' },
    })
  })

  it('is not known before it is pushed', () => {
    const waiting = toyEvidence(era, {
      evaluator: { image: { imageId: `sha256:${'3'.repeat(64)}`, toPush: true } },
    })
    const plan = planSubmission({ benchmark, evidence: waiting, snapshot: fresh })
    const notes = plan.actions[2]?.changes.flatMap(({ field, note }) =>
      note === undefined ? [] : [[field, note]],
    )
    expect(notes).toEqual([
      ['container_config', 'known after the image is pushed'],
      ['image_hash', 'known after the image is pushed'],
    ])
  })
})
