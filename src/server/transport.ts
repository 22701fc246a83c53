import type { Dispatcher } from 'undici'
import { MedPerfError } from '../facts/error.ts'
import { isLoopback } from '../net/loopback.ts'
import { networkError } from '../net/network.ts'
import { parseJson } from '../yaml/json.ts'
import type { Value } from '../yaml/value.ts'

export type Method = 'GET' | 'POST' | 'PUT'

/** What the server said; `body` is there only for JSON, so an HTML page has none (docs/medperf.md 2.2). */
export interface Answer {
  readonly method: Method
  readonly url: string
  readonly status: number
  readonly body?: Value
  /** Seconds the server asks to wait. */
  readonly retryAfter?: number
}

export interface TransportOptions {
  readonly origin: string
  readonly dispatcher: Dispatcher
  readonly token?: string
  /** Milliseconds for one request and its whole answer. */
  readonly timeout?: number
  /** Bytes of the largest answer that is read. */
  readonly largest?: number
  readonly sleep?: (milliseconds: number) => Promise<void>
}

/** Sends one request; reads are tried again, writes never: only a look-up can tell whether one arrived. */
export type Transport = (method: Method, path: string, body?: Value) => Promise<Answer>

const TIMEOUT = 60_000
const LARGEST = 64 * 1024 * 1024
const REDIRECTS = 5
/** Milliseconds before the second and third try of a read. */
const PAUSES = [500, 2_000]
const LONGEST_PAUSE = 30_000
const TRANSIENT = new Set([429, 500, 502, 503, 504])

export function createTransport(options: TransportOptions): Transport {
  const sleep =
    options.sleep ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)))
  return async (method, path, body) => {
    const url = new URL(path, options.origin)
    if (method !== 'GET') return once(options, method, url, body)
    for (const pause of PAUSES) {
      const answer = await settle(follow(options, url))
      if (answer instanceof MedPerfError) {
        if (answer.kind === 'tls' || answer.kind === 'answer' || answer.kind === 'input') throw answer
        await sleep(pause)
      } else {
        if (!TRANSIENT.has(answer.status)) return answer
        await sleep(Math.min((answer.retryAfter ?? 0) * 1_000, LONGEST_PAUSE) || pause)
      }
    }
    return follow(options, url)
  }
}

async function settle(answer: Promise<Answer>): Promise<Answer | MedPerfError> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof MedPerfError) return error
    throw error
  }
}

/** A read that follows redirects, but never takes the token to another origin. */
async function follow(options: TransportOptions, start: URL): Promise<Answer> {
  let url = start
  for (let hops = 0; hops <= REDIRECTS; hops += 1) {
    const answer = await once(options, 'GET', url)
    if (!('location' in answer)) return answer
    const target = URL.canParse(answer.location, url.href) ? new URL(answer.location, url) : undefined
    if (target?.origin !== url.origin) {
      throw new MedPerfError('answer', `GET ${url}: the server sends the request on to another address`, {
        hint: 'Give the address it really has as `server`; a token is never sent on to another one.',
      })
    }
    url = target
  }
  throw new MedPerfError('answer', `GET ${start}: more than ${REDIRECTS} redirects`)
}

type Once = Answer | (Answer & { readonly location: string })

async function once(options: TransportOptions, method: Method, url: URL, body?: Value): Promise<Once> {
  const { request } = await import('undici')
  try {
    const response = await request(url, {
      method,
      dispatcher: options.dispatcher,
      headers: headersOf(options, url, body !== undefined),
      signal: AbortSignal.timeout(options.timeout ?? TIMEOUT),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await readText(
      response.body,
      options.largest ?? LARGEST,
      `${method} ${url}`,
      method !== 'GET',
    )
    return answerOf(method, url, response.statusCode, response.headers, text)
  } catch (error) {
    throw error instanceof MedPerfError ? error : networkError(method, url.href, error)
  }
}

function headersOf(options: TransportOptions, url: URL, hasBody: boolean): Record<string, string> {
  return {
    accept: 'application/json',
    'user-agent': 'medperf-benchmark-action',
    ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    // MedPerf's development server sends plain http on to https unless a proxy says that it was https
    // (docs/medperf.md 9.7).
    ...(url.protocol === 'http:' && isLoopback(url) ? { 'x-forwarded-proto': 'https' } : {}),
  }
}

async function readText(
  body: AsyncIterable<Buffer>,
  largest: number,
  what: string,
  uncertain: boolean,
): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > largest) {
      throw new MedPerfError('answer', `${what}: the answer is larger than ${largest} bytes`, { uncertain })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

type Headers = Readonly<Record<string, string | string[] | undefined>>

function answerOf(method: Method, url: URL, status: number, headers: Headers, text: string): Once {
  const answer = { method, url: url.href, status }
  const location = headers['location']
  if (method === 'GET' && status >= 300 && status < 400 && typeof location === 'string') {
    return { ...answer, location }
  }
  const after = Number(headers['retry-after'])
  const wait = Number.isFinite(after) && after > 0 ? { retryAfter: after } : {}
  const type = String(headers['content-type'] ?? '')
  if (!/^application\/(.+\+)?json\b/i.test(type)) return { ...answer, ...wait }
  try {
    return { ...answer, ...wait, body: parseJson(text) }
  } catch {
    return { ...answer, ...wait }
  }
}
