import { type Tested, test } from '../check/test.ts'
import { readOrReport } from '../check/unstarted.ts'
import { MedPerfError } from '../facts/error.ts'
import { intentOf, isMerge } from '../job/intent.ts'
import type { Job } from '../job/job.ts'
import { givenFor, isEmpty, uidsOf, unasked } from '../lookup/mode-given.ts'
import { notPassed } from '../report/outcome.ts'
import type { Report } from '../report/report.ts'
import type { Outcome } from '../tell/tell.ts'
import { toTheEnd } from './end.ts'

/**
 * Tests the benchmark; on a pull request says what a merge does, on a merge does it; and tells everybody. Throws when the
 * run is cancelled, and when a registration failed, after the report of the test was published.
 */
export const runAuto = (job: Job): Promise<Report> => toTheEnd(job, autoOutcome)

async function autoOutcome(job: Job): Promise<Outcome> {
  const intent = intentOf(job)
  const uids = uidsOf(job)
  if (intent === 'test' && isEmpty(uids)) return pushed(job, await test(job))
  // Nobody has to sign in for a file that cannot be registered.
  if (intent === 'apply' && isEmpty(uids) && 'report' in readOrReport(job)) {
    const { report } = await test(job)
    return { report, registered: notPassed(report) }
  }
  const { askServer, planAndRegister } = await import('./stages.ts')
  const answer = await askServer(job, intent, uids).catch((error: unknown) => {
    if (error instanceof MedPerfError) return error
    throw error
  })
  if (answer instanceof MedPerfError) return unasked(job, intent, uids, answer)
  await using asked = answer
  const tested = await test(forgetful(job), await givenFor(job, uids, asked.snapshot))
  return intent === 'test' ? await pushed(job, tested) : await planAndRegister(tested, { job, intent, asked })
}

/** With `push-images` a merge leaves what was built and passed in its registry, for the job that registers. */
async function pushed(job: Job, tested: Tested): Promise<Outcome> {
  if (!job.inputs.pushImages || !isMerge(job.trigger) || tested.report.verdict !== 'passed') return tested
  const { pushBuilt } = await import('../publish/push-built.ts')
  return { ...tested, ...(await pushBuilt(job, tested)) }
}

/** The job without its credential: what runs strangers' containers must not know it. */
function forgetful(job: Job): Job {
  const { medperfToken: _, ...inputs } = job.inputs
  return { ...job, inputs }
}
