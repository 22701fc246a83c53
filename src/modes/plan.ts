import { ROLES } from '../containers/roles.ts'
import { serverFailure } from '../failure.ts'
import type { Job } from '../job.ts'
import { MedPerfError } from '../medperf/error.ts'
import { evidenceOf } from '../medperf/plan/evidence-of.ts'
import type { Outcome } from '../publish/publish.ts'
import { publicDigests } from '../registration/content.ts'
import { foreseen } from '../registration/foreseen.ts'
import { readLockFile } from '../registration/lock-file.ts'
import { askServer, withPlan } from '../registration/stages.ts'
import type { Report } from '../report/report.ts'
import { toTheEnd } from './end.ts'
import { givenFor, isEmpty, uidsOf, unasked } from './given.ts'
import { readOrReport, reportWithout } from './unstarted.ts'

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
