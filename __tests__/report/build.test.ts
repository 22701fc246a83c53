import { describe, expect, it } from 'vitest'
import type { Failure, ToldFailure } from '../../src/facts/failure.ts'
import type { Problem } from '../../src/facts/problem.ts'
import { buildReport, type RunEvidence } from '../../src/report/build.ts'
import { ReportSchema, type StepReport } from '../../src/report/report.ts'
import { rawNumber, type Value } from '../../src/yaml/value.ts'
import { benchmark } from '../support/benchmark.ts'
import { evidence, failedAt, limits, STEPS, without } from './evidence.ts'

const error: Problem = { severity: 'error', file: 'benchmark.yaml', line: 12, message: 'Unknown key `nam`' }
const warning: Problem = { severity: 'warning', file: 'benchmark.yaml', message: 'An odd name' }
const exit: Failure = { kind: 'exit', message: 'ended with exit code 3', hint: 'Its last lines say why.' }
const noEngine: ToldFailure = {
  kind: 'engine',
  message: 'no container engine was found',
  hint: 'Install Docker.',
}
const broken = { results: { AUC: 0.9, sensitivity: 0.95 } }

describe('the verdict', () => {
  it.each<[string, Partial<RunEvidence>, object]>([
    ['passed', {}, { verdict: 'passed', reason: 'runs · `AUC` 0.994 (+0.002)' }],
    ['passed, warnings or not', { problems: [warning] }, { verdict: 'passed' }],
    [
      'passed, the change being none',
      { base: { commit: 'b'.repeat(40), results: { AUC: 0.994135 } } },
      { reason: 'runs · `AUC` 0.994 (unchanged)' },
    ],
    [
      'passed without metrics',
      { results: {}, benchmark: benchmark() },
      { verdict: 'passed', reason: 'runs' },
    ],
    [
      'failed by a gate',
      broken,
      { verdict: 'failed', reason: '2 gates are broken, first `AUC`: 0.9 is below 0.95' },
    ],
    [
      'failed by a step',
      { steps: failedAt('infer', exit) },
      {
        verdict: 'failed',
        reason: 'infer ended with exit code 3 after 41 s',
        hint: 'Its last lines say why.',
      },
    ],
    [
      'failed by a step before a gate',
      { ...broken, steps: failedAt('statistics', exit) },
      { reason: 'statistics ended with exit code 3 after 41 s' },
    ],
    [
      'error',
      { steps: [], fatal: noEngine },
      { verdict: 'error', reason: 'no container engine was found', hint: 'Install Docker.' },
    ],
    ['error where nothing ran', { steps: [] }, { verdict: 'error', reason: 'no step was run' }],
    [
      'invalid',
      { problems: [error] },
      { verdict: 'invalid', reason: '`benchmark.yaml:12`: Unknown key `nam`' },
    ],
    [
      'invalid before error',
      { problems: [error, warning, error], fatal: noEngine },
      { verdict: 'invalid', reason: '2 problems in `benchmark.yaml`', hint: 'Nothing was run.' },
    ],
  ])('is %s', (_, change, expected) => {
    expect(buildReport(evidence(change))).toMatchObject(expected)
  })

  it('names the other steps that failed', () => {
    const steps = STEPS.map((step): StepReport => {
      return ['sanity_check', 'infer'].includes(step.name)
        ? { ...step, status: 'failed', failure: exit }
        : step
    })
    expect(buildReport(evidence({ steps }))).toMatchObject({
      reason: 'sanity_check ended with exit code 3; infer failed too',
    })
  })

  it.each<[string, string]>([
    [
      'ran out of memory (limit 2.0 GiB, peak 2.0 GiB)',
      'infer ran out of memory after 41 s (limit 2.0 GiB, peak 2.0 GiB)',
    ],
    ['the disk is full: no space left', 'infer: the disk is full: no space left after 41 s'],
  ])('says %s as a sentence', (message, reason) => {
    const failure: Failure = { kind: 'out-of-memory', message }
    expect(buildReport(evidence({ steps: failedAt('infer', failure) }))).toMatchObject({ reason })
  })
})

describe('buildReport', () => {
  it('puts the steps in their order, whatever finished first', () => {
    const { steps } = buildReport(evidence({ steps: STEPS.toReversed() }))
    expect(steps.map(({ name }) => name)).toEqual(STEPS.map(({ name }) => name))
  })

  it('says that gates on the change were not judged without a base', () => {
    const report = buildReport(without(['base']))
    expect(report.gates).toMatchObject([{ status: 'kept' }, { status: 'not judged' }, { status: 'kept' }])
    expect(report.notices).toEqual([
      'Not judged: `AUC` (drop ≤ 0.01 (±1e-6)), because no results of the base are known.',
    ])
    expect(report.verdict).toBe('passed')
  })

  it('judges no gate when there are no results, and leaves the failure to the step', () => {
    const report = buildReport(without(['results'], evidence({ steps: failedAt('infer', exit) })))
    expect(report.gates.map(({ status }) => status)).toEqual(['not judged', 'not judged', 'not judged'])
    expect(report.notices).toEqual([])
  })

  it('says which metrics of the base are gone', () => {
    const report = buildReport(evidence({ results: { AUC: 0.99, sensitivity: 0.97, specificity: 0.96 } }))
    expect(report.notices[0]).toMatch(
      /^The base has 7 metrics that this change lacks: `accuracy`, .* and 2 others\.$/,
    )
  })

  it('carries NaN and the infinities as the strings of the POST body, and exact numbers', () => {
    const results = { nan: Number.NaN, inf: Number.NEGATIVE_INFINITY, big: rawNumber('12345678901234567890') }
    const text = JSON.stringify(buildReport(evidence({ results })).results)
    expect(text).toBe('{"nan":"nan","inf":"-Infinity","big":12345678901234567890}')
  })

  it.each<[string, Value]>([
    ['a scalar', 0.5],
    ['a list', [0.1, [0.2]]],
    ['an empty mapping', {}],
    ['text', 'x'.repeat(10_000)],
    ['a name without end', { ['x'.repeat(10_000)]: 1 }],
    ['many metrics', Array.from({ length: 150_000 }, (_, at) => at)],
  ])('is valid for results that are %s', (_, results) => {
    expect(ReportSchema.safeParse(buildReport(evidence({ results }))).error).toBeUndefined()
  })

  it.each<[string, Value, string | undefined]>([
    [
      'one',
      { AUC: 0.99, loss: '1e-05' },
      'The result `loss` is text that looks like a number. It is registered as text, and no change from the base is shown. `1e-05` is text in YAML 1.1: write `1.0e-05`.',
    ],
    [
      'many, once',
      { AUC: 0.99, classes: Array.from({ length: 1_200 }, () => ({ f1: '0.5' })) },
      '1,200 results are text that looks like a number, first `classes.0.f1`. They are registered as text, and no change from the base is shown. `0.5` stands in quotes, which make it text: write it without them.',
    ],
    ['one with a gate, which says so itself', { AUC: '0.99' }, undefined],
    [
      'whole numbers in quotes, which may be meant',
      { AUC: 0.99, version: '2', seed: '00042', folds: '1,2' },
      undefined,
    ],
    ['other text', { AUC: 0.99, who: 'me', when: '2024-03-01' }, undefined],
  ])('tells of results that are text and look like numbers: %s', (_, results, notice) => {
    const { notices } = buildReport(without(['base'], evidence({ results })))
    expect(notices.filter((one) => one.includes('looks like a number'))).toEqual(
      notice === undefined ? [] : [notice],
    )
  })

  it('advises on the first gate that is broken, as its kind of fault needs', () => {
    const hint = (results: Value) => buildReport(evidence({ results })).hint
    expect(hint({ AUC: '9e-1', sensitivity: 1 })).toBe('`9e-1` is text in YAML 1.1: write `0.9`.')
    expect(hint({ AUC: Number.NaN, sensitivity: 1 })).toMatch(/^No limit holds for NaN/)
    expect(hint({ auc: 1, sensitivity: 1 })).toBe('Correct the name under `metrics` in benchmark.yaml.')
    expect(hint({ AUC: 0.1, sensitivity: 1 })).toMatch(/change the limit there\.$/)
  })

  it('leaves out results whose names would fill the memory', () => {
    const results = { ['k'.repeat(1_000_000)]: Array.from({ length: 100_000 }, () => 1) }
    const report = buildReport(evidence({ results }))
    expect(report.results).toBeUndefined()
    expect(report.metrics).toEqual([])
    expect(report.notices.at(-1)).toContain('endless names')
  })

  it('leaves out results that nest too deep to be written', () => {
    let results: Value = 1
    for (let level = 0; level < 50_000; level++) results = [results]
    const report = buildReport(evidence({ results }))
    expect(report).not.toHaveProperty('results')
    expect(report.notices.at(-1)).toContain('nest more than 500 levels')
  })

  it('cuts everything that is too long, so that the report stays valid', () => {
    const long = '\ud83d😀'.repeat(3_000)
    const failure: Failure = { kind: 'exit', message: long, hint: long }
    const report = buildReport(
      evidence({
        benchmark: benchmark({}, { gates: [limits(long, { min: 1 })] }),
        problems: Array.from({ length: 2_000 }, () => ({
          ...warning,
          file: long,
          message: long,
          hint: long,
        })),
        steps: [
          { name: 'infer', status: 'failed', seconds: 1, failure, logTail: Array(200).fill(long), log: long },
          { name: 'evaluate', status: 'skipped', seconds: 0, skipped: long, logTail: [] },
        ],
        containers: evidence().containers.map((container) => ({ ...container, name: long, image: long })),
        demoDataset: { source: long },
        notices: Array(300).fill(long),
      }),
    )
    expect(ReportSchema.safeParse(report).error).toBeUndefined()
    expect(report.steps[0]?.logTail).toHaveLength(50)
    expect(JSON.stringify(report)).not.toMatch(/\\ud83d/)
  })
})
