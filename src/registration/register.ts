import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Benchmark } from '../benchmark/benchmark.ts'
import type { GitHub } from '../github/client.ts'
import type { Job } from '../job.ts'
import { type Applied, applySubmission } from '../medperf/apply/apply.ts'
import type { Client } from '../medperf/client/client.ts'
import { LOCK_FILE, writeLock } from '../medperf/lock.ts'
import { evidenceOf } from '../medperf/plan/evidence-of.ts'
import type { Plan } from '../medperf/plan/schema.ts'
import type { Report } from '../report/report.ts'
import { readLockFile } from './lock-file.ts'
import { publishAll } from './publications.ts'

export interface RegisterRequest {
  readonly job: Job
  readonly client: Client
  readonly github: GitHub
  readonly benchmark: Benchmark
  readonly report: Report
  readonly commit: string
  /** What this run announced; nothing else is written. */
  readonly plan: Plan
}

/** A registration, and the file that remembers it. */
export interface Registration {
  readonly applied: Applied
  /** Absolute path of benchmark.lock.json in the report's folder. */
  readonly lockFile: string
}

/**
 * Publishes images and files, then brings the MedPerf server to what was tested. Safe to cut and to run again. Rejects
 * with a MedPerfError or StepFailure that says what stands in the way.
 */
export async function register(request: RegisterRequest): Promise<Registration> {
  const { job, client, github, benchmark, report, commit, plan } = request
  const lock = readLockFile(job.runner.workspace, job.inputs.config)
  const last = lock === undefined ? {} : { lock }
  const published = await publishAll({ job, benchmark, report, era: client.era, github, commit, ...last })
  const applied = await applySubmission({
    ...{ client, benchmark, commit, ...last },
    evidence: evidenceOf(benchmark, report, published),
    expected: plan,
    onProgress: ({ text }) => job.log.say(text),
  })
  const lockFile = join(job.folders.report, LOCK_FILE)
  mkdirSync(job.folders.report, { recursive: true })
  writeFileSync(lockFile, writeLock(applied.lock))
  return { applied, lockFile }
}
