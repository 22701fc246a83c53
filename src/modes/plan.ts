import { ROLES } from '../containers/roles.ts'
import type { Job } from '../job.ts'
import { MedPerfError } from '../medperf/error.ts'
import { evidenceOf } from '../medperf/plan/evidence-of.ts'
import type { Outcome } from '../publish/publish.ts'
import { publicDigests } from '../registration/content.ts'
import { foreseen } from '../registration/foreseen.ts'
import { askServer, withPlan } from '../registration/stages.ts'
import type { Report } from '../report/report.ts'
import { serverFailure, toTheEnd } from './end.ts'
import { readOrReport, reportWithout } from './unstarted.ts'

/** Says what a merge does, from benchmark.yaml, the registries and, where there is a token, the MedPerf server; runs nothing. */
export const runPlan = (job: Job): Promise<Report> => toTheEnd(job, planOutcome)

const ASSUMED = 'Nothing was run: the plan takes for granted that the test passes.'

async function planOutcome(job: Job): Promise<Outcome> {
  const read = readOrReport(job)
  if ('report' in read) return read
  const { benchmark, found } = read
  try {
    const { snapshot } = await askServer(job, 'plan')
    const report: Report = {
      ...reportWithout(job, { ...found, notices: [ASSUMED] }),
      ...{ verdict: 'passed', reason: 'is valid' },
    }
    const planned = await withPlan(report, benchmark, job, snapshot, async () => {
      const files = await foreseen(benchmark, job, snapshot?.era)
      const images = await publicDigests(benchmark, job.signal)
      const components = Object.fromEntries(
        ROLES.map((role) => [role, { ...files.components[role], ...images[role] }]),
      )
      return { ...evidenceOf(benchmark, report, { ...files, components }), tested: true }
    })
    return { report: planned.report }
  } catch (error) {
    if (!(error instanceof MedPerfError)) throw error
    return { report: reportWithout(job, { ...found, fatal: serverFailure(error) }) }
  }
}
