import type { Inputs } from '../runner/inputs.ts'
import type { Runner } from '../runner/runner.ts'
import type { Log } from './log.ts'
import type { Trigger } from './trigger.ts'
import type { Workspace } from './workspace.ts'

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
