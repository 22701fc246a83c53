import type { Benchmark } from '../benchmark/benchmark.ts'
import type { GitHub } from '../github/client.ts'
import type { Job } from '../job/job.ts'
import type { Era } from '../medperf/era.ts'
import type { Lock } from '../medperf/plan/lock/lock.ts'
import type { Report } from '../report/report.ts'

/** Pushes an image that was built here, by its ID, under a reference; rejects with an ExpectedError. */
export type PushImage = (id: string, reference: string) => Promise<void>

/** What of a job is needed to publish for it. */
export type PublishingJob = Pick<
  Job,
  'repository' | 'config' | 'github' | 'test' | 'folders' | 'log' | 'signal'
>

/** What is published for a registration, and as whose. */
export interface PublishRequest {
  readonly job: PublishingJob
  readonly benchmark: Benchmark
  /** Of the test of exactly this content. */
  readonly report: Report
  readonly era: Era
  readonly github: GitHub
  /** The commit that is registered. */
  readonly commit: string
  /** Of the last merge. */
  readonly lock?: Lock
  /** Absent where nobody's code may run: then the job that tested has pushed. */
  readonly push?: PushImage
}
