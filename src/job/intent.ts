import { hasCredential } from '../lookup/credential.ts'
import type { Job } from './job.ts'

/** What this run means for the MedPerf server: nothing, to say what a merge would do, or to do it. */
export type Intent = 'test' | 'plan' | 'apply'

/**
 * A pull request plans. A push to the default branch, a tag, a merged pull request or somebody who starts the workflow by
 * hand applies, where there is somebody to register as and `dry-run` is off.
 */
export function intentOf({ inputs, trigger }: Pick<Job, 'inputs' | 'trigger'>): Intent {
  if (inputs.mode === 'test') return 'test'
  if (trigger.kind === 'pull_request' && trigger.merged === undefined) return 'plan'
  if (!isMerge(trigger) || !hasCredential(inputs)) return inputs.dryRun ? 'plan' : 'test'
  return inputs.dryRun ? 'plan' : 'apply'
}

/** Whether the event is one that registers. */
export function isMerge(trigger: Job['trigger']): boolean {
  switch (trigger.kind) {
    case 'pull_request':
      return trigger.merged !== undefined
    case 'push':
      return trigger.defaultBranch || trigger.ref.startsWith('refs/tags/')
    case 'other':
      return trigger.name === 'workflow_dispatch'
  }
}
