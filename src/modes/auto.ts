import { openPush } from '../check/push.ts'
import { testBenchmark } from '../check/test.ts'
import { readOrReport } from '../check/without-run.ts'
import { hasUids } from '../facts/uids.ts'
import type { Job } from '../job/job.ts'
import type { Credential } from '../lookup/credential.ts'
import { NOTHING_GIVEN } from '../lookup/given.ts'
import type { Report } from '../report/report.ts'
import { type Course, closeReport, findSnapshot, type Stage } from './course.ts'
import { runStages } from './end.ts'

/**
 * Tests the benchmark; on a pull request says what a merge does, on a merge does it; and tells everybody. Throws when the
 * run is cancelled, and when a registration failed, after the report of the test was published.
 */
export const runAuto = (job: Job, credential: Credential | undefined): Promise<Report> =>
  runStages(job, credential, {
    stages: [lookUp, components, test, plan, register, leaveBuilt, closeReport],
    startsContainers: true,
  })

/** What most runs do not need is loaded by those that do. */
const late = async () => await import('./stages.ts')

const lookUp: Stage = async (course) => {
  const { credential: _, ...asNobody } = course
  return isToAsk(course) ? (await late()).askWhatIsThere(course) : asNobody
}

const components: Stage = async (course) =>
  hasUids(course.uids) ? (await late()).readComponents(course) : course

/** Nobody is asked where nothing follows from the answer; and nobody has to sign in for a file that cannot be registered. */
function isToAsk({ job, uids }: Course): boolean {
  if (hasUids(uids)) return true
  if (job.intent === 'test') return false
  return job.intent === 'plan' || !('report' in readOrReport(job, NOTHING_GIVEN))
}

const test: Stage = async (course) => {
  const { job, given, atEnd } = course
  const tested = await testBenchmark(job, given, { rules: findSnapshot(course)?.rules, atEnd })
  return { ...course, tested, push: (imageId) => openPush(tested, imageId, job) }
}

const plan: Stage = async (course) =>
  course.job.intent === 'test' ? course : (await late()).planMerge(course)

const register: Stage = async (course) =>
  course.job.intent === 'apply' ? (await late()).registerMerge(course) : course

/** With `push-images` a merge leaves what was built and passed in its registry, for the job that registers. */
const leaveBuilt: Stage = async (course) => {
  const { job, tested, push } = course
  if (job.intent !== 'test' || !job.pushImages || job.standing.kind !== 'on') return course
  if (tested?.benchmark === undefined || push === undefined || tested.report.verdict !== 'passed')
    return course
  const { report, benchmark } = tested
  const { leaveImages } = await import('../publish/leave-images.ts')
  return { ...course, ...(await leaveImages(job, { report, benchmark }, push)) }
}
