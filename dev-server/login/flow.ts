import type { OwnKey } from '../auth/own-key.ts'
import type { Answer } from '../http/answer.ts'
import { jsonAnswer } from '../http/answer.ts'
import type { Store } from '../store/store.ts'

/** What the imitation of Auth0 works with. */
export interface Login {
  readonly store: Store
  readonly key: OwnKey
  /** Seconds between two polls. */
  readonly interval: number
  /** Seconds until a device code runs out. */
  readonly expiry: number
  /** Seconds that an access token lives. */
  readonly lifetime: number
}

/** The fields of a form or JSON body. */
export type Fields = ReadonlyMap<string, string>

/** Now, in milliseconds, as SQLite keeps it. */
export const now = (): bigint => BigInt(Date.now())

/** An error as OAuth words it. */
export const oauthError = (status: number, error: string, description: string): Answer =>
  jsonAnswer(status, { error, error_description: description })
