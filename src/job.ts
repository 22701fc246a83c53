import type { Inputs } from './inputs.ts'
import type { Log } from './log.ts'
import type { Runner } from './runner.ts'
import type { Workspace } from './steps/workspace.ts'
import type { Trigger } from './trigger.ts'

/** The job this run is part of, as every mode sees it. */
export interface Job {
  readonly inputs: Inputs
  readonly runner: Runner
  readonly trigger: Exclude<Trigger, { kind: 'refused' }>
  readonly folders: Workspace
  readonly log: Log
  /** Aborts when the run is cancelled. */
  readonly signal: AbortSignal
}
