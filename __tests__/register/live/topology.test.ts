import { describe, expect, it } from 'vitest'
import type { Topology } from '../../../src/facts/topology.ts'
import { readLock, writeLock } from '../../../src/medperf/plan/lock/lock.ts'
import { planSubmission } from '../../../src/medperf/plan/plan.ts'
import type { ApplyOptions } from '../../../src/register/apply.ts'
import {
  assetBenchmark,
  assetEvidence,
  scriptBenchmark,
  scriptEvidence,
  type ToyChanges,
  toyBenchmark,
  toyEvidence,
} from '../../medperf/toy.ts'
import { applyAs, serve } from './live.ts'

type Form = Topology | 'old form'

function toyOf(form: Form, changes: ToyChanges = {}): Pick<ApplyOptions, 'benchmark' | 'evidence'> {
  if (form === 'byo_inference_script')
    return { benchmark: toyBenchmark('topology', changes), evidence: toyEvidence('topology') }
  if (form === 'old form') return { benchmark: assetBenchmark(changes), evidence: assetEvidence() }
  return { benchmark: scriptBenchmark(form, changes), evidence: scriptEvidence(form) }
}

const FORMS: readonly Form[] = ['byo_inference_script', 'end_to_end_script', 'inference_script', 'old form']
const DRAFT = { state: 'development' } as const

const server = serve('topology')

/** As an owner whose benchmarks are approved at once. */
const apply = (form: Form, options: Partial<ApplyOptions> & { readonly changes?: ToyChanges } = {}) =>
  applyAs(server(), 'testbo', { ...toyOf(form, options.changes), ...options })

const row = async (uid: number) => (await server().send('testbo', 'GET', `benchmarks/${uid}/`)).json
const uidOf = async (name: string) => {
  const { json } = await server().send('testadmin', 'GET', 'mlcubes/?limit=1000')
  const rows = json['results'] as readonly { readonly id: number; readonly name: string }[]
  return rows.find((one) => one.name === name)?.id
}

describe('on a server that knows topologies', () => {
  it.each<[Form, Topology, string | null, string | null]>([
    ['byo_inference_script', 'byo_inference_script', 'toy-metrics', null],
    ['end_to_end_script', 'end_to_end_script', null, 'toy-script'],
    ['inference_script', 'inference_script', 'toy-metrics', 'toy-script'],
    ['old form', 'end_to_end_script', null, 'toy-metrics'],
  ])(
    '%s is registered once, read back, and known from its lock',
    async (form, topology, evaluator, script) => {
      const { benchmark, lock, components } = await apply(form)
      expect(await row(benchmark.uid)).toMatchObject({
        topology,
        state: 'OPERATION',
        data_evaluator_mlcube: evaluator === null ? null : await uidOf(evaluator),
        benchmark_script: script === null ? null : await uidOf(script),
      })
      expect(Object.keys(components)).toEqual(Object.keys(toyOf(form).benchmark.components))
      expect(Object.keys(lock.components)).toEqual(Object.keys(toyOf(form).benchmark.components))
      expect(lock.benchmark.fields).toMatchObject({ topology })
      expect(readLock(writeLock(lock))).toEqual(lock)
      const before = await server().state()
      for (const options of [{}, { lock }]) {
        const again = await apply(form, options)
        expect(again.steps).toEqual([])
        expect(again.lock).toEqual(lock)
      }
      expect(await server().state()).toEqual(before)
      const blind = planSubmission({ ...toyOf(form), lock })
      expect(blind.actions.map(({ verdict }) => verdict)).toEqual([
        ...Object.keys(components).map(() => 'reuse'),
        'nothing to do',
      ])
    },
  )

  const changes = FORMS.flatMap((from) => FORMS.filter((to) => to !== from).map((to) => [from, to] as const))
  it.each(changes)('a draft goes from %s to %s, and its committee stays', async (from, to) => {
    const { benchmark } = await apply(from, { changes: DRAFT })
    const members = { committee_member_emails: ['testmo@example.com', 'testbo2@example.com'] }
    expect((await server().send('testbo', 'PUT', `benchmarks/${benchmark.uid}/`, members)).status).toBe(200)
    const changed = await apply(to, { changes: DRAFT })
    expect(changed.benchmark.uid).toBe(benchmark.uid)
    expect(changed.steps.filter(({ collection }) => collection === 'benchmarks')).toHaveLength(1)
    expect(await row(benchmark.uid)).toMatchObject({
      topology: to === 'old form' ? 'end_to_end_script' : to,
      committee_members: [4, 5],
    })
    const ended = await apply(to)
    expect(ended.benchmark).toMatchObject({ uid: benchmark.uid, state: 'OPERATION' })
    expect((await apply(to)).steps).toEqual([])
  })

  it('what is in OPERATION gets a new version with its other topology', async () => {
    const first = await apply('end_to_end_script')
    const second = await apply('inference_script')
    expect(second.benchmark).toMatchObject({ name: 'toy-benchmark-v2', approval: 'APPROVED' })
    expect(second.components.benchmark_script?.uid).toBe(first.components.benchmark_script?.uid)
    expect(await row(first.benchmark.uid)).toMatchObject({ topology: 'end_to_end_script' })
  })

  it('a lock of another form says nothing against the draft that it became', async () => {
    const { lock } = await apply('old form', { changes: DRAFT })
    const second = await apply('inference_script', { changes: DRAFT, lock })
    expect(second.lock.components.benchmark_script).toMatchObject({ name: 'toy-script' })
    expect((await apply('inference_script', { changes: DRAFT, lock: second.lock })).steps).toEqual([])
  })
})
