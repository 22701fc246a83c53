import { PROXY_HINT } from '../net/proxy-refusal.ts'
import { CHECK } from '../net/trouble.ts'

/** What to do with an answer's status: take its body, try again, or give up in these words. */
export type StatusJudgement =
  | { readonly kind: 'take' }
  | { readonly kind: 'again'; readonly why: string }
  | { readonly kind: 'fail'; readonly why: string; readonly hint: string }

const PUBLIC = 'MedPerf downloads without a login: host the file where everybody can read it.'

const FAILURES: Readonly<Record<number, readonly [why: string, hint: string]>> = {
  401: ['the server asks for a login', PUBLIC],
  403: ['the server forbids it', PUBLIC],
  404: ['there is no such file on the server', CHECK],
  407: ['the proxy asks for a login', PROXY_HINT],
  410: ['the file is no longer on the server', 'Upload it again, to an address that stays.'],
}

/** Judges the status of a download's answer; `ranged`: the rest of the file was asked for, which it may no longer have. */
export function judgeStatus(status: number, ranged: boolean): StatusJudgement {
  if (status === 200 || (ranged && (status === 206 || status === 416))) return { kind: 'take' }
  const failure = FAILURES[status]
  if (failure !== undefined) return { kind: 'fail', why: `${failure[0]} (HTTP ${status})`, hint: failure[1] }
  if (status === 429) return { kind: 'again', why: 'the server is asked too often (HTTP 429)' }
  if (status === 408 || status >= 500) return { kind: 'again', why: `the server failed (HTTP ${status})` }
  return { kind: 'fail', why: `the server answered with HTTP ${status} instead of the file`, hint: CHECK }
}
