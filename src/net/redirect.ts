import { isLoopback } from '../words/loopback.ts'

/** What is wrong with a redirect. */
export type RedirectFault =
  | 'endless'
  | 'nowhere' // no address that can be read
  | 'elsewhere' // another server, where only the same one is followed
  | 'scheme' // neither http nor https
  | 'unencrypted'

/** A redirect that is not followed; of an endless one `from` is where it began. */
export class RefusedRedirect extends Error {
  readonly fault: RedirectFault
  readonly from: URL
  readonly to: URL | undefined

  constructor(fault: RedirectFault, from: URL, to?: URL | null) {
    super(`a redirect is not followed: ${fault}`)
    this.name = 'RefusedRedirect'
    this.fault = fault
    this.from = from
    this.to = to ?? undefined
  }
}

/** The part of an answer that may send a request on. */
export interface Head {
  readonly status: number
  readonly headers: Headers
}

/** Where an answer sends a request on to; undefined where it is to be taken. Throws a RefusedRedirect. */
export type RedirectRule = (from: URL, head: Head) => URL | undefined

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Follows what stays on the same server: a token is never sent on to another one. */
export const followSameOrigin: RedirectRule = (from, { status, headers }) => {
  const location = headers.get('location')
  if (status < 300 || status > 399 || location === null) return undefined
  const to = URL.parse(location, from.href)
  if (to?.origin === from.origin) return to
  throw new RefusedRedirect('elsewhere', from, to)
}

/** Follows to any server, as long as the way is encrypted or stays on this machine. */
export const followEncrypted: RedirectRule = (from, { status, headers }) => {
  if (!REDIRECTS.has(status)) return undefined
  const to = readTarget(from, headers)
  if (isEncrypted(to, from)) return to
  throw new RefusedRedirect('unencrypted', from, to)
}

/** Follows to any server, but never from https to http, except for one on this machine. */
export const followUnlessWeaker: RedirectRule = (from, { status, headers }) => {
  if (!REDIRECTS.has(status)) return undefined
  const to = readTarget(from, headers)
  if (to.protocol !== 'https:' && to.protocol !== 'http:') throw new RefusedRedirect('scheme', from, to)
  const isWeaker = from.protocol === 'https:' && to.protocol === 'http:'
  if (isWeaker && !isLoopback(to)) throw new RefusedRedirect('unencrypted', from, to)
  return to
}

function readTarget(from: URL, headers: Headers): URL {
  const location = headers.get('location')
  const to = location === null ? null : URL.parse(location, from.href)
  if (to === null) throw new RefusedRedirect('nowhere', from)
  return to
}

/** Whether a server may send us there: encrypted, but for what stays on this machine. */
export const isEncrypted = (to: URL, from: URL): boolean =>
  to.protocol === 'https:' || (to.protocol === 'http:' && isLoopback(to) && isLoopback(from))

/** Asks `start` and wherever it sends us, `most` times at most. Throws a RefusedRedirect, else as `ask` does. */
export async function followRedirects<T extends Head>(
  start: URL,
  { rule, most }: { readonly rule: RedirectRule; readonly most: number },
  ask: (url: URL) => Promise<T>,
  discard: (answer: T) => void = () => {},
): Promise<T> {
  let url = start
  for (let redirects = 0; redirects <= most; redirects += 1) {
    const answer = await ask(url)
    const to = judge(rule, url, answer, discard)
    if (to === undefined) return answer
    url = to
  }
  throw new RefusedRedirect('endless', start)
}

function judge<T extends Head>(rule: RedirectRule, from: URL, answer: T, discard: (answer: T) => void) {
  try {
    const to = rule(from, answer)
    if (to !== undefined) discard(answer)
    return to
  } catch (error) {
    discard(answer)
    throw error
  }
}

const CREDENTIALS = new Set(['authorization', 'proxy-authorization', 'cookie'])

/** The headers without those that are only for the server they were made for. */
export function dropCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CREDENTIALS.has(name.toLowerCase())))
}
