import type { Benchmark } from '../benchmark/benchmark.ts'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import type { Job } from '../job/job.ts'
import { readLockFile } from '../lookup/lock-file.ts'
import { planSubmission } from '../medperf/plan/plan.ts'
import type { Plan } from '../medperf/plan/schema.ts'
import type { Evidence } from '../medperf/plan/wanted/evidence.ts'
import type { Snapshot } from '../medperf/snapshot.ts'
import { explainCause } from '../report/outcome.ts'
import type { Report } from '../report/report.ts'

type PlannedJob = Pick<Job, 'repository' | 'config' | 'retire'>

/** What a merge would do, as far as it is known without the evidence. */
interface PlanBasis {
  readonly benchmark: Benchmark
  /** Absent where the server was not asked. */
  readonly snapshot: Snapshot | undefined
}

/** What a merge of this content would do; without a snapshot what files and lock alone allow. Throws an ExpectedError of kind `lock`. */
export function drawPlan(
  { repository, config, retire }: PlannedJob,
  { benchmark, snapshot }: PlanBasis,
  evidence: Evidence,
): Plan {
  const lock = readLockFile(repository, config)
  return planSubmission(known({ benchmark, evidence, retire, snapshot, lock }))
}

/** A report with its plan; `problem` is why there is none, which a notice of the report says too. */
export interface Planned {
  readonly report: Report
  readonly problem?: Error
}

/** The report with the plan of a merge, or a sentence that says why it is not known. */
export async function addPlan(
  report: Report,
  job: PlannedJob,
  seen: PlanBasis,
  findEvidence: () => Promise<Evidence>,
): Promise<Planned> {
  try {
    return { report: { ...report, plan: drawPlan(job, seen, await findEvidence()) } }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    const { message, hint = '' } = explainCause(error)
    const notice = `What a merge does is not known: ${message}. ${hint}`.trim()
    return { report: { ...report, notices: [...report.notices, notice] }, problem: error }
  }
}
