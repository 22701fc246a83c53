import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Benchmark } from '../benchmark/benchmark.ts'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import type { GitHub } from '../github/client.ts'
import type { Job } from '../job/job.ts'
import { readLockFile } from '../lookup/lock-file.ts'
import { LOCK_FILE, writeLock } from '../medperf/plan/lock/lock.ts'
import type { Kept } from '../medperf/plan/retire/in-use.ts'
import { findObject, type Retirable } from '../medperf/plan/retire/list.ts'
import type { Plan } from '../medperf/plan/schema.ts'
import { gatherEvidence } from '../plan/evidence.ts'
import { publishAll } from '../publish/publish.ts'
import type { PublishingJob, PublishRequest, PushImage } from '../publish/request.ts'
import type { Applied, Registration, Written } from '../report/outcome.ts'
import type { Report } from '../report/report.ts'
import type { Client } from '../server/client.ts'
import { applySubmission } from './apply.ts'
import type { Progress } from './perform.ts'
import { retire } from './retire.ts'

/** What of a job is needed to register for it. */
export type RegisteringJob = PublishingJob & Pick<Job, 'retire'>

export interface RegisterRequest {
  readonly job: RegisteringJob
  readonly client: Client
  readonly github: GitHub
  readonly benchmark: Benchmark
  readonly report: Report
  readonly commit: string
  /** What this run announced; nothing else is written. */
  readonly plan: Plan
  /** Told every write that was made and read back, or found made. */
  readonly onWritten: (written: Written) => void
  /** Images that were built, and are registered already. */
  readonly images?: PublishRequest['images']
  /** Absent where nobody's code may run. */
  readonly push?: PushImage
}

/**
 * Publishes images and files, then brings the MedPerf server to what was tested. Safe to cut and to run again. Rejects
 * with an ExpectedError that says what stands in the way.
 */
export async function register(request: RegisterRequest): Promise<Registration> {
  const { job, client, github, benchmark, report, commit, plan, images, push } = request
  const lock = readLockFile(job.repository, job.config)
  const { rules } = client
  const published = await publishAll(
    known({ job, benchmark, report, rules, github, commit, lock, images, push }),
  )
  const applied = await applySubmission({
    ...known({ client, benchmark, commit, lock }),
    evidence: gatherEvidence(benchmark, report, published),
    expected: plan,
    onProgress({ phase, step: { collection, name }, uid, text }) {
      job.log.say(text)
      if (phase !== 'sending' && uid !== undefined)
        request.onWritten({ object: findObject(collection), name, uid })
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
  { retire: rows, log }: RegisteringJob,
): Promise<Pick<Registration, 'retired' | 'problem'>> {
  const kept: Kept = {
    containers: new Set(
      Object.values(components).flatMap(({ kind, content }) => (kind === 'container' ? content : [])),
    ),
    models: new Set(client.rules.models ? [components.reference_model.uid] : []),
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
    await retire({ client, onProgress }, rows, kept)
    return { retired }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    return { retired, problem: error }
  }
}
