import type { Benchmark } from '../benchmark/benchmark.ts'
import { listNamedPaths } from '../benchmark/named-paths.ts'
import { ExpectedError } from '../facts/error.ts'
import { hashTrees } from '../files/tree-hash.ts'
import type { Job } from '../job/job.ts'
import type { BaseResults } from '../report/base.ts'
import { judgeAgain } from '../report/rejudge.ts'
import type { Report } from '../report/report.ts'
import { plainLine } from '../words/text.ts'
import { findContent } from './content.ts'
import { findMismatches } from './report-match.ts'
import { findForeignOrigin } from './report-origin.ts'
import { findSourceChanges } from './report-sources.ts'
import { findStepFlaws } from './report-steps.ts'

/** What of a job tells whether a report may be registered in it. */
export type AcceptingJob = Pick<Job, 'repository' | 'commit' | 'run' | 'reportRun' | 'signal'>

/** Throws an ExpectedError of kind `blocked` for a report of another commit, or of a run that was not asked for. */
export function expectOrigin(report: Report, job: AcceptingJob): void {
  const foreign = findForeignOrigin(report, job)
  if (foreign.length === 0) return
  throw refuse('the report is not of this test', foreign, ORIGIN)
}

const ORIGIN =
  'Give the report that the test of this commit wrote in this run. Where an earlier run tested it, name that run with the input `report-run`.'

/**
 * Takes a report as proof that exactly this content was tested and passed, for a run that may start no container. What the report
 * concludes is concluded anew, and all that can be looked up here is. Rejects with an ExpectedError that says each difference.
 */
export async function expectTested(
  report: Report,
  benchmark: Benchmark,
  job: AcceptingJob,
  base: BaseResults | undefined,
): Promise<void> {
  const flaws = new Set([
    ...(report.verdict === 'passed' ? [] : [plainLine(report.reason, 500)]),
    ...findStepFlaws(benchmark, report),
    ...judgeAgain(report, benchmark, base),
  ])
  if (flaws.size > 0) throw refuse('the report is of a test that did not pass', [...flaws], FAILED)
  const changes = findSourceChanges(report.sources, await lookAtSources(benchmark, job))
  const content = await findContent(benchmark, report, job.commit ?? '').catch((error: unknown) => {
    // What is wrong with the checkout tells more than that its images are nowhere.
    if (changes.length > 0) throw refuse(OTHER, changes, RETEST)
    throw error
  })
  const mismatches = [...changes, ...findMismatches(benchmark, report, content)]
  if (mismatches.length > 0) throw refuse(OTHER, mismatches, RETEST)
}

const FAILED = 'Correct what the test found, and let it run again.'
const OTHER = 'the report is not of this content'
const RETEST =
  'Let the test run again on this commit, with this version of the action, and give its report. Check the repository out in both jobs in the same way, and put nothing into it before.'

async function lookAtSources(benchmark: Benchmark, { repository, signal }: AcceptingJob) {
  const named = listNamedPaths(benchmark, repository)
  return { named, trees: (await hashTrees(named, { signal })).trees }
}

/** One message for all that was found, of which the first few are told. */
function refuse(what: string, reasons: readonly string[], hint: string): ExpectedError {
  const told = reasons.slice(0, MOST_TOLD)
  const rest = reasons.length > told.length ? [`and ${reasons.length - told.length} more`] : []
  return new ExpectedError('blocked', `${what}: ${[...told, ...rest].join('; ')}`, { reasons, hint })
}

const MOST_TOLD = 8
