import type { Benchmark } from '../benchmark/benchmark.ts'
import type { GitHub } from '../github/client.ts'
import type { Job } from '../job/job.ts'
import type { Era } from '../medperf/era.ts'
import type { Lock } from '../medperf/plan/lock/lock.ts'
import type { Report } from '../report/report.ts'

/** What is published for a registration, and as whose. */
export interface PublishRequest {
  readonly job: Job
  readonly benchmark: Benchmark
  /** Of the test of exactly this content. */
  readonly report: Report
  readonly era: Era
  readonly github: GitHub
  /** The commit that is registered. */
  readonly commit: string
  /** Of the last merge. */
  readonly lock?: Lock
}
