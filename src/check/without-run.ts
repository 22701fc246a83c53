import type { Benchmark } from '../benchmark/benchmark.ts'
import { readBenchmark } from '../benchmark/read.ts'
import { makeServerFailure } from '../facts/failure.ts'
import { known } from '../facts/known.ts'
import type { Job } from '../job/job.ts'
import { VERSION } from '../job/version.ts'
import type { Given } from '../lookup/given.ts'
import { buildReport, type RunEvidence } from '../report/build.ts'
import type { Report } from '../report/report.ts'
import { describeHost } from './host.ts'

type ReportedJob = Pick<Job, 'config' | 'commit' | 'run'>

/** A report of a run that starts no container. */
export const reportWithoutRun = (
  { config, commit, run }: ReportedJob,
  { problems = [], steps = [], containers = [], notices = [], ...more }: Partial<RunEvidence>,
): Report =>
  buildReport(
    known({
      actionVersion: VERSION,
      config,
      host: describeHost(),
      startedAt: new Date(),
      seconds: 0,
      problems,
      steps,
      containers,
      notices,
      commit,
      run,
      ...more,
    }),
  )

/** benchmark.yaml as it was read, and what a report says of it. */
export interface ReadBenchmark {
  readonly benchmark: Benchmark
  readonly found: Partial<RunEvidence>
}

/**
 * benchmark.yaml, or the report that says what is wrong with it; `report` then has the verdict `invalid`, or `error` where
 * nothing is wrong but that registered components could not be read.
 */
export function readOrReport(
  job: ReportedJob & Pick<Job, 'repository' | 'reach' | 'intent'>,
  { lookups, notices }: Given,
): ReadBenchmark | { readonly report: Report } {
  const { benchmark, name, problems, unread } = readBenchmark({
    repository: job.repository,
    config: job.config,
    lookups,
    reach: job.reach,
    registers: job.intent === 'apply',
  })
  const found = known({ problems, notices, name, fatal: unread && makeServerFailure(unread) })
  const isWrong = benchmark === undefined || problems.some(({ severity }) => severity === 'error')
  return isWrong ? { report: reportWithoutRun(job, found) } : { benchmark, found: { ...found, benchmark } }
}
