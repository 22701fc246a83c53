import type { Dispatcher } from 'undici'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { createSend, LargeAnswer, NoAnswer, type Reply } from '../net/client.ts'
import { followSameOrigin, RefusedRedirect } from '../net/redirect.ts'
import { readRetryAfter } from '../net/retry-after.ts'
import { USER_AGENT } from '../net/stream.ts'
import { explainServerTrouble } from '../net/trouble.ts'
import { isLoopback } from '../words/loopback.ts'
import { parseJson } from '../yaml/json.ts'
import type { Value } from '../yaml/value.ts'
import { createNetworkError } from './network-error.ts'

export type Method = 'GET' | 'OPTIONS' | 'POST' | 'PUT'

/** What the server said; `body` is there only for JSON, so an HTML page has none (docs/medperf.md 2.2). */
export interface ServerAnswer {
  readonly method: Method
  readonly url: string
  readonly status: number
  readonly body?: Value
}

export interface TransportOptions {
  readonly origin: string
  readonly dispatcher: Dispatcher
  readonly token?: string
  /** Milliseconds for one request and its whole answer. */
  readonly timeout?: number
  /** Bytes of the largest answer that is read. */
  readonly largest?: number
  /** Milliseconds before each further try of a read. */
  readonly pauses?: readonly number[]
  /** Its reason ends a request as it is. */
  readonly signal?: AbortSignal
  readonly sleep?: (milliseconds: number) => Promise<void>
}

/** Sends one request; reads are tried again, writes never: only a look-up can tell whether one arrived. */
export type Transport = (method: Method, path: string, body?: Value) => Promise<ServerAnswer>

const TIMEOUT = 60_000
const LARGEST = 64 * 1024 * 1024
const REDIRECTS = 5
/** What changes nothing, so that it may be sent again. */
const READS: ReadonlySet<Method> = new Set(['GET', 'OPTIONS'])
/** Milliseconds before the second and third try of a read. */
const PAUSES = [500, 2_000]
const LONGEST_PAUSE = 30_000

/** Opens the way to a server; every failure is an ExpectedError. */
export function createTransport(options: TransportOptions): Transport {
  const { origin, dispatcher, token, timeout = TIMEOUT, largest = LARGEST, sleep } = options
  const { pauses: again = PAUSES, signal } = options
  const redirects = { rule: followSameOrigin, most: REDIRECTS }
  const send = createSend(known({ dispatcher, timeout, largest, redirects, mayPass, wait, signal, sleep }))
  return async (method, path, value) => {
    const url = new URL(path, origin)
    const headers = createHeaders(url, token, value !== undefined)
    const body = value === undefined ? undefined : JSON.stringify(value)
    const pauses = READS.has(method) ? again : undefined
    const reply = await send(known({ method, url, headers, body, pauses })).catch((error: unknown) => {
      throw putInWords(error, method, url, largest)
    })
    return readAnswer(method, reply)
  }
}

const mayPass = (cause: unknown) => explainServerTrouble(cause).kind !== 'tls'

/** As long as the server asks for, within reason. */
function wait({ headers }: Reply, planned: number): number {
  const asked = readRetryAfter(headers.get('retry-after') ?? undefined, Date.now())
  return Math.min(asked, LONGEST_PAUSE) || planned
}

function createHeaders(url: URL, token: string | undefined, hasBody: boolean): Record<string, string> {
  return known({
    accept: 'application/json',
    'user-agent': USER_AGENT,
    authorization: token === undefined ? undefined : `Bearer ${token}`,
    'content-type': hasBody ? 'application/json' : undefined,
    // MedPerf's development server sends plain http on to https unless a proxy says that it was https
    // (docs/medperf.md 9.7).
    'x-forwarded-proto': url.protocol === 'http:' && isLoopback(url) ? 'https' : undefined,
  })
}

const OTHER_SERVER =
  'Check `server`: what answers there is no MedPerf server, or something before it answers in its place.'

function putInWords(error: unknown, method: Method, start: URL, largest: number): unknown {
  if (error instanceof NoAnswer) return createNetworkError(method, error)
  if (error instanceof LargeAnswer) {
    const message = `${method} ${error.url}: the answer is larger than ${largest} bytes`
    return new ExpectedError('answer', message, { hint: OTHER_SERVER, uncertain: method !== 'GET' })
  }
  if (!(error instanceof RefusedRedirect)) return error
  if (error.fault === 'endless') {
    return new ExpectedError('answer', `GET ${start}: more than ${REDIRECTS} redirects`, {
      hint: OTHER_SERVER,
    })
  }
  return new ExpectedError(
    'answer',
    `GET ${error.from}: the server sends the request on to another address`,
    {
      hint: 'Give the address it really has as `server`; a token is never sent on to another one.',
    },
  )
}

function readAnswer(method: Method, { url, status, headers, body }: Reply): ServerAnswer {
  const answer = { method, url: url.href, status }
  if (!/^application\/(.+\+)?json\b/i.test(headers.get('content-type') ?? '')) return answer
  try {
    return { ...answer, body: parseJson(body.toString('utf8')) }
  } catch {
    return answer
  }
}
