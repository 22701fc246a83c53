import { describe, expect, it } from 'vitest'
import type { Problem } from '../../src/facts/problem.ts'
import { listAnnotations } from '../../src/report/annotations.ts'
import { buildReport } from '../../src/report/build.ts'
import { evidence, failedAt } from './evidence.ts'

const problems = (count: number, severity: Problem['severity']): readonly Problem[] =>
  Array.from({ length: count }, (_, at) => ({
    severity,
    file: 'benchmark.yaml',
    line: at + 1,
    column: 5,
    message: `Problem ${at}`,
    hint: 'Mend it.',
  }))

describe('annotations', () => {
  it('puts a problem on its line, with what to do about it', () => {
    expect(listAnnotations(buildReport(evidence({ problems: problems(1, 'error') })))).toEqual([
      {
        kind: 'error',
        message: 'Problem 0\nMend it.',
        properties: { title: 'breast-cancer-wdbc', file: 'benchmark.yaml', startLine: 1, startColumn: 5 },
      },
    ])
  })

  it('puts a broken gate on its line', () => {
    expect(
      listAnnotations(buildReport(evidence({ results: { AUC: 0.94, sensitivity: 0.97 } }))),
    ).toContainEqual({
      kind: 'error',
      message: '`AUC` ≥ 0.95 (±1e-6): 0.94 is below 0.95',
      properties: { title: 'Gate broken: AUC', file: 'benchmark.yaml', startLine: 31, startColumn: 3 },
    })
  })

  it('says what to do about a gate on what is no number', () => {
    expect(
      listAnnotations(buildReport(evidence({ results: { AUC: '9e-1', sensitivity: 0.97 } }))),
    ).toContainEqual(
      expect.objectContaining({
        message:
          '`AUC` ≥ 0.95 (±1e-6): it is the text `9e-1`, not a number\n`9e-1` is text in YAML 1.1: write `0.9`.',
      }),
    )
  })

  it('says which step failed', () => {
    const steps = failedAt('infer', {
      kind: 'exit',
      message: 'ended with exit code 1',
      hint: 'Look at its log.',
    })
    expect(listAnnotations(buildReport(evidence({ steps })))).toEqual([
      {
        kind: 'error',
        message: 'infer ended with exit code 1\nLook at its log.',
        properties: { title: 'infer failed' },
      },
    ])
  })

  it('puts each failed build on the line of its Dockerfile, and the rest of a step into one', () => {
    const [first, second] = ['prep', 'model'].map((name) => ({
      message: `${name}: the image cannot be built`,
      hint: `Look at ${name}.`,
      file: `${name}/Dockerfile`,
      line: 4,
    }))
    const others = ['a', 'b'].map((message) => ({ message, hint: `Mend ${message}.` }))
    const failure = {
      kind: 'build',
      message: 'all of it',
      parts: [first, others[0], second, others[1]].filter((one) => one !== undefined),
    } as const
    const steps = failedAt('fetch', failure)
    expect(listAnnotations(buildReport(evidence({ steps })))).toEqual([
      ...['prep', 'model'].map((name) => ({
        kind: 'error',
        message: `fetch: ${name}: the image cannot be built\nLook at ${name}.`,
        properties: { title: 'fetch failed', file: `${name}/Dockerfile`, startLine: 4 },
      })),
      { kind: 'error', message: 'fetch: a; b\nMend a.', properties: { title: 'fetch failed' } },
    ])
  })

  it('tells once what several steps failed for', () => {
    const failure = { kind: 'engine', message: 'could not be run: it is gone', hint: 'Restart it.' } as const
    const steps = failedAt('infer', failure).map((step) =>
      step.name === 'statistics' ? { ...step, status: 'failed' as const, failure } : step,
    )
    expect(listAnnotations(buildReport(evidence({ steps })))).toEqual([
      {
        kind: 'error',
        message: 'statistics and infer could not be run: it is gone\nRestart it.',
        properties: { title: 'statistics and infer failed' },
      },
    ])
  })

  it('says why nothing was run', () => {
    const fatal = {
      kind: 'engine',
      message: 'no container engine was found',
      hint: 'Install Docker.',
    } as const
    expect(listAnnotations(buildReport(evidence({ steps: [], fatal })))).toMatchObject([
      { kind: 'error', message: 'no container engine was found\nInstall Docker.' },
    ])
  })

  it('is silent about a green run', () => {
    expect(listAnnotations(buildReport(evidence()))).toEqual([])
  })

  it.each([9, 10])('shows all of %i', (count) => {
    expect(listAnnotations(buildReport(evidence({ problems: problems(count, 'error') })))).toHaveLength(count)
  })

  it('shows nine of more than ten of a kind, and a tenth that says how many more and where', () => {
    const all = [...problems(30, 'error'), ...problems(11, 'warning'), ...problems(3, 'notice')]
    const shown = listAnnotations(buildReport(evidence({ problems: all })))
    const count = (kind: string) => shown.filter((one) => one.kind === kind).length
    expect([count('error'), count('warning'), count('notice')]).toEqual([10, 10, 3])
    expect(shown[9]).toMatchObject({
      kind: 'error',
      message: '21 more of this kind are in the summary of the run and in report.json.',
    })
    expect(shown[19]).toMatchObject({ kind: 'warning', message: expect.stringMatching(/^2 more/) })
  })

  it('strips what could steer a terminal', () => {
    const problem = { severity: 'error', file: 'a\u001b[2Jb', message: '\u001b[31mred\nline' } as const
    expect(listAnnotations(buildReport(evidence({ problems: [problem] })))).toMatchObject([
      { message: 'red line', properties: { file: 'ab' } },
    ])
  })
})
