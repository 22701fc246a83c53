import { findOverlap } from '../check/apart.ts'
import { judgeImages } from '../check/image-problems.ts'
import { reportWithoutRun } from '../check/without-run.ts'
import { known } from '../facts/known.ts'
import { listRoles } from '../facts/role.ts'
import type { Job } from '../job/job.ts'
import type { Credential } from '../lookup/credential.ts'
import { readPublicImages } from '../plan/content.ts'
import { gatherEvidence } from '../plan/evidence.ts'
import { foreseePublications } from '../plan/foresee-publications.ts'
import { addPlan } from '../plan/plan.ts'
import type { Report } from '../report/report.ts'
import { findBasis, findSnapshot, refuseRun, type Stage } from './course.ts'
import { runStages } from './end.ts'
import { askWhatIsThere, readComponents, readFile, readFileAlone } from './stages.ts'

/** Says what a merge does, from benchmark.yaml, the registries and, where there is a token, the MedPerf server; runs nothing. */
export const runPlan = (job: Job, credential: Credential | undefined): Promise<Report> =>
  runStages(job, credential, {
    stages: [readFileAlone, askWhatIsThere, readComponents, readFile, planUntested],
    startsContainers: true,
  })

const ASSUMED = 'Nothing was run: the plan takes for granted that the test passes.'

const planUntested: Stage = async (course) => {
  const { job, read } = course
  if (read === undefined) throw new TypeError('benchmark.yaml was not read')
  const { benchmark, found } = read
  const overlap = findOverlap(benchmark, job)
  if (overlap !== undefined) return refuseRun(course, overlap)
  const snapshot = findSnapshot(course)
  const images = await readPublicImages(benchmark, job.signal)
  const seen = Object.fromEntries(
    listRoles(benchmark.components).map((role) => [role, { platforms: [], ...images[role] }]),
  )
  const warnings = judgeImages(benchmark, seen, { repository: job.repository, rules: snapshot?.rules })
  const problems = [...(found.problems ?? []), ...warnings]
  const report: Report = {
    ...reportWithoutRun(job, { ...found, problems, notices: [...(found.notices ?? []), ASSUMED] }),
    verdict: 'passed',
    reason: 'is valid',
  }
  const basis = { benchmark, ...findBasis(course) }
  const planned = await addPlan(report, job, basis, async (rules) => {
    const files = await foreseePublications(benchmark, job, rules)
    const components = Object.fromEntries(
      listRoles(benchmark.components).map((role) => {
        return [role, known({ ...files.components[role], image: images[role]?.image })]
      }),
    )
    return { ...gatherEvidence(benchmark, report, { ...files, components }), tested: true }
  })
  return { ...course, report: planned.report }
}
