import { describe, expect, it } from 'vitest'
import { makeRules } from '../../src/medperf/description/features.ts'
import { ERAS } from '../../src/medperf/era.ts'
import { type PlanInput, planSubmission, resolvePlan } from '../../src/medperf/plan/plan.ts'
import { describeStep, listSteps } from '../../src/medperf/plan/step.ts'
import { assumeRules } from '../../src/medperf/rules.ts'
import { addRehearsal } from '../../src/plan/rehearsal/add-rehearsal.ts'
import { rehearse } from '../../src/plan/rehearsal/rehearse.ts'
import { decided, emptySnapshot, registered } from '../medperf/memory-server.ts'
import {
  assetBenchmark,
  assetEvidence,
  scriptBenchmark,
  scriptEvidence,
  toyBenchmark,
  toyEvidence,
} from '../medperf/toy.ts'

describe.each(ERAS)('a rehearsal on a server of the %s era', (era) => {
  const benchmark = toyBenchmark(era)
  const evidence = toyEvidence(era)
  const snapshot = emptySnapshot(era)
  const input: PlanInput = { benchmark, evidence, snapshot }

  it('makes the writes that are planned for a first registration, and the server takes them', async () => {
    const { writes, refused } = await rehearse(input)
    expect(refused).toBeUndefined()
    const created = writes.filter((write) => write.startsWith('create'))
    expect(created).toHaveLength(4)
    expect(created).toEqual(expect.arrayContaining(listSteps(resolvePlan(input).decisions).map(describeStep)))
  })

  it('makes the rest of a registration that was cut, under the ids that are there', async () => {
    const whole = registered(snapshot, { benchmark, evidence })
    const cut = { ...whole, mine: { ...whole.mine, benchmarks: [] } }
    expect(await rehearse({ ...input, snapshot: cut })).toEqual({
      writes: ['create benchmarks toy-benchmark'],
    })
  })

  it('makes a new version beside what is frozen', async () => {
    const before = decided(registered(snapshot, { benchmark, evidence }), 'APPROVED')
    const changed = toyBenchmark(era, { prepared: true })
    const later = { ...input, benchmark: changed, snapshot: before }
    const { writes, refused } = await rehearse(later)
    expect(refused).toBeUndefined()
    expect(writes).toEqual(listSteps(resolvePlan(later).decisions).map(describeStep))
  })

  it('makes up what is known only after files are published, and an image is pushed', async () => {
    const { url: _, ...demoDataset } = evidence.demoDataset
    const model = evidence.components.reference_model
    const { digest: __, ...image } = model.image
    const unknown = {
      ...evidence,
      demoDataset,
      components: {
        ...evidence.components,
        reference_model: { ...model, image: { ...image, toPush: true } },
      },
    }
    const { writes, refused } = await rehearse({ ...input, evidence: unknown })
    expect(refused).toBeUndefined()
    expect(writes.filter((write) => write.startsWith('create'))).toHaveLength(4)
  })

  it('goes on beside what others hold', async () => {
    const others = {
      containers: [{ uid: 7, name: 'theirs', owner: 9, key: 'x' }],
      models: assumeRules(era).models ? [{ uid: 8, name: 'their-model', owner: 10 }] : [],
      benchmarks: [{ uid: 1, name: 'their-benchmark', owner: 9, components: { data_preparator: 7 } }],
    }
    const { writes, refused } = await rehearse({ ...input, snapshot: { ...snapshot, others } })
    expect(refused).toBeUndefined()
    expect(writes.length).toBeGreaterThanOrEqual(4)
  })

  it('takes what is named by uid for registered, where nobody could look it up', async () => {
    const server = { origin: 'https://medperf.example.org', rules: assumeRules(era) }
    for (const role of ['data_preparator', 'reference_model', 'evaluator'] as const) {
      const named = toyEvidence(era, { [role]: { uid: 31, image: {} } })
      const { writes, refused } = await rehearse({ benchmark, evidence: named, server })
      expect(refused).toBeUndefined()
      expect(writes.filter((write) => write.startsWith('create'))).toHaveLength(3)
    }
  })

  it('goes into the plan and the log, a line for each write', async () => {
    const said: string[] = []
    const plan = await addRehearsal(input, (line) => said.push(line))
    expect(plan).toMatchObject({ blocked: false, issues: planSubmission(input).issues })
    expect(plan.rehearsed?.map((write) => `rehearsed: ${write}`)).toEqual(said)
  })
})

const TOPOLOGIES = ['end_to_end_script', 'inference_script'] as const
const content = (topology: (typeof TOPOLOGIES)[number]) => ({
  benchmark: scriptBenchmark(topology),
  evidence: scriptEvidence(topology),
})

describe.each(['model', 'topology'] as const)(
  'a rehearsal of an asset with its script in the %s era',
  (era) => {
    const snapshot = emptySnapshot(era)
    const contents = [
      { benchmark: assetBenchmark(), evidence: assetEvidence() },
      ...(era === 'topology' ? TOPOLOGIES.map((one) => content(one)) : []),
    ]

    it.each(contents)('makes what is planned', async (input) => {
      const { writes, refused } = await rehearse({ ...input, snapshot })
      expect(refused).toBeUndefined()
      expect(writes).toContain('create benchmarks toy-benchmark')
    })

    it.each(contents)('finds the files and parts that are registered', async (input) => {
      for (const state of ['development', 'operation'] as const) {
        const content = { ...input, benchmark: { ...input.benchmark, submit: { isStated: true, state } } }
        const there = decided(registered(snapshot, content), 'APPROVED')
        expect(there.assets).toHaveLength(1)
        expect(await rehearse({ ...content, snapshot: there })).toEqual({ writes: [] })
      }
    })
  },
)

it('rehearses on a server between two eras what that one takes', async () => {
  const features = {
    containers: 'files',
    modelKey: 'reference_model_mlcube',
    policies: true,
    models: false,
  } as const
  const rules = makeRules(features)
  const snapshot = { ...emptySnapshot('mlcube'), rules }
  const { refused } = await rehearse({
    benchmark: toyBenchmark('mlcube'),
    evidence: toyEvidence('mlcube'),
    snapshot,
  })
  expect(refused).toBeUndefined()
})

it('forbids a plan that the server refuses on the way, and says which request and why', async () => {
  // Nobody looked at the length of names here: the rules promise more than servers of the era take.
  const rules = { ...assumeRules('mlcube'), containerName: 200, benchmarkName: 20 }
  const benchmark = toyBenchmark('mlcube')
  const long = { ...benchmark.components.evaluator, name: 'a-name-of-more-than-128-characters-'.repeat(5) }
  const input = {
    benchmark: { ...benchmark, components: { ...benchmark.components, evaluator: long } } as typeof benchmark,
    evidence: toyEvidence('mlcube'),
    snapshot: { ...emptySnapshot('mlcube'), rules },
  }
  const plan = await addRehearsal(input, () => {})
  expect(plan.blocked).toBe(true)
  const [issue] = plan.issues.filter(({ code }) => code === 'rehearsal-refused')
  expect(issue?.message).toMatch(/refuses request 3 of the registration, create mlcubes a-name-.*name/)
  expect(issue?.hint).toBeDefined()
})
