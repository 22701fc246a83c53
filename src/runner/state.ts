import type { Leftovers } from '../job/desk.ts'
import { MOST_SETTINGS } from '../yaml/bound.ts'
import { parsePlainJson } from '../yaml/json.ts'

/** What `main` has to have made before it wrote it down; the runner gives it to `post` in `STATE_*`. */
export const LEFT = 'cleanup'

/** The code of a sign-in that is shown somewhere. */
export const SIGN_IN = 'sign-in'

const stateOf = (environment: NodeJS.ProcessEnv, name: string) => environment[`STATE_${name}`] ?? ''

/** What an earlier run of `main` left to do; undefined when there is nothing. */
export function readLeftovers(environment: NodeJS.ProcessEnv): Leftovers | undefined {
  const text = stateOf(environment, LEFT)
  return text === '' ? undefined : (parsePlainJson(text, MOST_SETTINGS) as Leftovers)
}

/** The code that is still shown where `main` ended while it waited for a sign-in. */
export const readShownCode = (environment: NodeJS.ProcessEnv): string | undefined =>
  stateOf(environment, SIGN_IN) || undefined
