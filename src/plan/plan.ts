import type { Benchmark } from '../benchmark/benchmark.ts'
import type { Job } from '../job/job.ts'
import { readLockFile } from '../lookup/lock-file.ts'
import { planSubmission } from '../medperf/plan/plan.ts'
import type { Plan } from '../medperf/plan/schema.ts'
import type { Evidence } from '../medperf/plan/wanted/evidence.ts'
import type { Snapshot } from '../medperf/snapshot.ts'

/** What a merge of this content would do; without a snapshot what files and lock alone allow. Throws a MedPerfError of kind `lock`. */
export function planFor(
  job: Job,
  benchmark: Benchmark,
  evidence: Evidence,
  snapshot: Snapshot | undefined,
): Plan {
  const lock = readLockFile(job.runner.workspace, job.inputs.config)
  return planSubmission({
    benchmark,
    evidence,
    retire: job.inputs.retire,
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(lock === undefined ? {} : { lock }),
  })
}
