import { ExpectedError } from '../facts/error.ts'
import type { Trigger } from '../job/trigger.ts'

/** Events with the base repository's secrets, whatever code they were made to look at. */
export const SECRET_EVENTS: readonly string[] = ['pull_request_target', 'workflow_run']

/** Throws an ExpectedError where a mode refuses to run on the event. */
export function refuseEvent(trigger: Trigger, refused: readonly string[]): void {
  if (trigger.kind !== 'other' || !refused.includes(trigger.name)) return
  throw new ExpectedError(
    'blocked',
    `The event ${trigger.name} gives secrets to the code of strangers, so this action does not run on it. Use \`on: pull_request\`.`,
  )
}
