import { MedPerfError, type MedPerfErrorKind } from '../facts/error.ts'
import { PROXY_HINT, proxyRefusal } from './proxy.ts'

interface Known {
  readonly kind: MedPerfErrorKind
  readonly words: string
  readonly hint: string
  /** The request cannot have reached the server. */
  readonly unsent?: true
}

const DOWN =
  'Check `server`, whether the server is up, and the proxy where the runner’s `HTTPS_PROXY` names one.'
const UNTRUSTED =
  'If the server uses a certificate of its own authority, give that authority as `ca-file`; behind a proxy that opens TLS, the proxy’s.'

const tls = (words: string, hint = UNTRUSTED): Known => ({ kind: 'tls', words, hint, unsent: true })
const down = (words: string, hint = DOWN): Known => ({ kind: 'unreachable', words, hint, unsent: true })
const broken = (words: string): Known => ({ kind: 'unreachable', words, hint: 'Run it again.' })
const slow = (words: string): Known => ({
  kind: 'timeout',
  words,
  hint: 'Run it again when the server is less busy.',
})

const KNOWN: Readonly<Record<string, Known>> = {
  ECONNREFUSED: down('nothing listens there'),
  ENOTFOUND: down('the name is not known'),
  EAI_AGAIN: down('the name could not be looked up'),
  EHOSTUNREACH: down('the host cannot be reached'),
  ENETUNREACH: down('the network cannot be reached'),
  UND_ERR_CONNECT_TIMEOUT: { ...slow('no connection in time'), unsent: true },
  ECONNRESET: broken('the connection was cut'),
  EPIPE: broken('the connection was cut'),
  UND_ERR_SOCKET: broken('the connection was cut'),
  HPE_INVALID_CONSTANT: broken('what answers is not a web server'),
  UND_ERR_HEADERS_TIMEOUT: slow('no answer in time'),
  UND_ERR_BODY_TIMEOUT: slow('the answer stopped in the middle'),
  TimeoutError: slow('no answer in time'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: tls('its certificate is from an unknown authority'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: tls('its certificate is from an unknown authority'),
  UNABLE_TO_GET_ISSUER_CERT: tls('its certificate is from an unknown authority'),
  SELF_SIGNED_CERT_IN_CHAIN: tls('its certificate is from an unknown authority'),
  DEPTH_ZERO_SELF_SIGNED_CERT: tls('its certificate is signed by itself'),
  CERT_HAS_EXPIRED: tls(
    'its certificate has expired',
    'Renew the certificate, or correct this machine’s clock.',
  ),
  CERT_NOT_YET_VALID: tls('its certificate is not valid yet', 'Correct this machine’s clock.'),
  ERR_TLS_CERT_ALTNAME_INVALID: tls(
    'its certificate is for another name',
    'Use the name that is in the certificate.',
  ),
  ERR_SSL_WRONG_VERSION_NUMBER: tls('it does not speak TLS', 'Plain http is accepted for this machine only.'),
  EPROTO: tls('the TLS handshake failed'),
  UND_ERR_PRX_TLS: tls('the TLS handshake with the proxy failed'),
}

/** The error of a request that got no whole answer; for a write it is `uncertain` unless it cannot have arrived. */
export function networkError(method: string, url: string, cause: unknown): MedPerfError {
  const known = codesOf(cause)
    .map((code) => KNOWN[code])
    .find((entry) => entry !== undefined)
  const { kind, words, hint, unsent } =
    refusedByProxy(cause) ?? known ?? broken(`the connection failed (${codesOf(cause)[0] ?? 'unknown'})`)
  const uncertain = method !== 'GET' && unsent !== true
  return new MedPerfError(kind, `${method} ${url}: ${words}`, { hint, uncertain, cause })
}

function refusedByProxy(cause: unknown): Known | undefined {
  const status = proxyRefusal(cause)
  return status === undefined ? undefined : down(`the proxy opens no way there (HTTP ${status})`, PROXY_HINT)
}

/** Codes and names of an error and of its causes; messages stay out, they may quote what was sent. */
function codesOf(error: unknown): readonly string[] {
  const codes: string[] = []
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') codes.push(at.code)
    codes.push(at.name)
    if (at instanceof AggregateError) codes.push(...at.errors.flatMap(codesOf))
  }
  return codes
}
