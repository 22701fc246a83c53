import { describe, expect, it } from 'vitest'
import type { Topology } from '../../../src/facts/topology.ts'
import { planSubmission, resolvePlan } from '../../../src/medperf/plan/plan.ts'
import type { Plan } from '../../../src/medperf/plan/schema.ts'
import { findNextStep, type Step } from '../../../src/medperf/plan/step.ts'
import type { Evidence } from '../../../src/medperf/plan/wanted/evidence.ts'
import type { BenchmarkRow, ModelRow } from '../../../src/medperf/rows.ts'
import type { Snapshot } from '../../../src/medperf/snapshot.ts'
import { afterStep, decided, emptySnapshot, registered, shape } from '../memory-server.ts'
import {
  assetBenchmark,
  assetEvidence,
  scriptBenchmark,
  scriptEvidence,
  type ToyChanges,
  toyBenchmark,
  toyEvidence,
} from '../toy.ts'

type Form = Topology | 'old form'

/** A toy benchmark of each topology, and one whose script is written as the evaluator. */
function toyOf(form: Form, changes: ToyChanges = {}) {
  switch (form) {
    case 'byo_inference_script':
      return { benchmark: toyBenchmark('topology', changes), evidence: toyEvidence('topology') as Evidence }
    case 'old form':
      return { benchmark: assetBenchmark(changes), evidence: assetEvidence() as Evidence }
    default:
      return { benchmark: scriptBenchmark(form, changes), evidence: scriptEvidence(form) }
  }
}

const FORMS: readonly Form[] = ['byo_inference_script', 'end_to_end_script', 'inference_script', 'old form']

const fresh = emptySnapshot('topology')
const older = emptySnapshot('model')
const DRAFT = { state: 'development' } as const

/** The writes until the server holds what is wanted, and the server then. */
function writes(snapshot: Snapshot, input: ReturnType<typeof toyOf>) {
  const steps: Step[] = []
  let seen = snapshot
  for (;;) {
    const step = findNextStep(resolvePlan({ ...input, snapshot: seen }))
    if (step === undefined) return { steps, end: seen }
    steps.push(step)
    seen = afterStep(seen, step)
  }
}

const benchmarkOf = ({ mine }: Snapshot) => mine.benchmarks.at(-1) as BenchmarkRow
const partsOf = (body: Step['body'] | undefined) => {
  const { topology, data_evaluator_mlcube: evaluator, benchmark_script: script } = body ?? {}
  return { topology, evaluator, script }
}
const uidOf = ({ mine }: Snapshot, name: string) => mine.containers.find((row) => row.name === name)?.uid
const verdicts = (plan: Plan) => plan.actions.map(({ verdict }) => verdict)

describe('a server that knows topologies', () => {
  it.each<[Form, readonly string[], Topology, string | null, string | null]>([
    [
      'byo_inference_script',
      ['toy-prep', 'toy-model', 'toy-metrics'],
      'byo_inference_script',
      'toy-metrics',
      null,
    ],
    ['end_to_end_script', ['toy-prep', 'toy-weights', 'toy-script'], 'end_to_end_script', null, 'toy-script'],
    [
      'inference_script',
      ['toy-prep', 'toy-weights', 'toy-script', 'toy-metrics'],
      'inference_script',
      'toy-metrics',
      'toy-script',
    ],
    ['old form', ['toy-prep', 'toy-weights', 'toy-metrics'], 'end_to_end_script', null, 'toy-metrics'],
  ])(
    'gets %s with its topology, and null for what that has not',
    (form, names, topology, evaluator, script) => {
      const { steps, end } = writes(fresh, toyOf(form))
      expect(steps.map(({ name }) => name)).toEqual([...names, 'toy-benchmark'])
      expect(partsOf(steps.at(-1)?.body)).toEqual({
        topology,
        evaluator: evaluator === null ? null : uidOf(end, evaluator),
        script: script === null ? null : uidOf(end, script),
      })
      const again = planSubmission({ ...toyOf(form), snapshot: end })
      expect(verdicts(again)).toEqual([...names.map(() => 'reuse'), 'nothing to do'])
      expect(again.blocked).toBe(false)
    },
  )

  it('is told that the test of a script beside an evaluator was skipped, as by MedPerf, and why', () => {
    const metadata = (form: Form, snapshot = fresh) =>
      writes(snapshot, toyOf(form)).steps.at(-1)?.body['metadata']
    expect(metadata('inference_script')).toEqual({
      demo_dataset_already_prepared: false,
      skip_compatibility_tests: true,
      results: {},
    })
    expect(metadata('end_to_end_script')).toMatchObject({
      skip_compatibility_tests: false,
      results: { accuracy: 0.5 },
    })
    const issues = (form: Form) => planSubmission({ ...toyOf(form), snapshot: fresh }).issues
    expect(issues('inference_script')).toContainEqual(
      expect.objectContaining({ severity: 'notice', code: 'beyond-medperf-test' }),
    )
    expect(issues('end_to_end_script').map(({ code }) => code)).not.toContain('beyond-medperf-test')
  })

  const changes: readonly (readonly [Form, Form])[] = FORMS.flatMap((from) =>
    FORMS.filter((to) => to !== from).map((to) => [from, to] as const),
  )
  it.each(changes)('changes a draft from %s to %s in one request with all that belongs to it', (from, to) => {
    const before = registered(fresh, toyOf(from, DRAFT))
    const { steps, end } = writes(before, toyOf(to, DRAFT))
    const updates = steps.filter(({ collection }) => collection === 'benchmarks')
    expect(end.mine.benchmarks).toHaveLength(1)
    const row = benchmarkOf(end)
    if (row.fields['topology'] === benchmarkOf(before).fields['topology']) {
      // The two forms of end_to_end_script: what differs is the container.
      expect(updates.map(({ body }) => Object.keys(body))).toEqual([['benchmark_script']])
      return
    }
    expect(updates).toHaveLength(1)
    const { data_preparation_mlcube: _, metadata: __, ...body } = updates[0]?.body ?? {}
    expect(body).toEqual({
      topology: row.fields['topology'],
      reference_model: row.components.reference_model,
      data_evaluator_mlcube: row.components.evaluator ?? null,
      benchmark_script: row.components.benchmark_script ?? null,
    })
    expect(verdicts(planSubmission({ ...toyOf(to, DRAFT), snapshot: end })).at(-1)).toBe('nothing to do')
  })

  it.each(changes.filter(([from, to]) => !`${from} ${to}`.includes('old form')))(
    'gets a new version for %s that becomes %s in OPERATION',
    (from, to) => {
      const before = decided(registered(fresh, toyOf(from)), 'APPROVED')
      const plan = planSubmission({ ...toyOf(to), snapshot: before })
      const action = plan.actions.at(-1)
      expect(action).toMatchObject({ verdict: 'needs a new version', name: 'toy-benchmark-v2' })
      expect(action?.reason).toContain('topology')
      expect(action?.changes).toContainEqual(
        expect.objectContaining({ field: 'topology', verdict: 'needs a new version' }),
      )
      const { end } = writes(before, toyOf(to))
      expect(benchmarkOf(end)).toMatchObject({ name: 'toy-benchmark-v2', fields: { topology: to } })
    },
  )

  it('holds a topology that was never changed as frozen, and nothing to do', () => {
    const end = decided(registered(fresh, toyOf('end_to_end_script')), 'APPROVED')
    const plan = planSubmission({ ...toyOf('end_to_end_script'), snapshot: end })
    expect(plan.actions.at(-1)).toMatchObject({ verdict: 'nothing to do', reason: 'it is as wanted' })
  })

  /** As migrations leave it: every benchmark is byo_inference_script there, one with an asset too. */
  const migrated = (snapshot: Snapshot): Snapshot => ({
    ...snapshot,
    rules: fresh.rules,
    mine: {
      ...snapshot.mine,
      benchmarks: snapshot.mine.benchmarks.map((row) => ({
        ...row,
        fields: { ...row.fields, topology: 'byo_inference_script' },
      })),
    },
  })

  it('gets a draft of the era before repaired in one request, the container as its script', () => {
    const before = migrated(registered(older, toyOf('old form', DRAFT)))
    const { steps, end } = writes(before, toyOf('old form', DRAFT))
    expect(steps).toHaveLength(1)
    expect(partsOf(steps[0]?.body)).toEqual({
      topology: 'end_to_end_script',
      evaluator: null,
      script: uidOf(end, 'toy-metrics'),
    })
  })

  it('gets a new version of one in OPERATION that the migration left in pieces, and says so', () => {
    const before = migrated(decided(registered(older, toyOf('old form')), 'APPROVED'))
    const plan = planSubmission({ ...toyOf('old form'), snapshot: before })
    expect(verdicts(plan)).toEqual(['reuse', 'reuse', 'reuse', 'needs a new version'])
    expect(plan.actions.at(-1)?.reason).toContain('which nobody can run or change')
  })

  it('says that an administrator can only delete such a one while it is pending', () => {
    const before = migrated(registered(older, toyOf('old form')))
    const action = planSubmission({ ...toyOf('old form'), snapshot: before }).actions.at(-1)
    expect(action).toMatchObject({
      verdict: 'needs an admin',
      hint: expect.stringContaining('must delete it first'),
    })
  })

  it('retires none that the server takes no change of', () => {
    const before = migrated(decided(registered(older, toyOf('old form')), 'REJECTED'))
    const other = { ...toyOf('byo_inference_script', { name: 'other' }), snapshot: before }
    const row = { collection: 'benchmarks', uid: benchmarkOf(before).uid } as const
    const { issues } = planSubmission({ ...other, retire: [row] })
    expect(issues.find(({ message }) => message.includes('cannot be retired'))?.message).toMatch(
      /takes no change of it since it has topologies.*only an administrator/,
    )
  })

  it('leaves a benchmark with a container as it is after that', () => {
    const before = migrated(decided(registered(older, toyOf('byo_inference_script')), 'APPROVED'))
    const plan = planSubmission({ ...toyOf('byo_inference_script'), snapshot: before })
    expect(verdicts(plan)).toEqual(['reuse', 'reuse', 'reuse', 'nothing to do'])
  })
})

describe('a server that knows none', () => {
  it.each<[Form, string]>([
    ['end_to_end_script', 'toy-script'],
    ['old form', 'toy-metrics'],
  ])('gets the script of %s as its evaluator', (form, name) => {
    const { steps, end } = writes(older, toyOf(form))
    const { topology, evaluator, script } = partsOf(steps.at(-1)?.body)
    expect([topology, evaluator, script]).toEqual([undefined, uidOf(end, name), undefined])
    const again = planSubmission({ ...toyOf(form), snapshot: end })
    expect(verdicts(again)).toEqual(['reuse', 'reuse', 'reuse', 'nothing to do'])
  })

  it('gets no script beside an evaluator, which the plan says before anything is written', () => {
    const plan = planSubmission({ ...toyOf('inference_script'), snapshot: older })
    expect(plan.blocked).toBe(true)
    expect(plan.issues.filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({
        code: 'topology-not-held',
        message: expect.stringContaining('servers of the model era hold only one of the two'),
        hint: expect.stringContaining('remove `evaluator`'),
      }),
    ])
  })

  it.each(['mlcube', 'container'] as const)('of the %s era says it of the asset alone', (era) => {
    const { issues } = planSubmission({ ...toyOf('inference_script'), snapshot: emptySnapshot(era) })
    expect(issues.map(({ code }) => code)).not.toContain('topology-not-held')
    expect(issues.map(({ message }) => message).join()).toContain('hold no models without a container')
  })

  it('is not assumed where nobody could be asked', () => {
    const plan = planSubmission(toyOf('inference_script'))
    expect([plan.blocked, plan.era]).toEqual([false, 'topology'])
    expect(planSubmission(toyOf('end_to_end_script')).era).toBe('model')
  })

  it('keeps what is registered where benchmark.yaml takes the new form', () => {
    const end = decided(registered(older, toyOf('old form')), 'APPROVED')
    const { benchmark, evidence } = toyOf('old form')
    const { evaluator, ...others } = benchmark.components
    const script = evaluator && { ...evaluator, role: 'benchmark_script' as const, name: 'toy-script' }
    const { evaluator: found, ...rest } = evidence.components
    const plan = planSubmission({
      benchmark: { ...benchmark, components: { ...others, benchmark_script: script as never } },
      evidence: { ...evidence, components: { ...rest, benchmark_script: found as never } },
      snapshot: end,
    })
    expect(shape(plan)).toEqual([
      ['data_preparator', 'reuse', 'toy-prep'],
      ['reference_model', 'reuse', 'toy-weights'],
      ['benchmark_script', 'reuse', 'toy-metrics'],
      ['benchmark', 'nothing to do', 'toy-benchmark'],
    ])
  })
})

describe('the components of a script', () => {
  it('may be one container in both roles, which is registered once', () => {
    const { benchmark, evidence } = toyOf('inference_script')
    const { benchmark_script: script, evaluator } = benchmark.components
    const same = { ...script, role: 'evaluator', name: evaluator?.name } as typeof evaluator
    const { benchmark_script: found } = evidence.components
    const input = {
      benchmark: { ...benchmark, components: { ...benchmark.components, evaluator: same as never } },
      evidence: { ...evidence, components: { ...evidence.components, evaluator: found as never } },
    }
    const { steps, end } = writes(fresh, input)
    expect(steps.map(({ name }) => name)).toEqual(['toy-prep', 'toy-weights', 'toy-script', 'toy-benchmark'])
    const uid = uidOf(end, 'toy-script')
    expect(partsOf(steps.at(-1)?.body)).toEqual({ topology: 'inference_script', evaluator: uid, script: uid })
    expect(verdicts(planSubmission({ ...input, snapshot: end })).at(-1)).toBe('nothing to do')
  })

  it('may be named by uid, somebody else’s too', () => {
    const { benchmark, evidence } = toyOf('end_to_end_script')
    const row = { uid: 77, name: 'theirs', owner: 9, state: 'OPERATION', isValid: true, fields: {} } as const
    const given = { benchmark_script: row }
    const found = { ...evidence.components, benchmark_script: { uid: 77, image: {} } }
    const { steps } = writes({ ...fresh, given }, { benchmark, evidence: { ...evidence, components: found } })
    expect(steps.map(({ name }) => name)).toEqual(['toy-prep', 'toy-weights', 'toy-benchmark'])
    expect(partsOf(steps.at(-1)?.body)).toMatchObject({ script: 77, evaluator: null })
  })

  it('are not retired while a benchmark stands on them', () => {
    const end = registered(fresh, toyOf('end_to_end_script'))
    const uid = uidOf(end, 'toy-script') ?? 0
    const other = toyOf('byo_inference_script', { name: 'other' })
    const plan = planSubmission({
      ...other,
      snapshot: end,
      retire: [{ collection: 'mlcubes', uid }],
    })
    expect(plan.issues.map(({ message }) => message)).toContainEqual(
      expect.stringContaining(`container ${uid} (\`toy-script\`) cannot be retired`),
    )
  })

  it('keep a model of an asset by its uid, whatever the script', () => {
    const end = registered(fresh, toyOf('inference_script'))
    const model = end.mine.models[0] as ModelRow
    expect(benchmarkOf(end).components).toMatchObject({
      reference_model: model.uid,
      benchmark_script: uidOf(end, 'toy-script'),
      evaluator: uidOf(end, 'toy-metrics'),
    })
  })
})
