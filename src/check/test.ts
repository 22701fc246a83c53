import { performance } from 'node:perf_hooks'
import type { Benchmark } from '../benchmark/benchmark.ts'
import type { PushTested } from '../engines/engine.ts'
import { known } from '../facts/known.ts'
import { rejectOnAbort } from '../job/cancel.ts'
import type { Job } from '../job/job.ts'
import { VERSION } from '../job/version.ts'
import type { Given } from '../lookup/given.ts'
import { buildReport } from '../report/build.ts'
import type { Report } from '../report/report.ts'
import { type Base, readBaseResults } from './base-results.ts'
import { type CheckOptions, check } from './check.ts'

/** What came of a test; `benchmark` is absent where benchmark.yaml could not be used. */
export interface Tested {
  readonly report: Report
  readonly benchmark?: Benchmark
  /** Pushes what was built for it; absent where nothing was, or who built it cannot. */
  readonly push?: PushTested
}

/** What of a job is needed to test it. */
type TestedJob = Pick<
  Job,
  | 'repository'
  | 'config'
  | 'trigger'
  | 'commit'
  | 'github'
  | 'run'
  | 'machine'
  | 'intent'
  | 'reach'
  | 'test'
  | 'folders'
  | 'log'
  | 'desk'
  | 'signal'
>

/** Checks the benchmark while the base's results are read, and puts both into one report. */
export async function testBenchmark(
  job: TestedJob,
  given: Given,
  { rules, atEnd }: Pick<CheckOptions, 'rules' | 'atEnd'>,
): Promise<Tested> {
  const { repository, config, machine, intent, reach, test, folders, log, desk, signal } = job
  const startedAt = new Date()
  const start = performance.now()
  const base = readBaseResults(job)
  const { push, ...findings } = await check({
    repository,
    config,
    machine,
    reach,
    registers: intent === 'apply',
    test,
    folders,
    log,
    signal,
    lookups: given.lookups,
    rules,
    atEnd,
    remember: (containers) => desk.remember({ folders, containers }),
  })
  // Of a file that is wrong, or a machine without an engine, nobody asks what the results are compared with.
  const isRun = findings.steps.length > 0
  const found = await Promise.race([base, rejectOnAbort(signal)])
  const { results, notices, warning }: Base = isRun ? found : { notices: [] }
  if (warning !== undefined) desk.warn(warning)
  const report = buildReport(
    known({
      ...findings,
      notices: [...given.notices, ...findings.notices, ...notices],
      actionVersion: VERSION,
      base: results,
      commit: job.commit,
      run: job.run,
      startedAt,
      seconds: (performance.now() - start) / 1000,
    }),
  )
  return known({ report, benchmark: findings.benchmark, push })
}
