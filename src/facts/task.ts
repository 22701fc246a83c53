import type { Role } from './role.ts'

/** The tasks of a compatibility test whose model is a container, in MedPerf's order (docs/medperf.md 13.1). */
export const TASKS = ['prepare', 'sanity_check', 'statistics', 'infer', 'evaluate'] as const
export type TestTask = (typeof TASKS)[number]

/** With the one that runs a model that is files alone; no benchmark has all of them (docs/medperf.md 13.1). */
export const ALL_TASKS = ['prepare', 'sanity_check', 'statistics', 'infer', 'run_script', 'evaluate'] as const
export type Task = (typeof ALL_TASKS)[number]

/** Whether a name is that of a task. */
export const isTask = (name: string): name is Task => ALL_TASKS.some((task) => task === name)

/** Whose container has a task, each in its own place (docs/medperf.md 12.1). */
export const ROLE_OF: Readonly<Record<Task, Role>> = {
  prepare: 'data_preparator',
  sanity_check: 'data_preparator',
  statistics: 'data_preparator',
  infer: 'reference_model',
  run_script: 'benchmark_script',
  evaluate: 'evaluator',
}

/**
 * Whose container runs a task in a benchmark of these parts. A script may be written as the evaluator, which was its only place
 * before there was another; it keeps that role in reports, locks and outputs.
 */
export const findRole = (parts: Readonly<Partial<Record<Role, unknown>>>, task: Task): Role =>
  task === 'run_script' && parts.benchmark_script === undefined ? 'evaluator' : ROLE_OF[task]
