import { PROXY_HINT, proxyRefusal } from './proxy.ts'

/** What to do with an answer's status: take its body, try again, or give up in these words. */
export type Judgement =
  | { readonly kind: 'take' }
  | { readonly kind: 'again'; readonly why: string }
  | { readonly kind: 'fail'; readonly why: string; readonly hint: string }

const CHECK =
  'Open the address in a private browser window, or try `curl -fLO` with it: MedPerf needs the file itself, without a login.'
const PUBLIC = 'MedPerf downloads without a login: host the file where everybody can read it.'

const FAILURES: Readonly<Record<number, readonly [why: string, hint: string]>> = {
  401: ['the server asks for a login', PUBLIC],
  403: ['the server forbids it', PUBLIC],
  404: ['there is no such file on the server', CHECK],
  407: ['the proxy asks for a login', PROXY_HINT],
  410: ['the file is no longer on the server', 'Upload it again, to an address that stays.'],
}

/** Judges the status of a download's answer; `ranged`: the rest of the file was asked for, which it may no longer have. */
export function judgeStatus(status: number, ranged: boolean): Judgement {
  if (status === 200 || (ranged && (status === 206 || status === 416))) return { kind: 'take' }
  const failure = FAILURES[status]
  if (failure !== undefined) return { kind: 'fail', why: `${failure[0]} (HTTP ${status})`, hint: failure[1] }
  if (status === 429) return { kind: 'again', why: 'the server is asked too often (HTTP 429)' }
  if (status === 408 || status >= 500) return { kind: 'again', why: `the server failed (HTTP ${status})` }
  return { kind: 'fail', why: `the server answered with HTTP ${status} instead of the file`, hint: CHECK }
}

const PASSING: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection was lost',
  EPIPE: 'the connection was lost',
  UND_ERR_SOCKET: 'the connection was lost',
  HPE_INVALID_EOF_STATE: 'the connection was lost',
  ECONNREFUSED: 'the server refuses connections',
  ETIMEDOUT: 'the server does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'the server does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'the server does not answer',
  UND_ERR_BODY_TIMEOUT: 'the server has stopped sending',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the server sent less or more than it announced',
  EAI_AGAIN: 'the name of the server cannot be resolved at present',
  EHOSTUNREACH: 'the server cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ENETDOWN: 'the network cannot be reached',
}

/** What is wrong with a connection, where trying again can help; undefined where it cannot. */
export function passingTrouble(error: unknown): string | undefined {
  const refusal = proxyRefusal(error) ?? 0
  return refusal < 500 ? PASSING[codeOf(error)] : `the proxy failed (HTTP ${refusal})`
}

/** What is wrong with a connection for good, and what to do. */
export function lastingTrouble(error: unknown): { readonly why: string; readonly hint: string } {
  const refusal = proxyRefusal(error)
  if (refusal !== undefined)
    return { why: `the proxy opens no way there (HTTP ${refusal})`, hint: PROXY_HINT }
  const code = codeOf(error)
  if (code === 'ENOTFOUND')
    return { why: 'there is no server of that name', hint: 'Correct the host in the URL.' }
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|HOSTNAME_MISMATCH|^ERR_SSL/.test(code)) {
    return {
      why: `the server's certificate is not trusted (${code})`,
      hint: 'For a certificate of your own, set `NODE_EXTRA_CA_CERTS` on the runner to a file that holds it.',
    }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { why: code === '' ? message : `${message} (${code})`, hint: CHECK }
}

/** An error's code, or that of its cause. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}
