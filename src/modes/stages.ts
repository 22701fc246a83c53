import { readOrReport } from '../check/without-run.ts'
import { known } from '../facts/known.ts'
import { hasUids } from '../facts/uids.ts'
import { askServer } from '../lookup/ask.ts'
import { NOTHING_GIVEN } from '../lookup/given.ts'
import { gatherEvidence } from '../plan/evidence.ts'
import { foreseePublications } from '../plan/foresee-publications.ts'
import { addPlan } from '../plan/plan.ts'
import { attemptRegistration } from '../register/attempt.ts'
import { refuseUntested } from '../report/outcome.ts'
import { type Course, endRun, findBasis, findSnapshot, type Stage } from './course.ts'

/** Asks the server what is there already. Nobody has the credential after that. */
export const askWhatIsThere: Stage = async ({ credential, ...course }) => {
  const { job, uids } = course
  const { intent, retire } = job
  const asked = await askServer(job, { intent, credential, uids, retire })
  const server = asked.kind === 'unasked' && intent === 'plan' ? await look(course, asked) : asked
  return server.kind === 'silent' ? endRun({ ...course, server }, server.error) : { ...course, server }
}

/** A plan without a credential is told what the server shows to everybody. */
async function look({ job, read, uids }: Course, unasked: Unasked): Promise<Unasked> {
  if (unasked.sight !== undefined) return unasked
  const found = read ?? (hasUids(uids) ? undefined : readOrReport(job, NOTHING_GIVEN))
  const isSubmitted = found !== undefined && 'benchmark' in found && found.benchmark.submit.isStated
  const { lookAtServer } = await import('../lookup/look.ts')
  return known({ ...unasked, sight: await lookAtServer(job, isSubmitted) })
}

type Unasked = Extract<Course['server'], { readonly kind: 'unasked' }>

/** Finds out what the components are that benchmark.yaml names by `uid`. */
export const readComponents: Stage = async (course) => {
  if (!hasUids(course.uids)) return course
  const { lookUpComponents } = await import('../lookup/components.ts')
  return { ...course, given: await lookUpComponents(course.job, course.uids, findSnapshot(course)) }
}

/** Reads benchmark.yaml, unless it was read; one that is wrong is the end of the run. */
export const readFile: Stage = (course) => {
  const { job, given } = course
  if (course.read !== undefined) return course
  const read = readOrReport(job, given)
  if (!('report' in read)) return { ...course, read }
  const { report } = read
  return known({ ...course, report, registered: job.intent === 'apply' ? refuseUntested(report) : undefined })
}

/** Reads it before anybody is asked, where it does not take the server to know what its components are. */
export const readFileAlone: Stage = (course) => (hasUids(course.uids) ? course : readFile(course))

/** Says what a merge would do with what was tested. */
export const planMerge: Stage = async (course) => {
  const { job, tested } = course
  if (tested?.benchmark === undefined) return course
  const { report, benchmark } = tested
  const basis = { benchmark, ...findBasis(course) }
  const planned = await addPlan(report, job, basis, async (rules) =>
    // Packing takes time, and tells nothing where there is nothing to compare with.
    gatherEvidence(benchmark, report, rules && (await foreseePublications(benchmark, job, rules))),
  )
  return { ...course, planned }
}

/** Registers what was tested and passed, where this run is a merge. */
export const registerMerge: Stage = async (course) => {
  const { job, tested, planned, push, server } = course
  if (job.intent !== 'apply' || tested === undefined) return course
  const { report, benchmark } = tested
  if (benchmark === undefined) return { ...course, registered: refuseUntested(report) }
  const client = server.kind === 'asked' ? server.client : undefined
  if (client === undefined || planned === undefined) return course
  if (report.verdict !== 'passed') return { ...course, registered: refuseUntested(report) }
  return { ...course, registered: await attemptRegistration(job, { client, benchmark, planned, push }) }
}
