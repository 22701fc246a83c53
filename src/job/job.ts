import type { ArchiveLimits } from '../archive/limits.ts'
import type { Runtime } from '../benchmark/benchmark.ts'
import type { Gpus } from '../facts/gpu.ts'
import type { AddressReach } from '../facts/reach.ts'
import type { RetireRequest } from '../medperf/plan/retire/list.ts'
import type { Desk } from './desk.ts'
import type { Intent, Wish } from './intent.ts'
import type { Log } from './log.ts'
import type { Standing } from './standing.ts'
import type { Trigger } from './trigger.ts'
import type { Workspace } from './workspace.ts'

/** Where a repository lies on GitHub, and as whom to talk to it. */
export interface GitHubPlace {
  readonly apiUrl: string
  readonly serverUrl: string
  readonly repository?: { readonly owner: string; readonly repo: string }
  readonly token?: string
  /** Whether a run can leave artifacts here. */
  readonly hasArtifacts: boolean
}

/** A run of a workflow. */
export interface WorkflowRun {
  readonly id: number
  readonly number: number
  readonly attempt: number
  readonly url: string
  readonly workflow: string
  readonly job: string
}

/** The machine that a run is on. */
export interface Machine {
  /** `Linux`, `Windows` or `macOS`, in the runner's words. */
  readonly os: string
  /** Absolute path of a folder that outlives the runs of a machine of one's own. */
  readonly toolCache?: string
}

/** How a benchmark is tested. */
export interface TestSettings {
  readonly runtime?: Runtime
  readonly gpus?: Gpus
  readonly sequential: boolean
  readonly limits: ArchiveLimits
  /** The key of encrypted containers, as it is: spaces and line feeds are part of it. */
  readonly decryptionKey?: string
}

/** How benchmark.lock.json gets into the repository after a registration. */
export const LOCK_COMMITS = ['none', 'commit', 'pull-request'] as const
export type LockCommit = (typeof LOCK_COMMITS)[number]

/** Which run of a workflow may have made the report that is registered: this one, any, or the one with a number. */
export type ReportRun = 'this' | 'any' | number

/** One run, as every stage may see it; as whom to register is no part of it. */
export interface Job {
  /** Absolute path of the repository's checkout. */
  readonly repository: string
  /** Path of benchmark.yaml, relative to the repository. */
  readonly config: string
  readonly trigger: Trigger
  /** The commit that the run is about, where it is known. */
  readonly commit?: string
  /** Where that commit stands to the branch that registers. */
  readonly standing: Standing
  readonly wish: Wish
  /** What follows from both. */
  readonly intent: Intent
  /** Runs also on events that may hold secrets beside code of strangers. */
  readonly allowEventsWithSecrets: boolean
  /** Address of the MedPerf server, as it was given. */
  readonly server: string
  /** Path of a PEM with an authority to trust for the MedPerf server. */
  readonly caFile?: string
  readonly github: GitHubPlace
  readonly run?: WorkflowRun
  /** What tells this step apart from others of its job, or this job from others of its matrix; absent where nothing does. */
  readonly variant?: string
  readonly machine: Machine
  /** Which addresses may be asked for what benchmark.yaml names; those of metadata never are. */
  readonly reach: AddressReach
  readonly test: TestSettings
  /** Pushes what was built and passed the test, for a later run that registers it. */
  readonly pushImages: boolean
  /** Path of the report.json that an earlier run's test wrote. */
  readonly report?: string
  readonly reportRun: ReportRun
  readonly commitLock: LockCommit
  /** Old rows on the server to be marked as not valid. */
  readonly retire: readonly RetireRequest[]
  readonly folders: Workspace
  readonly log: Log
  readonly desk: Desk
  /** Aborts when the run is cancelled. */
  readonly signal: AbortSignal
}
