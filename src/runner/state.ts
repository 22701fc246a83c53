import * as core from '@actions/core'
import type { EngineCommand } from '../engines/choose.ts'

/** What `post` must know to clean up after a run that was killed. */
export interface State {
  readonly label: string
  readonly folders: readonly string[]
  /** What runs the containers; absent before it was chosen. */
  readonly engine?: EngineCommand
  /** Images that can give back files of a foreign user. */
  readonly images: readonly string[]
  /** Images that were decrypted, and must not stay. */
  readonly decrypted: readonly string[]
}

const KEY = 'cleanup'

/** Writes down what is about to be made; has to happen before it is made. */
export const saveState = (state: State): void => core.saveState(KEY, state)

/** Tells `post` that nothing is left to do. */
export const clearState = (): void => core.saveState(KEY, '')

/** What an earlier run of `main` left to do; undefined when there is nothing. */
export function readState(): State | undefined {
  const text = core.getState(KEY)
  return text === '' ? undefined : JSON.parse(text)
}

const SIGN_IN = 'sign-in'

/** Tells `post` whether link and code of a sign-in are shown somewhere. */
export const saveWaiting = (isWaiting: boolean): void => core.saveState(SIGN_IN, isWaiting ? 'waiting' : '')

/** Whether `main` ended while it waited for a sign-in. */
export const readWaiting = (): boolean => core.getState(SIGN_IN) === 'waiting'
