import { removeFolder } from '../files/remove-folder.ts'
import { rejectionOf } from '../job/cancel.ts'
import type { Job } from '../job/job.ts'
import { errorOf } from '../report/outcome.ts'
import type { Report } from '../report/report.ts'
import { clearState } from '../runner/state.ts'
import { type Outcome, publish } from '../tell/tell.ts'

/**
 * Does the work of a mode, tells everybody what came of it, and clears up. Throws when the run is cancelled, and when a
 * registration failed, after the report was published.
 */
export async function toTheEnd(job: Job, work: (job: Job) => Promise<Outcome>): Promise<Report> {
  const { folders, signal } = job
  try {
    const outcome = await work(job)
    await Promise.race([publish(outcome, job), rejectionOf(signal)])
    clearState()
    const error = outcome.error ?? (outcome.registered && errorOf(outcome.registered))
    if (error !== undefined) throw error
    return outcome.report
  } catch (error) {
    if (signal.aborted) await removeFolder(folders.report)
    throw error
  } finally {
    await removeFolder(folders.work)
  }
}
