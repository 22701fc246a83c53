import { ALL_TASKS } from './task.ts'

/** The steps of a check in their order; no check has all of them. */
export const STEP_NAMES = ['fetch', ...ALL_TASKS] as const
export type StepName = (typeof STEP_NAMES)[number]
