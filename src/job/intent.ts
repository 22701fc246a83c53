import type { Trigger } from './trigger.ts'

/** What a run does: by itself what its event means, or one thing alone. */
export const MODES = ['auto', 'test', 'plan', 'submit'] as const
export type Mode = (typeof MODES)[number]

/** What this run means for the MedPerf server: nothing, to say what a merge would do, or to do it. */
export type Intent = 'test' | 'plan' | 'apply'

interface Wish {
  readonly mode: Mode
  readonly dryRun: boolean
  /** Whether there is somebody to register as. */
  readonly hasCredential: boolean
}

/**
 * A pull request plans. A push to the default branch, a tag, a merged pull request or somebody who starts the workflow by
 * hand applies, where there is somebody to register as and it is no dry run.
 */
export function readIntent(trigger: Trigger, { mode, dryRun, hasCredential }: Wish): Intent {
  if (mode === 'test' || mode === 'plan') return mode
  if (trigger.kind === 'pull_request' && trigger.merged === undefined) return 'plan'
  if (!isMerge(trigger) || !hasCredential) return dryRun ? 'plan' : 'test'
  return dryRun ? 'plan' : 'apply'
}

/** Whether the event is one that registers. */
export function isMerge(trigger: Trigger): boolean {
  switch (trigger.kind) {
    case 'pull_request':
      return trigger.merged !== undefined
    case 'push':
      return trigger.defaultBranch || trigger.ref.startsWith('refs/tags/')
    case 'other':
      return trigger.name === 'workflow_dispatch'
  }
}
