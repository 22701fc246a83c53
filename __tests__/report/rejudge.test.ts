import { describe, expect, test } from 'vitest'
import { buildReport } from '../../src/report/build.ts'
import { parseReport } from '../../src/report/read.ts'
import { judgeAgain } from '../../src/report/rejudge.ts'
import type { Report } from '../../src/report/report.ts'
import { reportJson } from '../../src/report/serialize.ts'
import { rawNumber, type Value } from '../../src/yaml/value.ts'
import { benchmark } from '../support/benchmark.ts'
import { BASE_COMMIT, evidence, limits, without } from './evidence.ts'

/** A report as another job reads it: of a test whose evaluator wrote these results, with these gates. */
const reportOf = (results: Value, gates = [limits('accuracy', { min: 0.5 })]) =>
  parseReport(
    reportJson(buildReport(without(['base'], evidence({ results, benchmark: benchmark({}, { gates }) })))),
  )

const judge = (report: Report, gates = [limits('accuracy', { min: 0.5 })]) =>
  judgeAgain(report, { gates }, undefined).join('; ')

describe('an honest report is what it says', () => {
  test.each<[string, Value]>([
    ['plain', { accuracy: 0.9, note: 'fine', flag: true, none: null }],
    [
      'exact',
      { accuracy: rawNumber('0.90'), big: rawNumber('12345678901234567890'), small: 1e-7, minus: -0 },
    ],
    ['infinite', { accuracy: Number.POSITIVE_INFINITY, other: Number.NEGATIVE_INFINITY, no: Number.NaN }],
    ['the same as text', { accuracy: 0.9, a: 'nan', b: 'Infinity', c: '-Infinity', d: 'NaN', e: '.inf' }],
    ['nested', { accuracy: 0.9, classes: [{ dice: 0.1 }, { dice: 'nan' }, []], empty: {} }],
    [
      'of odd names',
      { accuracy: 0.9, 'a.b': 1, a: { b: 2 }, constructor: 3, toString: 'x', ['__proto__']: 4, '': 5 },
    ],
    ['long', { accuracy: 0.9, text: 'x'.repeat(5_000), ['y'.repeat(3_000)]: 1 }],
  ])('of results that are %s', (_, results) => {
    expect(judge(reportOf(results))).toBe('')
  })

  test('that another program wrote anew, with other digits for the same numbers', () => {
    const report = reportOf({ accuracy: rawNumber('1.0'), loss: rawNumber('1e2') })
    expect(judge(parseReport(JSON.stringify(JSON.parse(reportJson(report)))))).toBe('')
  })

  test('whose gates are about a base that is not known here', () => {
    const gates = [limits('accuracy', { maxDrop: 0.01 })]
    expect(judge(reportOf({ accuracy: 0.9 }, gates), gates)).toBe('')
  })
})

describe('a report is not believed', () => {
  const low = reportOf({ accuracy: 0.01 })
  const high = reportOf({ accuracy: 0.9 })
  const passed = { ...low, verdict: 'passed', reason: 'runs' } as const
  const kept = low.gates.map(({ reason: _, ...gate }) => ({ ...gate, status: 'kept' as const }))

  test.each<[string, Report, RegExp]>([
    ['the verdict alone was turned', passed, /`accuracy` breaks its gate: 0\.01 is below 0\.5/],
    ['the gate was kept afterwards', { ...passed, gates: kept }, /`accuracy` breaks its gate/],
    [
      'its gates are gone',
      { ...passed, gates: [] },
      /other gates than those of benchmark.yaml: none, in place of `accuracy` ≥ 0\.5.*breaks its gate/,
    ],
    ['its gates are gone, although none is broken', { ...high, gates: [] }, /judged by other gates/],
    [
      'its gate is softer',
      { ...passed, gates: kept.map((gate) => ({ ...gate, text: '≥ 0' })) },
      /`accuracy` ≥ 0, in place of `accuracy` ≥ 0\.5/,
    ],
    [
      'its gate is another’s',
      { ...passed, gates: kept.map((gate) => ({ ...gate, metric: 'AUC' })) },
      /`AUC` ≥ 0\.5, in place of/,
    ],
    ['it has a gate more', { ...high, gates: [...high.gates, ...high.gates] }, /judged by other gates/],
    ['it says itself that a gate is broken', { ...high, gates: low.gates }, /breaks its gate: 0\.01/],
    [
      'its results were raised',
      { ...low, verdict: 'passed' as const, gates: kept, results: { accuracy: 0.9 } },
      /its metrics are not those of its results, first `accuracy`/,
    ],
    [
      'its metrics were raised',
      { ...passed, gates: kept, metrics: high.metrics },
      /its metrics are not those of its results.*breaks its gate: 0\.01/,
    ],
    ['its results are gone', { ...high, results: undefined } as unknown as Report, /holds no results/],
    ['its results are null', { ...high, results: null }, /breaks its gate|metrics are not those/],
    ['its results are another list', { ...high, results: [0.9] }, /metrics are not those/],
    [
      'its results have more',
      { ...high, results: { accuracy: 0.9, AUC: 1 } },
      /it has 1 metrics, and its results have 2/,
    ],
    [
      'its results are text',
      { ...reportOf({ accuracy: 'Infinity' }), verdict: 'passed', gates: kept },
      /it is the text `Infinity`, not a number/,
    ],
    ['its text passes for a number', { ...high, results: { accuracy: 'Infinity' } }, /metrics are not those/],
    [
      'its results are not a number',
      { ...reportOf({ accuracy: Number.NaN }), verdict: 'passed', gates: kept },
      /it is NaN/,
    ],
    [
      'its metric is a name of every object',
      { ...high, results: { constructor: 0.9 } },
      /metrics are not those|breaks its gate/,
    ],
    [
      'it holds a problem',
      { ...high, problems: [{ severity: 'error', file: 'benchmark.yaml', message: 'is wrong' }] },
      /benchmark\.yaml.*is wrong/,
    ],
    [
      'a step of it failed',
      { ...high, steps: high.steps.map((step) => ({ ...step, status: 'failed' as const })) },
      /fetch: failed/,
    ],
    ['nothing was run', { ...high, steps: [] }, /no step was run/],
  ])('where %s', (_, report, words) => {
    expect(judge(report)).toMatch(words)
  })

  test('where benchmark.yaml has another gate now', () => {
    const gates = [limits('accuracy', { min: 0.95 })]
    expect(judge(high, gates)).toMatch(/judged by other gates.*breaks its gate: 0\.9 is below 0\.95/)
  })

  test('where the base is known here, and the report left it out', () => {
    const gates = [limits('accuracy', { maxDrop: 0.01 })]
    const base = { commit: BASE_COMMIT, results: { accuracy: 0.99 } }
    expect(judgeAgain(reportOf({ accuracy: 0.9 }, gates), { gates }, base).join()).toMatch(
      /breaks its gate: from 0\.99 to 0\.9 is a drop of 0\.09/,
    )
  })

  test('and what it says is told on one line', () => {
    const gates = low.gates.map((gate) => ({ ...gate, reason: '\u001b[2Jx\n::error::y' }))
    expect(judge({ ...high, gates })).toMatch(/^[^\n\u001b]*$/)
  })
})
