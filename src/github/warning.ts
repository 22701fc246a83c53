import { explainProxyTrouble } from '../net/trouble.ts'
import { plainLine } from '../words/text.ts'
import { hideTokens } from '../words/tokens.ts'

/** What went wrong while telling people; the caller prints it as a warning and goes on. */
export interface Warning {
  readonly warning: string
}

/** A repository and the means to talk to it. */
export interface RepositoryName {
  readonly owner: string
  readonly repo: string
}

/** The HTTP status of an error of octokit's; undefined for anything else. */
export function readStatus(error: unknown): number | undefined {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  return typeof status === 'number' ? status : undefined
}

/** An error of the API in one line: status and the server's own words, never a header or a token. */
export function describeApiError(error: unknown): string {
  const status = readStatus(error)
  const words = hideTokens(messageOf(error))
  const isPage = /<html|<!doctype/i.test(words)
  const text = plainLine(isPage ? 'a page instead of an answer' : words, 300)
  return status === undefined || isConnection(error) ? text : `HTTP ${status}, ${text}`
}

// The answer's own message; octokit's adds addresses of the documentation to it.
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const data = 'response' in error ? (error.response as { data?: unknown } | undefined)?.data : undefined
  if (typeof data === 'string' && data !== '') return data
  if (typeof data !== 'object' || data === null || !('message' in data)) return error.message
  const errors = 'errors' in data && Array.isArray(data.errors) ? data.errors : []
  const details = errors.map((one: { message?: unknown } | string) =>
    typeof one === 'string' ? one : one?.message,
  )
  return [data.message, ...details].filter((part) => typeof part === 'string' && part !== '').join(': ')
}

// Octokit gives a connection that failed the status 500 and no answer.
const isConnection = (error: unknown) =>
  typeof error === 'object' && error !== null && 'response' in error ? error.response === undefined : true

export interface FailedCall {
  /** `The comment could not be written`. */
  readonly what: string
  /** The line of `permissions:` that it takes. */
  readonly permission: string
  /** A pull request from a fork, whose token can only read. */
  readonly fork?: boolean
  /** Where the same can be found all the same. */
  readonly instead?: string
}

/** The warning for an error of the API: what failed, why, and what to do about it. */
export function makeWarning(
  error: unknown,
  { what, permission, fork = false, instead }: FailedCall,
): Warning {
  const sentences = [`${what} (${describeApiError(error)}).`, advice(error, permission, fork), instead ?? '']
  return { warning: sentences.filter((sentence) => sentence !== '').join(' ') }
}

/** Whether GitHub refused because too much was asked, not because it may not be. */
export const isRateLimit = (error: unknown): boolean =>
  readStatus(error) === 429 || (error instanceof Error && /rate limit/i.test(error.message))

function advice(error: unknown, permission: string, fork: boolean): string {
  const status = readStatus(error)
  const proxy = explainProxyTrouble(error)
  if (proxy !== undefined) return proxy.hint
  if (isRateLimit(error)) return "The token's rate limit is used up: run this job again later."
  if (status === 401)
    return "GitHub does not know the token: leave the input `token` away to use the job's own."
  if (status === 403 && /locked/i.test(describeApiError(error)))
    return 'Its conversation is locked: unlock it.'
  if (status === 422) return 'GitHub refused what was sent.'
  if (status !== 403 && status !== 404)
    return 'This may pass: run the job again, or look at https://www.githubstatus.com.'
  if (fork && permission.endsWith('write')) {
    return 'This pull request comes from a fork, so its job has a token that can only read, whatever `permissions:` says.'
  }
  const lines = [
    'permissions:',
    '  contents: read',
    ...(permission === 'contents: read' ? [] : [`  ${permission}`]),
  ]
  return [
    'The token lacks a permission (in a run that Dependabot started it can only read). Add to the job:',
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n')
}
