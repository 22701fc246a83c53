import { describe, expect, it } from 'vitest'
import { ERAS } from '../../../src/medperf/era.ts'
import { planSubmission, resolvePlan } from '../../../src/medperf/plan/plan.ts'
import { listKept } from '../../../src/medperf/plan/retire/in-use.ts'
import { findStrayRows, judgeRetire } from '../../../src/medperf/plan/retire/judge.ts'
import { parseRetire, type RetireRequest } from '../../../src/medperf/plan/retire/list.ts'
import { PlanSchema } from '../../../src/medperf/plan/schema.ts'
import { assumeRules } from '../../../src/medperf/rules.ts'
import { decided, emptySnapshot, registered, withNewEvaluator } from '../memory-server.ts'
import { toyBenchmark, toyEvidence } from '../toy.ts'

const NAMES = ['toy-benchmark', 'toy-prep', 'toy-model', 'toy-metrics']
const NOTHING = { containers: new Set<number>(), models: new Set<number>(), benchmarks: new Set<number>() }

describe('the input `retire`', () => {
  it.each<[string, readonly RetireRequest[] | undefined]>([
    ['', []],
    ['container 12', [{ collection: 'mlcubes', uid: 12 }]],
    [
      ' mlcube 12,model 7,\n benchmark 3 \n',
      [
        { collection: 'mlcubes', uid: 12 },
        { collection: 'models', uid: 7 },
        { collection: 'benchmarks', uid: 3 },
      ],
    ],
    ['container 12, mlcube 12', [{ collection: 'mlcubes', uid: 12 }]],
    ['12', undefined],
    ['all', undefined],
    ['container', undefined],
    ['container 0', undefined],
    ['container -1', undefined],
    ['container 1.5', undefined],
    ['container 1 2', undefined],
    ['dataset 3', undefined],
    ['constructor 3', undefined],
  ])('%j', (text, requests) => {
    expect(parseRetire(text)).toEqual(requests)
  })
})

describe.each(ERAS)('rows that serve nobody, %s era', (era) => {
  const first = { benchmark: toyBenchmark(era), evidence: toyEvidence(era) }
  const second = { ...first, evidence: withNewEvaluator(first.evidence) }
  const one = registered(emptySnapshot(era), first)
  const two = registered(decided(one, 'APPROVED'), second)
  const stray = (snapshot: typeof one) => findStrayRows(snapshot, NAMES, NOTHING).map(({ name }) => name)
  const rejected = {
    ...two,
    mine: {
      ...two.mine,
      benchmarks: two.mine.benchmarks.map((row) =>
        row.name === 'toy-benchmark-v2' ? { ...row, approval: 'REJECTED' as const } : row,
      ),
    },
  }
  const uidOf = (name: string) => two.mine.containers.find((row) => row.name === name)?.uid ?? 0
  const container = (name: string): RetireRequest => ({ collection: 'mlcubes', uid: uidOf(name) })

  it('are none while the benchmarks that stand on them are alive', () => {
    expect(stray(one)).toEqual([])
    expect(stray(two)).toEqual([])
  })

  it('are a rejected benchmark and what only it stood on', () => {
    expect(stray(rejected)).toEqual(['toy-benchmark-v2', 'toy-metrics-v2'])
  })

  it('are not what a stranger’s benchmark stands on', () => {
    const [mine] = one.mine.benchmarks
    const without = { ...one, mine: { ...one.mine, benchmarks: [] } }
    expect(stray(without).toSorted()).toEqual(['toy-metrics', 'toy-model', 'toy-prep'])
    if (mine === undefined) throw new Error('no benchmark')
    const theirs = [{ uid: 9, name: 'theirs', owner: 9, components: mine.components }]
    expect(stray({ ...without, others: { ...without.others, benchmarks: theirs } })).toEqual([])
  })

  it('are not what a plan uses, nor what is retired already, nor what has another name', () => {
    const without = { ...one, mine: { ...one.mine, benchmarks: [] } }
    const kept = listKept(resolvePlan({ ...first, snapshot: one }).decisions)
    expect(findStrayRows(without, NAMES, kept)).toEqual([])
    expect(findStrayRows(without, ['other'], NOTHING)).toEqual([])
    const containers = one.mine.containers.map((entry) => ({ ...entry, isValid: false }))
    const models = one.mine.models.map((entry) => ({ ...entry, isValid: false }))
    expect(stray({ ...without, mine: { containers, models, benchmarks: [] } })).toEqual([])
  })

  it('are not other versions of a container that is named by its uid', () => {
    const snapshot = { ...rejected, mine: { ...rejected.mine, benchmarks: [] } }
    const uid = uidOf('toy-metrics')
    const given = { evaluator: snapshot.mine.containers.find((row) => row.uid === uid) ?? null }
    const own = planSubmission({ ...first, snapshot })
    expect(own.issues.map(({ message }) => message).join()).toContain('`toy-metrics-v2`')
    const byUid = planSubmission({
      ...first,
      evidence: toyEvidence(era, { evaluator: { uid, image: {} } }),
      snapshot: { ...snapshot, given },
    })
    expect(byUid.actions[2]).toMatchObject({ verdict: 'reuse', uid })
    expect(byUid.issues.map(({ message }) => message).join()).not.toContain('toy-metrics')
  })

  it('are offered in the plan with the input to set, and not those that the plan still considers', () => {
    const back = planSubmission({ ...first, snapshot: rejected })
    const metrics = uidOf('toy-metrics-v2')
    const benchmark = two.mine.benchmarks.find(({ name }) => name === 'toy-benchmark-v2')?.uid
    expect(back.issues).toContainEqual({
      severity: 'notice',
      message: 'no benchmark stands on `toy-benchmark-v2`, `toy-metrics-v2` any more',
      hint: `To mark them as not valid, set the input \`retire: benchmark ${benchmark}, container ${metrics}\`.`,
    })
    expect(back.blocked).toBe(false)
    const same = planSubmission({ ...second, snapshot: rejected })
    expect(same.issues.map(({ message }) => message).join()).not.toContain('stands on')
  })

  it.each([
    [1, '1 data set was prepared with'],
    [3, '3 data sets were prepared with'],
  ])('that %i data sets were prepared with are retired with a warning', (count, words) => {
    const uid = uidOf('toy-metrics-v2')
    const retire = [container('toy-metrics-v2')]
    const plan = planSubmission({ ...first, snapshot: { ...rejected, prepared: { [uid]: count } }, retire })
    expect(plan.issues).toContainEqual({
      severity: 'warning',
      message: expect.stringContaining(`${words} container ${uid}, \`toy-metrics-v2\``),
      hint: expect.stringContaining('Take it out of the input `retire`'),
    })
    expect(plan).toMatchObject({ blocked: false, retire: [{ verdict: 'retire' }] })
    const none = planSubmission({ ...first, snapshot: { ...rejected, prepared: { [uid]: 0 } }, retire })
    expect(JSON.stringify(none.issues)).not.toContain('data set')
  })

  it('that are asked for are in the plan, and offered no more', () => {
    const retire = [container('toy-metrics-v2')]
    const plan = planSubmission({ ...first, snapshot: rejected, retire })
    expect(plan.retire).toEqual([
      { object: 'container', uid: uidOf('toy-metrics-v2'), name: 'toy-metrics-v2', verdict: 'retire' },
    ])
    expect(JSON.stringify(plan.issues)).not.toContain(`container ${uidOf('toy-metrics-v2')}`)
    expect(PlanSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan)
    const containers = rejected.mine.containers.map((row) => ({
      ...row,
      isValid: row.name !== 'toy-metrics-v2',
    }))
    const done = { ...rejected, mine: { ...rejected.mine, containers } }
    expect(planSubmission({ ...first, snapshot: done, retire }).retire).toMatchObject([
      { verdict: 'nothing to do' },
    ])
    const unseen = planSubmission({ ...first, retire })
    expect(unseen.retire).toEqual([{ object: 'container', uid: uidOf('toy-metrics-v2'), verdict: 'retire' }])
  })

  it('alone are retired: anything else is an error that says who uses it, and blocks the plan', () => {
    const snapshot = {
      ...rejected,
      others: { ...rejected.others, containers: [{ uid: 77, name: 'theirs', owner: 9 }] },
    }
    const kept = listKept(resolvePlan({ ...first, snapshot }).decisions)
    const reasonFor = (request: RetireRequest) => judgeRetire(snapshot, [request], kept).issues[0]?.message
    const approved = two.mine.benchmarks.find(({ name }) => name === 'toy-benchmark')?.uid ?? 0
    expect(reasonFor(container('toy-prep'))).toMatch(
      /\(`toy-prep`\) cannot be retired: this benchmark\.yaml is/,
    )
    expect(judgeRetire(snapshot, [container('toy-prep')], NOTHING).issues[0]?.message).toMatch(
      new RegExp(`benchmark ${approved}, \`toy-benchmark\`, stands on it`),
    )
    expect(reasonFor({ collection: 'mlcubes', uid: 77 })).toMatch(/it belongs to user 9/)
    expect(reasonFor({ collection: 'benchmarks', uid: 9_999 })).toMatch(/has no such row/)
    expect(reasonFor({ collection: 'benchmarks', uid: approved })).toMatch(/is registered as it/)
    const pending = judgeRetire(
      one,
      [{ collection: 'benchmarks', uid: one.mine.benchmarks[0]?.uid ?? 0 }],
      NOTHING,
    )
    expect(pending.issues[0]?.message).toMatch(/pending.*only an administrator/)
    const model = judgeRetire(two, [container('toy-model')], NOTHING).issues[0]?.message
    expect(model).toMatch(assumeRules(era).models ? /inside model 101/ : /stands on it/)
    const plan = planSubmission({ ...first, snapshot, retire: [container('toy-prep')] })
    expect(plan).toMatchObject({
      blocked: true,
      issues: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]),
    })
  })
})
