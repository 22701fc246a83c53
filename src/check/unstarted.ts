import type { Benchmark } from '../benchmark/benchmark.ts'
import { readBenchmark } from '../benchmark/read.ts'
import { serverFailure } from '../facts/failure.ts'
import type { Job } from '../job/job.ts'
import { commitOf } from '../job/trigger.ts'
import { VERSION } from '../job/version.ts'
import type { Given } from '../lookup/given.ts'
import { buildReport, type Evidence } from '../report/build.ts'
import type { Report } from '../report/report.ts'
import { hostOf } from './check.ts'

/** A report of a run that starts no container. */
export function reportWithout({ inputs, runner, trigger }: Job, more: Partial<Evidence>): Report {
  const commit = commitOf(trigger)
  return buildReport({
    ...{ actionVersion: VERSION, config: inputs.config, host: hostOf(), startedAt: new Date(), seconds: 0 },
    ...{ problems: [], steps: [], containers: [], notices: [] },
    ...(commit === undefined ? {} : { commit }),
    ...(runner.run === undefined ? {} : { run: runner.run }),
    ...more,
  })
}

/**
 * benchmark.yaml, or the report that says what is wrong with it; `report` then has the verdict `invalid`, or `error` where
 * nothing is wrong but that registered components could not be read.
 */
export function readOrReport(
  job: Job,
  { lookups, notices }: Given = { lookups: {}, notices: [] },
): { readonly benchmark: Benchmark; readonly found: Partial<Evidence> } | { readonly report: Report } {
  const { benchmark, name, problems, unread } = readBenchmark({
    repository: job.runner.workspace,
    config: job.inputs.config,
    lookups,
  })
  const found = {
    ...{ problems, notices },
    ...(name === undefined ? {} : { name }),
    ...(unread === undefined ? {} : { fatal: serverFailure(unread) }),
  }
  const isWrong = benchmark === undefined || problems.some(({ severity }) => severity === 'error')
  return isWrong ? { report: reportWithout(job, found) } : { benchmark, found: { ...found, benchmark } }
}
