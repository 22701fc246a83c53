import type { Benchmark } from '../benchmark/benchmark.ts'
import type { Role } from '../facts/role.ts'
import type { GitHub } from '../github/client.ts'
import type { Job, TestSettings } from '../job/job.ts'
import type { Lock } from '../medperf/plan/lock/lock.ts'
import type { ImageEvidence } from '../medperf/plan/wanted/evidence.ts'
import type { ServerRules } from '../medperf/rules.ts'
import type { Report } from '../report/report.ts'

/**
 * Gives what pushes an image that was built here, named by its ID, under a reference; throws an ExpectedError where what built
 * it cannot push.
 */
export type PushImage = (imageId: string) => (reference: string) => Promise<void>

/** What of a job is needed to publish for it. */
export interface PublishingJob
  extends Pick<Job, 'repository' | 'config' | 'github' | 'folders' | 'reach' | 'log' | 'signal'> {
  readonly test: Pick<TestSettings, 'limits'>
}

/** What is published for a registration, and as whose. */
export interface PublishRequest {
  readonly job: PublishingJob
  readonly benchmark: Benchmark
  /** Of the test of exactly this content. */
  readonly report: Report
  readonly rules: ServerRules
  readonly github: GitHub
  /** The commit that is registered. */
  readonly commit: string
  /** Of the last merge. */
  readonly lock?: Lock
  /** Images that were built and are registered already: what the plan counts on. */
  readonly images?: Readonly<Partial<Record<Role, ImageEvidence>>>
  /** Absent where nobody's code may run: then the job that tested has pushed. */
  readonly push?: PushImage
}
