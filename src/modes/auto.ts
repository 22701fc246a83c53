import { removeFolder } from '../clean-up.ts'
import type { Job } from '../job.ts'
import { MedPerfError } from '../medperf/error.ts'
import { type Outcome, publish } from '../publish.ts'
import { intentOf } from '../registration/intent.ts'
import type { Asked } from '../registration/stages.ts'
import type { Failure, Report } from '../report/report.ts'
import { clearState } from '../state.ts'
import { rejectionOf } from './cancel.ts'
import { nothingStarted, test } from './tested.ts'

/**
 * Tests the benchmark; on a pull request says what a merge does, on a merge does it; and tells everybody. Throws when the
 * run is cancelled, and when a registration failed, after the report of the test was published.
 */
export async function runAuto(job: Job): Promise<Report> {
  const { folders, signal } = job
  try {
    const outcome = await autoOutcome(job)
    await Promise.race([publish(outcome, job), rejectionOf(signal)])
    clearState()
    if (outcome.registered?.kind === 'failed') throw outcome.registered.error
    return outcome.report
  } catch (error) {
    if (signal.aborted) await removeFolder(folders.report)
    throw error
  } finally {
    await removeFolder(folders.work)
  }
}

async function autoOutcome(job: Job): Promise<Outcome> {
  const intent = intentOf(job)
  if (intent === 'test') return test(job)
  const { askServer, planAndRegister } = await import('../registration/stages.ts')
  let asked: Asked
  try {
    asked = await askServer(job, intent)
  } catch (error) {
    if (!(error instanceof MedPerfError)) throw error
    return { report: nothingStarted(job, serverFailure(error)) }
  }
  try {
    return await planAndRegister(await test(forgetful(job)), { job, intent, asked })
  } finally {
    await asked.close()
  }
}

const serverFailure = ({ message, hint }: MedPerfError): Failure => ({
  kind: 'server',
  message,
  ...(hint === undefined ? {} : { hint }),
})

/** The job without its credential: what runs strangers' containers must not know it. */
function forgetful(job: Job): Job {
  const { medperfToken: _, ...inputs } = job.inputs
  return { ...job, inputs }
}
