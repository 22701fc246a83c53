import { FAILURE_KINDS, type FailureKind, type FilePlace, type ToldFailure } from './failure.ts'
import { known } from './known.ts'

/** What can be expected to go wrong besides a step: between a run and a server, a registry or a sign-in, or in what it was given. */
export const ERROR_KINDS = [
  ...FAILURE_KINDS,
  'input', // an address, option or body that cannot be sent
  'unreachable', // no connection, or it broke
  'tls', // the certificate is not trusted
  'token', // 401
  'permission', // 403
  'refused', // 400 and other 4xx
  'missing', // 404
  'answer', // JSON that is not what docs/medperf.md says
  'changed', // somebody else wrote between a look and a write
  'blocked', // the plan forbids it
  'lock', // benchmark.lock.json disagrees with the server
  'login', // the sign-in failed
  'registry', // a container registry refused
] as const
export type ErrorKind = (typeof ERROR_KINDS)[number]

/** What is told of an error besides; an error without a word about what to do does not compile. */
export interface ErrorFacts extends ErrorOptions {
  /** Finer than the kind, such as `unknown-key`; stable. */
  readonly code?: string
  readonly hint: string
  /** Of an HTTP answer. */
  readonly status?: number | undefined
  /** The server's own sentences. */
  readonly reasons?: readonly string[]
  /** The line of the user's file that is to blame. */
  readonly place?: FilePlace | undefined
  /** Whether the request may have been carried out although no answer says so. */
  readonly uncertain?: boolean
}

/**
 * Something that is expected to go wrong: it is told to people in these words and never as a stack trace. `message` says what
 * and where, `hint` what to do; neither holds a secret.
 */
export class ExpectedError extends Error {
  readonly code: string
  readonly kind: ErrorKind
  readonly hint: string
  declare readonly status?: number
  declare readonly place?: FilePlace
  readonly reasons: readonly string[]
  readonly uncertain: boolean

  constructor(kind: ErrorKind, message: string, facts: ErrorFacts) {
    const { code = kind, hint, status, reasons = [], place, uncertain = false, cause } = facts
    super(message, known({ cause }))
    this.name = 'ExpectedError'
    this.kind = kind
    this.code = code
    this.reasons = reasons
    this.uncertain = uncertain
    this.hint = hint
    if (status !== undefined) this.status = status
    if (place !== undefined) this.place = place
  }
}

/** The code that the system or Node gave an error, such as `ENOENT`; undefined where it has none, as ours. */
export const readCode = (error: unknown): string | undefined =>
  error instanceof Error &&
  !(error instanceof ExpectedError) &&
  'code' in error &&
  typeof error.code === 'string'
    ? error.code
    : undefined

/** Whether a step can fail in this way. */
export const isFailureKind = (kind: ErrorKind): kind is FailureKind =>
  FAILURE_KINDS.some((one) => one === kind)

/** An expected error as the failure of a step; what is no kind of those has to do with a server. */
export function toFailure(
  error: Pick<ExpectedError, 'kind' | 'message' | 'hint' | 'code'> & { readonly place?: FilePlace },
): ToldFailure {
  const { kind, message, hint, place } = error
  const said = { ...known({ message, code: error.code === kind ? undefined : error.code }), hint }
  const parts = place === undefined ? undefined : [{ ...said, ...place }]
  return known({ kind: isFailureKind(kind) ? kind : 'server', ...said, parts })
}
