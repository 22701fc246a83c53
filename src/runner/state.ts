import type { Leftovers } from '../job/desk.ts'
import { MOST_SETTINGS } from '../yaml/bound.ts'
import { parsePlainJson } from '../yaml/json.ts'

/** What `main` has to have made before it wrote it down; the runner gives it to `post` in `STATE_*`. */
export const LEFT = 'cleanup'

/** Whether address and code of a sign-in are shown somewhere. */
export const SIGN_IN = 'sign-in'
export const WAITING = 'waiting'

const stateOf = (environment: NodeJS.ProcessEnv, name: string) => environment[`STATE_${name}`] ?? ''

/** What an earlier run of `main` left to do; undefined when there is nothing. */
export function readLeftovers(environment: NodeJS.ProcessEnv): Leftovers | undefined {
  const text = stateOf(environment, LEFT)
  return text === '' ? undefined : (parsePlainJson(text, MOST_SETTINGS) as Leftovers)
}

/** Whether `main` ended while it waited for a sign-in. */
export const isSignInShown = (environment: NodeJS.ProcessEnv): boolean =>
  stateOf(environment, SIGN_IN) === WAITING
