import { known } from './known.ts'

export const MEDPERF_ERROR_KINDS = [
  'input', // an address, option or body that cannot be sent
  'unreachable', // no connection, or it broke
  'tls', // the certificate is not trusted
  'timeout',
  'token', // 401
  'permission', // 403
  'refused', // 400 and other 4xx
  'missing', // 404
  'server', // 5xx, or an HTML page where JSON belongs
  'answer', // JSON that is not what docs/medperf.md says
  'changed', // somebody else wrote between a look and a write
  'blocked', // the plan forbids it
  'lock', // benchmark.lock.json disagrees with the server
  'login', // the sign-in failed
  'registry', // a container registry refused
] as const
export type MedPerfErrorKind = (typeof MEDPERF_ERROR_KINDS)[number]

export interface MedPerfErrorOptions extends ErrorOptions {
  readonly hint?: string
  readonly status?: number
  /** The server's own sentences. */
  readonly reasons?: readonly string[]
  /** Whether the request may have been carried out although no answer says so. */
  readonly uncertain?: boolean
}

/** An expected failure of talking to MedPerf: `message` says what and where, `hint` what to do; neither holds a secret. */
export class MedPerfError extends Error {
  readonly kind: MedPerfErrorKind
  declare readonly hint?: string
  declare readonly status?: number
  readonly reasons: readonly string[]
  readonly uncertain: boolean

  constructor(kind: MedPerfErrorKind, message: string, options: MedPerfErrorOptions = {}) {
    super(message, known({ cause: options.cause }))
    this.name = 'MedPerfError'
    this.kind = kind
    this.reasons = options.reasons ?? []
    this.uncertain = options.uncertain ?? false
    if (options.hint !== undefined) this.hint = options.hint
    if (options.status !== undefined) this.status = options.status
  }
}
