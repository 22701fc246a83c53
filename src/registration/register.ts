import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Benchmark } from '../benchmark/benchmark.ts'
import type { GitHub } from '../github/client.ts'
import type { Job } from '../job.ts'
import { type Applied, applySubmission } from '../medperf/apply/apply.ts'
import type { Progress } from '../medperf/apply/perform.ts'
import { retire } from '../medperf/apply/retire.ts'
import type { Client } from '../medperf/client/client.ts'
import { MedPerfError } from '../medperf/error.ts'
import { LOCK_FILE, writeLock } from '../medperf/lock.ts'
import { evidenceOf } from '../medperf/plan/evidence-of.ts'
import type { Kept } from '../medperf/plan/in-use.ts'
import { objectOf, type Retirable } from '../medperf/plan/retire-list.ts'
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
  /** Told every write that was made and read back, or found made. */
  readonly onWritten: (written: Written) => void
}

/** One write that is on the server. */
export interface Written {
  readonly object: string
  readonly name: string
  readonly uid: number
}

/** A registration, and the file that remembers it. */
export interface Registration {
  readonly applied: Applied
  /** Absolute path of benchmark.lock.json in the report's folder. */
  readonly lockFile: string
  /** Old rows that were marked as not valid, as the input `retire` asks. */
  readonly retired: readonly Retirable[]
  /** Why not all of them were. */
  readonly problem?: Error
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
    onProgress({ phase, step: { collection, name }, uid, text }) {
      job.log.say(text)
      if (phase !== 'sending' && uid !== undefined)
        request.onWritten({ object: objectOf(collection), name, uid })
    },
  })
  const lockFile = join(job.folders.report, LOCK_FILE)
  mkdirSync(job.folders.report, { recursive: true })
  writeFileSync(lockFile, writeLock(applied.lock))
  return { applied, lockFile, ...(await retireOld(client, applied, job)) }
}

/** What is registered stays so, whatever becomes of old rows. */
async function retireOld(
  client: Client,
  { benchmark, components }: Applied,
  { inputs, log }: Job,
): Promise<Pick<Registration, 'retired' | 'problem'>> {
  const kept: Kept = {
    containers: new Set(
      Object.values(components).flatMap(({ kind, content }) => (kind === 'container' ? content : [])),
    ),
    models: new Set(client.era === 'model' ? [components.reference_model.uid] : []),
    benchmarks: new Set([benchmark.uid]),
  }
  const retired: Retirable[] = []
  const onProgress = ({ phase, step, uid, text }: Progress) => {
    log.say(text)
    const { collection, name } = step
    // An asset is retired through its model.
    if (phase !== 'sending' && uid !== undefined && collection !== 'assets')
      retired.push({ collection, uid, name })
  }
  try {
    await retire({ client, onProgress }, inputs.retire, kept)
    return { retired }
  } catch (error) {
    if (!(error instanceof MedPerfError)) throw error
    return { retired, problem: error }
  }
}
