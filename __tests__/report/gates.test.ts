import { describe, expect, it } from 'vitest'
import type { GateLimits } from '../../src/benchmark/benchmark.ts'
import { judgeGates } from '../../src/report/gates.ts'
import { flattenResults } from '../../src/report/metrics.ts'
import { rawNumber, type Value } from '../../src/yaml/value.ts'
import { limits } from './evidence.ts'

const judge = (change: Partial<GateLimits>, results: Value, base?: Value) =>
  judgeGates([limits('AUC', change)], {
    results: flattenResults(results),
    base: base === undefined ? undefined : flattenResults(base),
  })

const INF = Number.POSITIVE_INFINITY

describe('judgeGates', () => {
  it.each<[Partial<GateLimits>, Value, 'kept' | 'broken']>([
    [{ min: 0.95 }, 0.95, 'kept'],
    [{ min: 0.95 }, 0.9499999999999998, 'broken'],
    [{ min: 0.95, tolerance: 0.01 }, 0.94, 'kept'],
    [{ min: 0.95, tolerance: 0.01 }, 0.9399, 'broken'],
    [{ max: 0.2 }, 0.2, 'kept'],
    [{ max: 0.2 }, 0.2000001, 'broken'],
    [{ max: 0.2, tolerance: 0.1 }, 0.3, 'kept'],
    [{ max: 0.2, tolerance: 0.1 }, 0.31, 'broken'],
    [{ min: 0.95 }, INF, 'kept'],
    [{ min: 0.95 }, -INF, 'broken'],
    [{ max: 0.2 }, INF, 'broken'],
    [{ min: INF }, INF, 'kept'],
    [{ min: 1 }, rawNumber('1.0'), 'kept'],
    [{ min: 0.95 }, Number.NaN, 'broken'],
    [{ max: 0.95 }, Number.NaN, 'broken'],
    [{ min: 0 }, '0.99', 'broken'],
    [{ min: 0 }, true, 'broken'],
    [{ min: 0 }, null, 'broken'],
    [{ min: 0 }, { mean: 1 }, 'broken'],
  ])('%o: %s is %s', (change, AUC, status) => {
    expect(judge(change, { AUC })).toMatchObject([{ status }])
  })

  it.each<[Partial<GateLimits>, Value, Value, 'kept' | 'broken' | 'not judged']>([
    [{ maxDrop: 0.01 }, 0.98, 0.99, 'kept'], // 0.99 - 0.98 is more than 0.01 in doubles
    [{ maxDrop: 0.01 }, 0.9799, 0.99, 'broken'],
    [{ maxDrop: 0.01 }, 1, 0.5, 'kept'],
    [{ maxDrop: 0.01, tolerance: 0.005 }, 0.975, 0.99, 'kept'],
    [{ maxDrop: 0 }, 0.99, 0.99, 'kept'],
    [{ maxDrop: 0, tolerance: 1e-6 }, 0.9899999, 0.99, 'kept'],
    [{ maxRise: 2 }, 12, 10, 'kept'],
    [{ maxRise: 2 }, 12.1, 10, 'broken'],
    [{ maxRise: 2 }, 0, 10, 'kept'],
    [{ maxDrop: 1 }, INF, INF, 'kept'],
    [{ maxDrop: 1 }, 5, INF, 'broken'],
    [{ maxRise: 1 }, INF, 5, 'broken'],
    [{ maxDrop: 1 }, Number.NaN, 5, 'broken'],
    [{ maxDrop: 1 }, 5, Number.NaN, 'not judged'],
    [{ maxDrop: 1 }, 5, 'good', 'not judged'],
  ])('%o: %s after %s is %s', (change, AUC, before, status) => {
    expect(judge(change, { AUC }, { AUC: before })).toMatchObject([{ status }])
  })

  it('judges each limit of a metric by itself and says why', () => {
    const change = { min: 0.95, max: 1, maxDrop: 0.01, maxRise: 0.1, tolerance: 1e-6 }
    expect(judge(change, { AUC: 0.9 }, { AUC: 0.99 })).toEqual([
      {
        metric: 'AUC',
        text: '≥ 0.95 (±1e-6)',
        status: 'broken',
        reason: '0.9 is below 0.95',
        file: 'benchmark.yaml',
        line: 31,
        column: 3,
      },
      expect.objectContaining({ text: '≤ 1 (±1e-6)', status: 'kept' }),
      expect.objectContaining({ status: 'broken', reason: 'from 0.99 to 0.9 is a drop of 0.09' }),
      expect.objectContaining({ text: 'rise ≤ 0.1 (±1e-6)', status: 'kept' }),
    ])
  })

  it.each<[Value, string]>([
    [0.9499999999999998, '0.9499999999999998 is below 0.95'],
    [Number.NaN, 'it is NaN'],
    ['good', 'it is the text `good`, not a number'],
    [false, 'it is false, not a number'],
    [null, 'it is null, not a number'],
    [{ mean: 1 }, 'it is a group of metrics; name one of them, such as `AUC.mean`'],
  ])('of %s says: %s', (AUC, reason) => {
    expect(judge({ min: 0.95 }, { AUC })).toMatchObject([{ reason }])
  })

  it.each<[Value, string]>([
    [{ auc: 0.99 }, 'the results have no metric of this name; did you mean `auc`?'],
    [{ sensitivity: 0.99 }, 'the results have no metric of this name'],
    [{}, 'the results have no metric of this name'],
  ])('in %o it misses the metric: %s', (results, reason) => {
    expect(judge({ min: 0.95 }, results)).toMatchObject([{ status: 'broken', reason }])
  })

  it.each<[string, Value, string, string]>([
    ['AUC', { AUC: '1e-05' }, 'it is the text `1e-05`', '`1e-05` is text in YAML 1.1: write `1.0e-05`.'],
    ['AUC', { AUC: '0.97' }, 'it is the text `0.97`', 'stands in quotes'],
    ['AUC', { AUC: 'nan' }, 'it is the text `nan`', 'write `.nan`'],
    ['AUC', { AUC: 'good' }, 'it is the text `good`', 'A limit holds for numbers only'],
    ['AUC', { AUC: null }, 'it is null', 'A limit holds for numbers only'],
    ['AUC', { AUC: true }, 'it is true', 'Let evaluate write 1 there'],
    ['AUC', { AUC: [] }, 'it is an empty list', 'A limit holds for numbers only'],
    ['AUC', { AUC: Number.NaN }, 'it is NaN', 'No limit holds for NaN.'],
    ['acuracy', { accuracy: 1 }, 'did you mean `accuracy`?', 'Correct the name under `metrics`'],
    ['ACCURACY', { accuracy: 1 }, 'did you mean `accuracy`?', 'Correct the name'],
    ['scores[0]', { scores: [1] }, 'did you mean `scores.0`?', 'Correct the name'],
    ['scores', { scores: [1] }, 'name one of them, such as `scores.0`', 'Correct the name'],
    ['scores.2', { scores: [1, 2] }, 'the list `scores` has 2 entries', 'the last `scores.1`'],
    ['scores.-1', { scores: [1, 2] }, 'the results have no metric', 'Correct the name'],
    ['dice.mean', { dice: 0.9 }, '`dice` is a value, and there is nothing below it', 'Name `dice` itself'],
    [
      'dice.mean.x',
      { dice: 'good' },
      '`dice` is a value, and there is nothing below it',
      'Name `dice` itself',
    ],
    ['sensitivity', { a: 1, b: 2 }, 'no metric of this name', 'They have `a` and `b`.'],
    [
      'sensitivity',
      { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 },
      'no metric of this name',
      'They have `a`, `b`, `c`, `d`, `e` and 2 others.',
    ],
    ['AUC', {}, 'no metric of this name', 'The results are empty.'],
  ])('of %s in %j it says what to do', (metric, results, reason, hint) => {
    expect(judgeGates([limits(metric, { min: 0.5 })], { results: flattenResults(results) })).toMatchObject([
      { status: 'broken', reason: expect.stringContaining(reason), hint: expect.stringContaining(hint) },
    ])
  })

  it('leaves the advice to the verdict where it is the value that is wrong', () => {
    expect(judge({ min: 0.95 }, { AUC: 0.9 })[0]).not.toHaveProperty('hint')
  })

  it('judges no change without a base, and says so', () => {
    expect(judge({ min: 0.95, maxDrop: 0.01 }, { AUC: 0.99 })).toMatchObject([
      { status: 'kept' },
      { status: 'not judged', reason: 'no results of the base are known' },
    ])
  })

  it('judges nothing without results', () => {
    const gates = judgeGates([limits('AUC', { min: 0.95 })], { missing: 'there are no results' })
    expect(gates).toMatchObject([{ status: 'not judged', reason: 'there are no results' }])
  })
})
