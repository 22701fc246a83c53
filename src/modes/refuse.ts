import type { Trigger } from '../job/trigger.ts'

// Both run with the base repository's secrets, whatever code they were made to look at.
const REFUSED = ['pull_request_target', 'workflow_run']

/** Throws where the event gives secrets to the code of strangers. */
export function refuseEvent(trigger: Trigger): void {
  if (trigger.kind !== 'other' || !REFUSED.includes(trigger.name)) return
  throw new Error(
    `The event ${trigger.name} gives secrets to the code of strangers, so this action does not run on it. Use \`on: pull_request\`.`,
  )
}
