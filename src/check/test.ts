import { randomBytes } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { warning } from '@actions/core'
import type { Benchmark } from '../benchmark/benchmark.ts'
import { rejectionOf } from '../job/cancel.ts'
import type { Job } from '../job/job.ts'
import { commitOf } from '../job/trigger.ts'
import { VERSION } from '../job/version.ts'
import type { Given } from '../lookup/given.ts'
import { buildReport } from '../report/build.ts'
import type { Report } from '../report/report.ts'
import { type State, saveState } from '../runner/state.ts'
import { baseFor } from './base-results.ts'
import { check } from './check.ts'

/** The outcome of a test; `benchmark` is absent where benchmark.yaml could not be used. */
export interface Tested {
  readonly report: Report
  readonly benchmark?: Benchmark
}

/** Checks the benchmark while the base's results are read, and puts both into one report. */
export async function test(job: Job, given: Given = { lookups: {}, notices: [] }): Promise<Tested> {
  const { inputs, runner, trigger, folders, log, signal } = job
  const startedAt = new Date()
  const start = performance.now()
  const label = `medperf-benchmark=${randomBytes(8).toString('hex')}`
  let state: State = { label, folders: [folders.work, folders.report], images: [], decrypted: [] }
  const remember = (more: Partial<State>) => {
    state = { ...state, ...more }
    saveState(state)
  }
  remember({})
  const base = baseFor(job)
  const findings = await check({
    ...{ inputs, runner, folders, label, log, signal },
    lookups: given.lookups,
    starting: (images, engine) => remember({ images, engine }),
    decrypting: (image) => remember({ decrypted: [...state.decrypted, image] }),
  })
  const { results, notices, warning: trouble } = await Promise.race([base, rejectionOf(signal)])
  if (trouble !== undefined) warning(trouble)
  const commit = commitOf(trigger)
  const report = buildReport({
    ...findings,
    notices: [...given.notices, ...findings.notices, ...notices],
    actionVersion: VERSION,
    ...(results === undefined ? {} : { base: results }),
    ...(commit === undefined ? {} : { commit }),
    ...(runner.run === undefined ? {} : { run: runner.run }),
    startedAt,
    seconds: (performance.now() - start) / 1000,
  })
  return findings.benchmark === undefined ? { report } : { report, benchmark: findings.benchmark }
}
