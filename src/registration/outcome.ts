import { StepFailure } from '../failure.ts'
import type { Failure, Report } from '../report/report.ts'
import type { Registration, Written } from './register.ts'

/** A registration that did not happen, or only in part. */
export interface Unregistered {
  readonly kind: 'failed'
  /** Why, in one sentence. */
  readonly message: string
  /** What to do. */
  readonly hint?: string
  /** What is on the server all the same. */
  readonly written: readonly Written[]
  /** Fails the job; absent where the verdict of the report does. */
  readonly error?: Error
}

/** What became of a registration. */
export type Registered = { readonly kind: 'done'; readonly registration: Registration } | Unregistered

/** A merge that came to no registration, for a reason that is in the report too. */
export const notRegistered = ({ message, hint }: Pick<Failure, 'message' | 'hint'>): Unregistered => ({
  ...{ kind: 'failed', message, written: [] },
  ...(hint === undefined ? {} : { hint }),
})

/** A merge of something that is not valid, or did not pass its test. */
export const notPassed = ({ verdict, reason, hint }: Report): Unregistered => {
  const what = verdict === 'invalid' ? 'the benchmark is not valid' : 'the test did not pass'
  return notRegistered({ message: `${what}: ${reason}`, ...(hint === undefined ? {} : { hint }) })
}

/** A registration that an error ended, with what was written before. */
export function brokenOff(cause: unknown, written: readonly Written[]): Unregistered {
  const { message, hint } = reasonOf(cause)
  const error = jobError('Nothing more was registered', cause)
  return { ...notRegistered({ message, ...(hint === undefined ? {} : { hint }) }), written, error }
}

/** What fails the job because of another error: what it means, why, and in a second line what to do. */
export function jobError(what: string, cause: unknown): Error {
  const { message, hint } = reasonOf(cause)
  return new Error(`${what}: ${message}${hint === undefined ? '' : `\n${hint}`}`, { cause })
}

/** Why, and what to do. */
export function reasonOf(cause: unknown): { readonly message: string; readonly hint?: string | undefined } {
  if (cause instanceof StepFailure) return cause.failure
  if (!(cause instanceof Error)) return { message: String(cause) }
  const hint = 'hint' in cause && typeof cause.hint === 'string' ? cause.hint : undefined
  return { message: cause.message, hint }
}

/** What fails the job once everybody was told; undefined for a registration that is whole. */
export function errorOf(registered: Registered): Error | undefined {
  if (registered.kind === 'failed') return registered.error
  const { problem } = registered.registration
  return problem && jobError('Everything is registered, but not everything retired', problem)
}
