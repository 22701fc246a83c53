import { randomBytes } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { warning } from '@actions/core'
import { baseFor } from '../base-results.ts'
import { check } from '../check.ts'
import { removeFolder } from '../clean-up.ts'
import type { Job } from '../job.ts'
import { publish } from '../publish.ts'
import { buildReport } from '../report/build.ts'
import type { Report } from '../report/report.ts'
import { clearState, saveState } from '../state.ts'
import { commitOf } from '../trigger.ts'
import { VERSION } from '../version.ts'

/** Tests the benchmark and tells everybody; gives the report, and throws when the run is cancelled. */
export async function runTest(job: Job): Promise<Report> {
  const { folders, signal } = job
  try {
    const report = await test(job)
    // Nothing of ours outlives the job any more: a server that answers slowly must not hold up a cancelled one.
    await Promise.race([publish(report, job), rejectionOf(signal)])
    clearState()
    return report
  } catch (error) {
    await removeFolder(folders.report)
    throw error
  }
}

/** Checks the benchmark while the base's results are read, and puts both into one report. */
async function test(job: Job): Promise<Report> {
  const { inputs, runner, trigger, folders, log, signal } = job
  const startedAt = new Date()
  const start = performance.now()
  const label = `medperf-benchmark=${randomBytes(8).toString('hex')}`
  const made = { label, folders: [folders.work, folders.report] }
  saveState({ ...made, images: [] })
  const base = baseFor(job)
  const findings = await check({
    ...{ inputs, runner, folders, label, log, signal },
    starting: (images) => saveState({ ...made, images }),
  })
  const { results, notices, warning: trouble } = await Promise.race([base, rejectionOf(signal)])
  if (trouble !== undefined) warning(trouble)
  const commit = commitOf(trigger)
  return buildReport({
    ...findings,
    notices: [...findings.notices, ...notices],
    actionVersion: VERSION,
    ...(results === undefined ? {} : { base: results }),
    ...(commit === undefined ? {} : { commit }),
    ...(runner.run === undefined ? {} : { run: runner.run }),
    startedAt,
    seconds: (performance.now() - start) / 1000,
  })
}

/** Rejects when the signal aborts, and never resolves. */
function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
