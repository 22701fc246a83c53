import { readCode } from '../facts/error.ts'
import { plainLine } from '../words/text.ts'
import { explainRefusedAddress, findRefusedAddress } from './guard.ts'
import { DeadProxy, WrongProxy } from './named-proxy.ts'
import { PROXY_HINT, readProxyRefusal } from './proxy-refusal.ts'

/** Why the server that `server` names gave no whole answer. */
export interface ServerTrouble {
  readonly kind: 'unreachable' | 'timeout' | 'tls'
  readonly why: string
  readonly hint: string
  /** The request cannot have reached the server. */
  readonly unsent: boolean
}

/** Why whoever has a file or an image gave no whole answer. */
export interface FileTrouble {
  readonly why: string
  readonly hint: string
  /** Whether trying again can help. */
  readonly passes: boolean
  /** Whether it is the machine's proxy that is to blame, and not where the file is. */
  readonly isOfProxy?: true
}

const DOWN =
  'Check `server`, whether the server is up, and the proxy where the runner’s `HTTPS_PROXY` names one.'
const UNTRUSTED =
  'If the server uses a certificate of its own authority, give that authority as `ca-file`; behind a proxy that opens TLS, the proxy’s.'
/** What to do where an address does not give the file. */
export const CHECK =
  'Open the address in a private browser window, or try `curl -fLO` with it: MedPerf needs the file itself, without a login.'

const tls = (why: string, hint = UNTRUSTED): ServerTrouble => ({ kind: 'tls', why, hint, unsent: true })
const down = (why: string, hint = DOWN): ServerTrouble => ({ kind: 'unreachable', why, hint, unsent: true })
const cut = (why: string): ServerTrouble => ({
  kind: 'unreachable',
  why,
  hint: 'Run it again.',
  unsent: false,
})
const slow = (why: string, unsent = false): ServerTrouble => ({
  kind: 'timeout',
  why,
  hint: 'Run it again when the server is less busy.',
  unsent,
})
const passing = (why: string): FileTrouble => ({ why, hint: 'Run the job again later.', passes: true })
const lasting = (why: string, hint: string): FileTrouble => ({ why, hint, passes: false })

const UNKNOWN_AUTHORITY = 'its certificate is from an unknown authority'

/** What a code, or the name of an error without one, means; a column that is missing has words for every code. */
const TABLE: Readonly<Record<string, { readonly server?: ServerTrouble; readonly file?: FileTrouble }>> = {
  ECONNREFUSED: { server: down('nothing listens there'), file: passing('the server refuses connections') },
  ENOTFOUND: {
    server: down('the name is not known'),
    file: lasting('there is no server of that name', 'Correct the host in the URL.'),
  },
  EAI_AGAIN: {
    server: down('the name could not be looked up'),
    file: passing('the name of the server cannot be resolved at present'),
  },
  EHOSTUNREACH: {
    server: down('the host cannot be reached'),
    file: passing('the server cannot be reached'),
  },
  ENETUNREACH: {
    server: down('the network cannot be reached'),
    file: passing('the network cannot be reached'),
  },
  ENETDOWN: { file: passing('the network cannot be reached') },
  ECONNRESET: { server: cut('the connection was cut'), file: passing('the connection was lost') },
  EPIPE: { server: cut('the connection was cut'), file: passing('the connection was lost') },
  UND_ERR_SOCKET: { server: cut('the connection was cut'), file: passing('the connection was lost') },
  HPE_INVALID_EOF_STATE: { file: passing('the connection was lost') },
  HPE_INVALID_CONSTANT: { server: cut('what answers is not a web server') },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { file: passing('the server sent less or more than it announced') },
  ETIMEDOUT: { file: passing('the server does not answer') },
  TimeoutError: { server: slow('no answer in time'), file: passing('the server does not answer') },
  UND_ERR_CONNECT_TIMEOUT: {
    server: slow('no connection in time', true),
    file: passing('the server does not answer'),
  },
  UND_ERR_HEADERS_TIMEOUT: {
    server: slow('no answer in time'),
    file: passing('the server does not answer'),
  },
  UND_ERR_BODY_TIMEOUT: {
    server: slow('the answer stopped in the middle'),
    file: passing('the server has stopped sending'),
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { server: tls(UNKNOWN_AUTHORITY) },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { server: tls(UNKNOWN_AUTHORITY) },
  UNABLE_TO_GET_ISSUER_CERT: { server: tls(UNKNOWN_AUTHORITY) },
  SELF_SIGNED_CERT_IN_CHAIN: { server: tls(UNKNOWN_AUTHORITY) },
  DEPTH_ZERO_SELF_SIGNED_CERT: { server: tls('its certificate is signed by itself') },
  CERT_HAS_EXPIRED: {
    server: tls('its certificate has expired', 'Renew the certificate, or correct this machine’s clock.'),
  },
  CERT_NOT_YET_VALID: {
    server: tls('its certificate is not valid yet', 'Correct this machine’s clock.'),
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    server: tls('its certificate is for another name', 'Use the name that is in the certificate.'),
  },
  ERR_SSL_WRONG_VERSION_NUMBER: {
    server: tls('it does not speak TLS', 'Plain http is accepted for this machine only.'),
  },
  EPROTO: { server: tls('the TLS handshake failed') },
  UND_ERR_PRX_TLS: { server: tls('the TLS handshake with the proxy failed') },
}

/** Why a connection to a proxy failed, after its name. */
const OF_PROXY: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  ENOTFOUND: 'has a name that is not known',
  EAI_AGAIN: 'has a name that could not be looked up',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached',
  ETIMEDOUT: 'does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'does not answer',
  ECONNRESET: 'cuts the connection',
  EPIPE: 'cuts the connection',
  UND_ERR_SOCKET: 'cuts the connection',
}

/** What is wrong with the proxy by way of which a server was to be asked; undefined for every other error. */
export function explainProxyTrouble(
  error: unknown,
): Pick<FileTrouble, 'why' | 'hint' | 'passes'> | undefined {
  const found = findProxyError(error)
  if (found instanceof WrongProxy) return { why: found.message, hint: found.hint, passes: false }
  if (found === undefined) return undefined
  const { variable, host, cause } = found
  const codes = listCodes(cause)
  const what = codes.map((code) => OF_PROXY[code]).find((words) => words !== undefined)
  return {
    why: `the proxy ${plainLine(host, 200)}, which \`${variable}\` of the runner names, ${what ?? `cannot be connected to (${codes[0] ?? 'unknown'})`}`,
    hint: `Correct \`${variable}\`, see to it that the proxy is up, or add the host to \`NO_PROXY\`.`,
    passes: !codes.includes('ENOTFOUND'),
  }
}

function findProxyError(error: unknown, depth = 0): WrongProxy | DeadProxy | undefined {
  if (error instanceof WrongProxy || error instanceof DeadProxy) return error
  return error instanceof Error && depth < 5 ? findProxyError(error.cause, depth + 1) : undefined
}

/** What to say about an error of the network to somebody who named the server. */
export function explainServerTrouble(error: unknown): ServerTrouble {
  const proxy = explainProxyTrouble(error)
  if (proxy !== undefined) return down(proxy.why, proxy.hint)
  const refusal = readProxyRefusal(error)
  if (refusal !== undefined) return down(`the proxy opens no way there (HTTP ${refusal})`, PROXY_HINT)
  const codes = listCodes(error)
  const found = codes.map((code) => TABLE[code]?.server).find((trouble) => trouble !== undefined)
  return found ?? cut(`the connection failed (${codes[0] ?? 'unknown'})`)
}

/** What to say about an error of the network to somebody who wants a file or an image. */
export function explainFileTrouble(error: unknown): FileTrouble {
  const refused = findRefusedAddress(error)
  if (refused !== undefined) return { ...explainRefusedAddress(refused), passes: false }
  const proxy = explainProxyTrouble(error)
  if (proxy !== undefined) return { ...proxy, isOfProxy: true }
  const refusal = readProxyRefusal(error)
  if (refusal !== undefined && refusal >= 500) return passing(`the proxy failed (HTTP ${refusal})`)
  if (refusal !== undefined) return lasting(`the proxy opens no way there (HTTP ${refusal})`, PROXY_HINT)
  const code = findCode(error)
  const found = TABLE[code ?? (error instanceof Error ? error.name : '')]?.file
  return found ?? explainOther(error, code ?? '')
}

function explainOther(error: unknown, code: string): FileTrouble {
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|HOSTNAME_MISMATCH|^ERR_SSL/.test(code)) {
    return lasting(
      `the server's certificate is not trusted (${code})`,
      'For a certificate of your own, set `NODE_EXTRA_CA_CERTS` on the runner to a file that holds it.',
    )
  }
  const message = error instanceof Error ? error.message : String(error)
  return lasting(code === '' ? message : `${message} (${code})`, CHECK)
}

/** Codes and names of an error and of its causes; messages stay out, they may quote what was sent. */
function listCodes(error: unknown, depth = 0): readonly string[] {
  if (!(error instanceof Error) || depth === 5) return []
  const code = readCode(error) ?? []
  const parts = error instanceof AggregateError ? error.errors : []
  return [
    code,
    error.name,
    ...parts.map((part) => listCodes(part, depth + 1)),
    listCodes(error.cause, depth + 1),
  ].flat()
}

/** An error's code, or that of its cause. */
function findCode(error: unknown): string | undefined {
  return error instanceof Error ? (readCode(error) ?? findCode(error.cause)) : undefined
}
