import { readOrReport, reportWithout } from '../check/unstarted.ts'
import { MedPerfError } from '../facts/error.ts'
import { serverFailure } from '../facts/failure.ts'
import { ROLES } from '../facts/role.ts'
import type { Job } from '../job/job.ts'
import { readLockFile } from '../lookup/lock-file.ts'
import { givenFor, isEmpty, uidsOf, unasked } from '../lookup/mode-given.ts'
import { publicDigests } from '../plan/content.ts'
import { evidenceOf } from '../plan/evidence.ts'
import { foreseen } from '../plan/publications.ts'
import type { Report } from '../report/report.ts'
import type { Outcome } from '../tell/tell.ts'
import { toTheEnd } from './end.ts'
import { askServer, withPlan } from './stages.ts'

/** Says what a merge does, from benchmark.yaml, the registries and, where there is a token, the MedPerf server; runs nothing. */
export const runPlan = (job: Job): Promise<Report> => toTheEnd(job, planOutcome)

const ASSUMED = 'Nothing was run: the plan takes for granted that the test passes.'

async function planOutcome(job: Job): Promise<Outcome> {
  const uids = uidsOf(job)
  // What is wrong with the file alone is said before anybody is asked.
  const early = isEmpty(uids) ? readOrReport(job) : undefined
  if (early !== undefined && 'report' in early) return early
  try {
    const { snapshot } = await askServer(job, 'plan', uids)
    const read = early ?? readOrReport(job, await givenFor(job, uids, snapshot))
    if ('report' in read) return read
    const { benchmark, found } = read
    const report: Report = {
      ...reportWithout(job, { ...found, notices: [...(found.notices ?? []), ASSUMED] }),
      ...{ verdict: 'passed', reason: 'is valid' },
    }
    const planned = await withPlan(report, benchmark, job, snapshot, async () => {
      const seen = snapshot ?? readLockFile(job.runner.workspace, job.inputs.config)
      const files = await foreseen(benchmark, job, seen?.era)
      const images = await publicDigests(benchmark, job.signal)
      const components = Object.fromEntries(
        ROLES.map((role) => [role, { ...files.components[role], ...images[role] }]),
      )
      return { ...evidenceOf(benchmark, report, { ...files, components }), tested: true }
    })
    return { report: planned.report }
  } catch (error) {
    if (!(error instanceof MedPerfError)) throw error
    return early === undefined
      ? unasked(job, 'plan', uids, error)
      : { report: reportWithout(job, { ...early.found, fatal: serverFailure(error) }) }
  }
}
