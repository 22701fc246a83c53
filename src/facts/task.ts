import type { Role } from './role.ts'

/** The tasks of a compatibility test, in MedPerf's order (docs/medperf.md 13.1). */
export const TASKS = ['prepare', 'sanity_check', 'statistics', 'infer', 'evaluate'] as const
export type TestTask = (typeof TASKS)[number]

/** With the task that takes the place of infer and evaluate where the model is an asset (docs/medperf.md 13.2). */
export const ALL_TASKS = [...TASKS, 'run_script'] as const
export type Task = (typeof ALL_TASKS)[number]

/** Whose container runs a task (docs/medperf.md 12.1). */
export const ROLE_OF: Readonly<Record<Task, Role>> = {
  prepare: 'data_preparator',
  sanity_check: 'data_preparator',
  statistics: 'data_preparator',
  infer: 'reference_model',
  evaluate: 'evaluator',
  run_script: 'evaluator',
}
