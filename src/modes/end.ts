import { readUids } from '../benchmark/read.ts'
import { known } from '../facts/known.ts'
import { removeFolder } from '../files/remove-folder.ts'
import { rejectOnAbort } from '../job/cancel.ts'
import type { Job } from '../job/job.ts'
import type { Credential } from '../lookup/credential.ts'
import { NOTHING_GIVEN } from '../lookup/given.ts'
import { findJobError } from '../report/outcome.ts'
import type { Report } from '../report/report.ts'
import { tellOutcome } from '../tell/tell.ts'
import { follow, type Stage } from './course.ts'
import { refuseEvent } from './refuse.ts'

/** What a run of this kind is. */
export interface ModePlan {
  readonly stages: readonly Stage[]
  /** Names of events that it does not run on. */
  readonly refused: readonly string[]
  /** An earlier run has told about the test. */
  readonly isKnown?: boolean
}

/**
 * Follows the stages of a mode, tells everybody what came of it, and clears up. Throws when the run is cancelled, and when a
 * registration failed, after the report was published.
 */
export async function runStages(
  job: Job,
  credential: Credential | undefined,
  { stages, refused, isKnown = false }: ModePlan,
): Promise<Report> {
  const { repository, config, trigger, folders, desk, signal } = job
  refuseEvent(trigger, refused)
  desk.remember({ folders })
  try {
    const hasToken = credential?.token !== undefined
    const start = known({
      job,
      credential,
      uids: readUids({ repository, config }),
      server: { kind: 'unasked' as const },
      given: NOTHING_GIVEN,
    })
    const { report, registered, error } = await follow(start, stages)
    if (report === undefined) throw new TypeError('no stage gave a report')
    await Promise.race([
      tellOutcome(known({ report, isKnown, registered, hasToken }), job),
      rejectOnAbort(signal),
    ])
    desk.remember(undefined)
    const failed = error ?? (registered && findJobError(registered))
    if (failed !== undefined) throw failed
    return report
  } catch (error) {
    if (signal.aborted) await removeFolder(folders.report)
    throw error
  } finally {
    await removeFolder(folders.work)
  }
}
