import { describe, expect, it } from 'vitest'
import { lockOf } from '../../../src/medperf/apply/lock-of.ts'
import { strayRows } from '../../../src/medperf/apply/retire.ts'
import { ERAS } from '../../../src/medperf/era.ts'
import { resolve } from '../../../src/medperf/plan/plan.ts'
import { decided, emptySnapshot, registered, withNewEvaluator } from '../memory-server.ts'
import { toyBenchmark, toyEvidence } from '../toy.ts'

const NAMES = ['toy-benchmark', 'toy-prep', 'toy-model', 'toy-metrics']

describe.each(ERAS)('rows that serve nobody, %s era', (era) => {
  const first = { benchmark: toyBenchmark(era), evidence: toyEvidence(era) }
  const second = { ...first, evidence: withNewEvaluator(first.evidence) }
  const one = registered(emptySnapshot(era), first)
  const two = registered(decided(one, 'APPROVED'), second)
  const stray = (snapshot: typeof one) => strayRows(snapshot, NAMES).map(({ name }) => name)

  it('are none while the benchmarks that stand on them are alive', () => {
    expect(stray(one)).toEqual([])
    expect(stray(two)).toEqual([])
  })

  it('are a rejected benchmark and what only it stood on', () => {
    const benchmarks = two.mine.benchmarks.map((row) =>
      row.name === 'toy-benchmark-v2' ? { ...row, approval: 'REJECTED' as const } : row,
    )
    expect(stray({ ...two, mine: { ...two.mine, benchmarks } })).toEqual([
      'toy-benchmark-v2',
      'toy-metrics-v2',
    ])
  })

  it('are not what a stranger’s benchmark stands on', () => {
    const [mine] = one.mine.benchmarks
    const without = { ...one, mine: { ...one.mine, benchmarks: [] } }
    expect(stray(without).toSorted()).toEqual(['toy-metrics', 'toy-model', 'toy-prep'])
    if (mine === undefined) throw new Error('no benchmark')
    const theirs = [{ uid: 9, name: 'theirs', owner: 9, components: mine.components }]
    expect(stray({ ...without, others: { ...without.others, benchmarks: theirs } })).toEqual([])
  })

  it('are not what the lock holds, nor what is retired already, nor what has another name', () => {
    const [row] = one.mine.benchmarks
    if (row === undefined) throw new Error('no benchmark')
    const lock = lockOf(first, resolve({ ...first, snapshot: one }), one, row)
    const without = { ...one, mine: { ...one.mine, benchmarks: [] } }
    expect(strayRows(without, NAMES, lock)).toEqual([])
    expect(strayRows(without, ['other'])).toEqual([])
    const containers = one.mine.containers.map((entry) => ({ ...entry, isValid: false }))
    const models = one.mine.models.map((entry) => ({ ...entry, isValid: false }))
    expect(stray({ ...without, mine: { containers, models, benchmarks: [] } })).toEqual([])
  })
})
