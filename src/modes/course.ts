import type { Tested } from '../check/test.ts'
import { type ReadBenchmark, readOrReport, reportWithoutRun } from '../check/without-run.ts'
import { ExpectedError } from '../facts/error.ts'
import { makeServerFailure } from '../facts/failure.ts'
import { known } from '../facts/known.ts'
import { type GivenUids, hasUids } from '../facts/uids.ts'
import { explainAnyError } from '../files/errors/system-error.ts'
import type { Job } from '../job/job.ts'
import type { ServerState } from '../lookup/ask.ts'
import type { Credential } from '../lookup/credential.ts'
import type { Given } from '../lookup/given.ts'
import type { Snapshot } from '../medperf/snapshot.ts'
import type { PlanBasis, Planned } from '../plan/plan.ts'
import type { PushImage } from '../publish/request.ts'
import { type Registered, refuseRegistration } from '../report/outcome.ts'
import type { Report } from '../report/report.ts'

/** What a run knows so far. Each stage gives it back with more; nothing in it changes. */
export interface Course {
  readonly job: Job
  /** Until the server was asked. */
  readonly credential?: Credential
  /** The components that benchmark.yaml names by `uid`. */
  readonly uids: GivenUids
  readonly server: ServerState
  readonly given: Given
  /** Takes what is to be done when nothing more comes, however the run ends; it never throws. */
  readonly atEnd: (work: () => Promise<void>) => void
  /** benchmark.yaml, where the mode reads it without a test. */
  readonly read?: ReadBenchmark
  /** Absent until there is one; `benchmark` too where benchmark.yaml could not be used. */
  readonly tested?: Tested
  /** Pushes what the test built. */
  readonly push?: PushImage
  readonly planned?: Planned
  readonly registered?: Registered
  /** Fails the run once everybody was told. */
  readonly error?: Error
  /** The report of the run; with it the other stages are left out. */
  readonly report?: Report
}

/** One thing that a run does. */
export type Stage = (course: Course) => Course | Promise<Course>

/**
 * Follows the stages of a mode until one of them gives the report. Whatever goes wrong ends it with a report that says so. Throws
 * when the run is cancelled.
 */
export async function follow(start: Course, stages: readonly Stage[]): Promise<Course> {
  let course = start
  try {
    for (const stage of stages) {
      course = await stage(course)
      if (course.report !== undefined) break
    }
  } catch (error) {
    course.job.signal.throwIfAborted()
    course =
      error instanceof ExpectedError ? await endRun(course, error) : refuseRun(course, explainAnyError(error))
  } finally {
    if (course.server.kind === 'asked') await course.server.client?.close()
  }
  return course
}

/**
 * Ends a run that cannot go on, with a report that says why. Where benchmark.yaml names components by `uid`, that they could not
 * be read is said on their lines.
 */
export async function endRun(course: Course, error: ExpectedError): Promise<Course> {
  const refused = refuseRun(course, error)
  const unread = await readUnread(course, error)
  return unread === undefined ? refused : { ...refused, report: unread }
}

/** Ends a run that could not begin, or not go on for a reason that has nothing to do with what benchmark.yaml says. */
export function refuseRun(course: Course, error: ExpectedError): Course {
  const found = course.read?.found
  const report = reportWithoutRun(course.job, { ...found, fatal: makeServerFailure(error) })
  const registered = course.job.intent === 'apply' ? refuseRegistration(error) : undefined
  return known({ ...course, report, registered })
}

async function readUnread({ job, uids, read }: Course, error: ExpectedError): Promise<Report | undefined> {
  if (read !== undefined || !hasUids(uids)) return undefined
  const { describeUnread } = await import('../lookup/components.ts')
  const reread = readOrReport(job, describeUnread(uids, error))
  return 'report' in reread ? reread.report : undefined
}

/** What the server showed; undefined where it was not asked. */
export const findSnapshot = ({ server }: Course): Snapshot | undefined =>
  server.kind === 'asked' ? server.snapshot : undefined

/** What a plan goes by besides the files: what the server showed, or what it shows without a credential. */
export const findBasis = ({ server }: Course): Pick<PlanBasis, 'snapshot' | 'sight'> =>
  known({
    snapshot: server.kind === 'asked' ? server.snapshot : undefined,
    sight: server.kind === 'unasked' ? server.sight : undefined,
  })

/** A plan that came to nothing, or to a part, is of the past. */
const lookBack = (report: Report): Report =>
  report.plan === undefined ? report : { ...report, plan: { ...report.plan, voice: 'did not' } }

/** The report is that of the test, with the plan while there is something left that a merge would do. */
export const closeReport: Stage = (course) => {
  const { tested, planned, registered } = course
  if (tested === undefined) throw new TypeError('nothing was tested')
  if (registered?.kind === 'done' || planned === undefined) return { ...course, report: tested.report }
  return { ...course, report: registered === undefined ? planned.report : lookBack(planned.report) }
}
