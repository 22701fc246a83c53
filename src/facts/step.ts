import { ALL_TASKS } from './task.ts'

/** The steps of a check in their order; `run_script` takes the place of infer and evaluate where the model is an asset. */
export const STEP_NAMES = ['fetch', ...ALL_TASKS] as const
export type StepName = (typeof STEP_NAMES)[number]
