import { ExpectedError } from '../facts/error.ts'
import { isLoopback } from '../words/loopback.ts'

/** MedPerf's production server (docs/medperf.md 9.1). */
export const PRODUCTION = 'https://api.medperf.org'

/** The origin of a server as the user wrote it, with or without scheme and `/api/v0`; throws kind `input`. */
export function serverOrigin(text: string): string {
  const trimmed = text.trim()
  const url = parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`)
  if (url === undefined || url.hostname === '') throw bad('is not an address', text)
  if (url.username !== '' || url.password !== '') throw bad('must not hold a user name or password')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw bad('must start with https://', text)
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw bad('is plain http: a token sent there could be read on the way', text)
  }
  if (url.search !== '' || url.hash !== '' || !/^\/(api(\/v0)?\/?)?$/.test(url.pathname)) {
    throw bad('must be a host and nothing behind it', text)
  }
  return url.origin
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

/** The text is left out where it may hold a password. */
function bad(what: string, text?: string): ExpectedError {
  const shown = text === undefined ? '' : ` \`${text.replaceAll(/[^\x20-\x7e]|`/g, '?').slice(0, 100)}\``
  return new ExpectedError('input', `server${shown} ${what}`, {
    hint: `Give it like ${PRODUCTION}. Plain http is accepted for this machine only.`,
  })
}
