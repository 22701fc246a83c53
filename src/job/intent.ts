import type { Standing } from './standing.ts'

/** What a run does: by itself what its event means, or one thing alone. */
export const MODES = ['auto', 'test', 'plan', 'submit'] as const
export type Mode = (typeof MODES)[number]

/** What this run means for the MedPerf server: nothing, to say what a merge would do, or to do it. */
export type Intent = 'test' | 'plan' | 'apply'

/** What is asked of a run. */
export interface Wish {
  readonly mode: Mode
  readonly dryRun: boolean
  /** Whether there is somebody to register as. */
  readonly hasCredential: boolean
}

/**
 * A pull request plans. What is on the branch that registers applies, where there is somebody to register as and it is no dry
 * run; a tag does not before somebody knows that it is.
 */
export function readIntent(standing: Standing, { mode, dryRun, hasCredential }: Wish): Intent {
  if (mode === 'test' || mode === 'plan') return mode
  if (standing.kind === 'open') return 'plan'
  if (standing.kind !== 'on' || !hasCredential) return dryRun ? 'plan' : 'test'
  return dryRun ? 'plan' : 'apply'
}
