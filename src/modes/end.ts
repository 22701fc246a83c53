import { readUids } from '../benchmark/read.ts'
import type { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { removeFolder } from '../files/remove-folder.ts'
import { rejectOnAbort } from '../job/cancel.ts'
import type { Job } from '../job/job.ts'
import { sayHeld } from '../job/standing.ts'
import type { Credential } from '../lookup/credential.ts'
import { NOTHING_GIVEN } from '../lookup/given.ts'
import { findJobError, makeJobError } from '../report/outcome.ts'
import { MOST_NOTICES, type Report } from '../report/report.ts'
import { tellOutcome } from '../tell/tell.ts'
import { follow, refuseRun, type Stage } from './course.ts'
import { makeFolders } from './make-folders.ts'
import { type Privilege, refuseEvent } from './refuse.ts'

/** What a run of this kind is. */
export interface ModePlan {
  readonly stages: readonly Stage[]
  /** Whether its action can start containers, in this mode or in another; the mode of `submit/` belongs to one that cannot. */
  readonly startsContainers: boolean
  /** An earlier run has told about the test. */
  readonly isKnown?: boolean
  /** Why nothing of it is done: then everybody is told that alone. */
  readonly refusal?: ExpectedError
}

/**
 * Follows the stages of a mode, tells everybody what came of it, and clears up. Throws when the run is cancelled, and when a
 * registration failed, after the report was published.
 */
export async function runStages(
  given: Job,
  credential: Credential | undefined,
  { stages, startsContainers, isKnown = false, refusal }: ModePlan,
): Promise<Report> {
  const { repository, config, trigger, folders, desk, signal } = given
  if (refusal === undefined) refuseEvent(trigger, startsContainers ? findPrivilege(given) : 'no containers')
  desk.remember({ folders })
  const endings: (() => Promise<void>)[] = []
  const endAll = async () => {
    for (const work of endings.splice(0)) await work()
  }
  try {
    const isRefused = refusal !== undefined
    const job = isRefused ? given : await Promise.race([settleStanding(given), rejectOnAbort(signal)])
    const hasToken = credential?.token !== undefined
    const start = known({
      job,
      credential,
      uids: isRefused ? {} : readUids({ repository, config }),
      server: { kind: 'unasked' as const },
      given: NOTHING_GIVEN,
      atEnd: (work: () => Promise<void>) => void endings.push(work),
    })
    const wanted: readonly Stage[] = isRefused
      ? [(course) => refuseRun(course, refusal)]
      : [makeFolders, ...stages]
    const { report: made, registered, error } = await follow(start, wanted)
    if (made === undefined) throw new TypeError('no stage gave a report')
    const report = isKnown ? made : addHeld(made, job)
    const unwritten = await Promise.race([
      tellOutcome(known({ report, isKnown, registered, hasToken }), job),
      rejectOnAbort(signal),
    ])
    await endAll()
    desk.remember(undefined)
    const lost = unwritten && makeJobError('report.json could not be written', unwritten)
    if (lost !== undefined && report.verdict !== 'passed') desk.warn(lost.message)
    const failed =
      error ?? (registered && findJobError(registered)) ?? (report.verdict === 'passed' ? lost : undefined)
    if (failed !== undefined) throw failed
    return report
  } catch (error) {
    if (signal.aborted) await removeFolder(folders.report)
    throw error
  } finally {
    await endAll()
    await removeFolder(folders.work)
  }
}

const findPrivilege = ({ allowEventsWithSecrets }: Job): Privilege =>
  allowEventsWithSecrets ? 'any containers' : 'containers'

/** Only a run that could register from a tag asks where its commit is. */
async function settleStanding(job: Job): Promise<Job> {
  if (job.standing.kind !== 'tagged' || !mayPublish(job)) return job
  const { settleTag } = await import('../lookup/standing.ts')
  return settleTag(job)
}

/** Whether the run would register or push images, if it were on the branch that registers. */
const mayPublish = ({ wish: { mode, hasCredential }, pushImages }: Job): boolean =>
  mode !== 'plan' && (pushImages || (mode !== 'test' && hasCredential))

/** Says in the report why nothing is registered that would have been on another branch. */
function addHeld(report: Report, job: Job): Report {
  const { standing } = job
  if (standing.kind !== 'off' || !mayPublish(job)) return report
  return { ...report, notices: [sayHeld(standing.held), ...report.notices].slice(0, MOST_NOTICES) }
}
