import type { Job } from '../job.ts'
import { MedPerfError } from '../medperf/error.ts'
import type { Outcome } from '../publish/publish.ts'
import { intentOf, isMerge } from '../registration/intent.ts'
import { notRegistered } from '../registration/outcome.ts'
import type { Asked } from '../registration/stages.ts'
import type { Report } from '../report/report.ts'
import { serverFailure, toTheEnd } from './end.ts'
import { type Tested, test } from './tested.ts'
import { reportWithout } from './unstarted.ts'

/**
 * Tests the benchmark; on a pull request says what a merge does, on a merge does it; and tells everybody. Throws when the
 * run is cancelled, and when a registration failed, after the report of the test was published.
 */
export const runAuto = (job: Job): Promise<Report> => toTheEnd(job, autoOutcome)

async function autoOutcome(job: Job): Promise<Outcome> {
  const intent = intentOf(job)
  if (intent === 'test') return pushed(job, await test(job))
  const { askServer, planAndRegister } = await import('../registration/stages.ts')
  let asked: Asked
  try {
    asked = await askServer(job, intent)
  } catch (error) {
    if (!(error instanceof MedPerfError)) throw error
    const report = reportWithout(job, { fatal: serverFailure(error) })
    return intent === 'apply' ? { report, registered: notRegistered(error) } : { report }
  }
  try {
    return await planAndRegister(await test(forgetful(job)), { job, intent, asked })
  } finally {
    await asked.close()
  }
}

/** With `push-images` a merge leaves what was built and passed in its registry, for the job that registers. */
async function pushed(job: Job, tested: Tested): Promise<Outcome> {
  if (!job.inputs.pushImages || !isMerge(job.trigger) || tested.report.verdict !== 'passed') return tested
  const { pushBuilt } = await import('../registration/push-built.ts')
  return { ...tested, ...(await pushBuilt(job, tested)) }
}

/** The job without its credential: what runs strangers' containers must not know it. */
function forgetful(job: Job): Job {
  const { medperfToken: _, ...inputs } = job.inputs
  return { ...job, inputs }
}
