import { registeredUids } from '../benchmark/read.ts'
import { readOrReport, reportWithout } from '../check/unstarted.ts'
import type { MedPerfError } from '../facts/error.ts'
import { serverFailure } from '../facts/failure.ts'
import type { GivenUids } from '../facts/uids.ts'
import type { Intent } from '../job/intent.ts'
import type { Job } from '../job/job.ts'
import type { Snapshot } from '../medperf/snapshot.ts'
import { notRegistered } from '../report/outcome.ts'
import type { Report } from '../report/report.ts'
import type { Outcome } from '../tell/tell.ts'
import type { Given } from './given.ts'

/** The uids of registered components that benchmark.yaml names. */
export const uidsOf = ({ inputs, runner }: Job): GivenUids =>
  registeredUids({ repository: runner.workspace, config: inputs.config })

export const isEmpty = (uids: GivenUids): boolean => Object.keys(uids).length === 0

/** What is known of them; most benchmarks name none, and then nothing is loaded for it. */
export async function givenFor(job: Job, uids: GivenUids, snapshot: Snapshot | undefined): Promise<Given> {
  if (isEmpty(uids)) return { lookups: {}, notices: [] }
  const { lookUpGiven } = await import('./given.ts')
  return lookUpGiven(job, uids, snapshot)
}

/** The outcome where the server did not answer; what it was asked about in benchmark.yaml is said on its lines. */
export async function unasked(
  job: Job,
  intent: Intent | undefined,
  uids: GivenUids,
  error: MedPerfError,
): Promise<Outcome> {
  const report = (await unreadReport(job, uids, error)) ?? reportWithout(job, { fatal: serverFailure(error) })
  return intent === 'apply' ? { report, registered: notRegistered(error) } : { report }
}

async function unreadReport(job: Job, uids: GivenUids, error: MedPerfError): Promise<Report | undefined> {
  if (isEmpty(uids)) return undefined
  const { unreadGiven } = await import('./given.ts')
  const read = readOrReport(job, unreadGiven(uids, error))
  return 'report' in read ? read.report : undefined
}
