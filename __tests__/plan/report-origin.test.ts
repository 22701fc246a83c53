import { describe, expect, test } from 'vitest'
import { findForeignOrigin } from '../../src/plan/report-origin.ts'
import type { Report } from '../../src/report/report.ts'

const COMMIT = 'a'.repeat(40)
const OTHER = 'b'.repeat(40)

const runOf = (id: number, attempt = 1) => ({
  id,
  number: 1,
  attempt,
  url: `https://github.com/acme/wdbc/actions/runs/${id}`,
  workflow: 'benchmark',
  job: 'test',
})
const report: Pick<Report, 'commit' | 'run'> = { commit: COMMIT, run: runOf(12) }
const here = { commit: COMMIT, run: runOf(12), reportRun: 'this' } as const

describe('a report is of this test', () => {
  test.each([
    ['of this commit and run', report, here],
    ['of an attempt before, because a run is one run', report, { ...here, run: runOf(12, 3) }],
    ['of a later attempt', { ...report, run: runOf(12, 3) }, here],
    ['of the run that is asked for', report, { ...here, run: runOf(77), reportRun: 12 }],
    ['of another run, where any will do', report, { ...here, run: runOf(77), reportRun: 'any' }],
  ] as const)('%s', (_, given, job) => {
    expect(findForeignOrigin(given, job)).toEqual([])
  })
})

describe('a report is not of this test', () => {
  test.each([
    [
      'another commit',
      { ...report, commit: OTHER },
      here,
      `it is of the commit ${OTHER}, and this run is about ${COMMIT}`,
    ],
    ['no commit', { run: report.run }, here, 'it names no commit'],
    [
      'another commit, whatever run',
      { ...report, commit: OTHER },
      { ...here, reportRun: 'any' },
      'it is of the commit',
    ],
    ['another run', { ...report, run: runOf(11) }, here, 'it is of the run 11, and this is the run 12'],
    ['no run', { commit: COMMIT }, here, 'it names no run of a workflow'],
    [
      'no run, where any will do',
      { commit: COMMIT },
      { ...here, reportRun: 'any' },
      'it names no run of a workflow',
    ],
    [
      'another than the run that is asked for',
      report,
      { ...here, reportRun: 11 },
      'it is of the run 12, and `report-run` asks for 11',
    ],
    ['this run, where another is asked for', report, { ...here, reportRun: 7 }, 'asks for 7'],
    [
      'a run, where this is none',
      report,
      { commit: COMMIT, reportRun: 'this' },
      'and this is no run of a workflow',
    ],
    [
      'a commit that nobody can compare',
      report,
      { run: runOf(12), reportRun: 'this' },
      'the commit of this run is not known',
    ],
  ] as const)('of %s', (_, given, job, words) => {
    expect(findForeignOrigin(given as typeof report, job as typeof here).join('; ')).toContain(words)
  })
})
