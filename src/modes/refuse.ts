import { ExpectedError } from '../facts/error.ts'
import type { Trigger } from '../job/trigger.ts'

/**
 * Events whose commit is the code that they are about, and which give no secrets to a fork's. All others run with the
 * repository's secrets on its default branch, so that whoever wants a stranger's code there has fetched it
 * (docs.github.com, events that trigger workflows).
 */
const OWN_CODE: readonly string[] = [
  'no event',
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'merge_group',
  'push',
  'release',
  'schedule',
  'workflow_dispatch',
]

/** Events that were made for looking at a stranger's code with secrets at hand. */
const ABOUT_STRANGERS: readonly string[] = ['pull_request_target', 'workflow_run']

/** How much an action may do on an event: one that can start containers, or may be told to all the same, or none. */
export type Privilege = 'containers' | 'any containers' | 'no containers'

/** Throws an ExpectedError where a run refuses its event: one that holds secrets, beside code that may be a stranger's. */
export function refuseEvent(trigger: Trigger, privilege: Privilege): void {
  const name = trigger.kind === 'other' ? trigger.name : trigger.kind
  const isAllowed =
    privilege === 'any containers' ||
    (privilege === 'containers' ? OWN_CODE.includes(name) : !ABOUT_STRANGERS.includes(name))
  if (isAllowed) return
  throw new ExpectedError(
    'blocked',
    `The event ${name} gives secrets to code that may be a stranger's, so this action does not run on it`,
    {
      code: 'event-with-secrets',
      hint: 'Use `on: pull_request`; for code of your own there are `push`, `schedule` and `workflow_dispatch`.',
    },
  )
}
