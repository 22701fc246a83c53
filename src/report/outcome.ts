import { ExpectedError } from '../facts/error.ts'
import type { Failure } from '../facts/failure.ts'
import { known } from '../facts/known.ts'
import type { Parts } from '../facts/role.ts'
import type { Lock } from '../medperf/plan/lock/lock.ts'
import type { Next } from '../medperf/plan/next.ts'
import type { Retirable } from '../medperf/plan/retire/list.ts'
import type { Approval, State } from '../medperf/rows.ts'
import type { ContentKind } from '../medperf/rules.ts'
import type { Report } from './report.ts'

/** A registered part as it is on the server. */
export interface RegisteredPart {
  readonly uid: number
  readonly kind: ContentKind
  /** Of the container or asset itself; the same as `uid` unless the part is a model. */
  readonly content: number
  readonly name: string
  readonly state: State
}

/** What the server holds after a registration. */
export interface Applied {
  readonly benchmark: {
    readonly uid: number
    readonly name: string
    readonly state: State
    readonly approval: Approval
  }
  readonly components: Parts<RegisteredPart>
  /** Who has to act now. */
  readonly next: Next
  /** Rows under this benchmark's names on which nothing stands any more; they can be retired on request. */
  readonly stray: readonly Retirable[]
  /** The writes of this run; empty where there was nothing to do. */
  readonly steps: readonly object[]
  readonly lock: Lock
}

/** One write that is on the server. */
export interface Written {
  readonly object: string
  readonly name: string
  readonly uid: number
}

/** A registration, and the file that remembers it. */
export interface Registration {
  readonly applied: Applied
  /** Absolute path of benchmark.lock.json in the report's folder. */
  readonly lockFile: string
  /** Old rows that were marked as not valid, as the input `retire` asks. */
  readonly retired: readonly Retirable[]
  /** Why not all of them were. */
  readonly problem?: Error
}

/** A registration that did not happen, or only in part. */
export interface Unregistered {
  readonly kind: 'failed'
  /** Why, in one sentence. */
  readonly message: string
  /** What to do. */
  readonly hint?: string
  /** What is on the server all the same. */
  readonly written: readonly Written[]
  /** Nobody can tell whether the last request was carried out as it was sent. */
  readonly isOpen?: true
  /** Fails the job; absent where the verdict of the report does. */
  readonly error?: Error
}

/** What became of a registration. */
export type Registered = { readonly kind: 'done'; readonly registration: Registration } | Unregistered

/** A merge that came to no registration, for a reason that is in the report too. */
export const refuseRegistration = ({ message, hint }: Pick<Failure, 'message' | 'hint'>): Unregistered =>
  known({ kind: 'failed', message, written: [], hint })

/** A merge of something that is not valid, or did not pass its test. */
export const refuseUntested = ({ verdict, reason, hint }: Report): Unregistered => {
  const what = verdict === 'invalid' ? 'the benchmark is not valid' : 'the test did not pass'
  return refuseRegistration(known({ message: `${what}: ${reason}`, hint }))
}

/** A registration that an error ended, with what was written before. */
export function breakOff(cause: unknown, written: readonly Written[]): Unregistered {
  const { message, hint } = explainCause(cause)
  const isOpen = cause instanceof ExpectedError && (cause.uncertain || cause.code === NOT_AS_SENT)
  const what = written.length === 0 ? 'Nothing was registered' : 'Nothing more was registered'
  const error = makeJobError(isOpen ? 'The registration broke off' : what, cause)
  return {
    ...refuseRegistration(known({ message, hint })),
    ...known({ written, error, isOpen: isOpen || undefined }),
  }
}

/** The code of an error about a row that was written, and does not hold what was sent. */
export const NOT_AS_SENT = 'not-as-sent'

/** What fails the job because of another error: what it means, why, and in a second line what to do. */
export function makeJobError(what: string, cause: unknown): Error {
  const { message, hint } = explainCause(cause)
  return new Error(`${what}: ${message}${hint === undefined ? '' : `\n${hint}`}`, { cause })
}

/** Why, and what to do. */
export function explainCause(cause: unknown): {
  readonly message: string
  readonly hint?: string | undefined
} {
  if (cause instanceof ExpectedError) return cause
  return { message: cause instanceof Error ? cause.message : String(cause) }
}

/** What fails the job once everybody was told; undefined for a registration that is whole. */
export function findJobError(registered: Registered): Error | undefined {
  if (registered.kind === 'failed') return registered.error
  const { problem, retired } = registered.registration
  const what = retired.length === 0 ? 'nothing was retired' : 'not everything was retired'
  return problem && makeJobError(`Everything is registered, but ${what}`, problem)
}
