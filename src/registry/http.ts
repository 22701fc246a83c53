import { setTimeout as sleep } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import { MedPerfError } from '../facts/error.ts'
import { createDispatcher } from '../net/dispatcher.ts'
import { isLoopback } from '../net/loopback.ts'
import { readRetryAfter } from '../net/retry-after.ts'
import { lastingTrouble, passingTrouble } from '../net/status.ts'
import { showUrl } from '../words/url.ts'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
}

export interface HttpOptions {
  readonly signal?: AbortSignal
  /** Milliseconds before each further try of what may pass. */
  readonly pauses?: readonly number[]
}

export type Method = 'GET' | 'HEAD'

type AskHeaders = Readonly<Record<string, string>>

export interface Http extends AsyncDisposable {
  /** Rejects with a MedPerfError of kind `unreachable` or `registry` where there is no answer that can be read. */
  ask(method: Method, url: URL, headers: AskHeaders, pauses?: readonly number[]): Promise<Reply>
}

const PAUSES = [1_000, 4_000] as const
const LONGEST_PAUSE = 30_000
const TIMEOUT = 60_000
const MOST_REDIRECTS = 5
/** Bytes of a manifest that a registry has to take at most (OCI distribution specification). */
const LARGEST = 4 * 1024 * 1024
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const TRANSIENT = new Set([429, 500, 502, 503, 504])

/** Asks servers for small answers, by way of the runner's proxies, and again where the trouble may pass. */
export function openHttp(options: HttpOptions = {}): Http {
  const { signal } = options
  const dispatchers = new Map<string, Promise<Dispatcher>>()
  const dispatcherOf = (origin: string) => {
    const dispatcher = dispatchers.get(origin) ?? createDispatcher(origin)
    dispatchers.set(origin, dispatcher)
    return dispatcher
  }
  const send = async (method: Method, url: URL, headers: AskHeaders) => {
    const { request } = await import('undici')
    const timeout = AbortSignal.timeout(TIMEOUT)
    const response = await request(url, {
      ...{ method, headers: { 'user-agent': USER_AGENT, ...headers } },
      dispatcher: await dispatcherOf(url.origin),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    })
    return read(response, url)
  }
  const follow = async (method: Method, start: URL, headers: AskHeaders) => {
    let url = start
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      // A token is for the server that asked for it.
      const reply = await send(method, url, url.origin === start.origin ? headers : withoutToken(headers))
      if (!REDIRECTS.has(reply.status)) return reply
      url = redirected(url, reply.headers.get('location'))
    }
    throw new MedPerfError('registry', `${showUrl(start)} redirects more than ${MOST_REDIRECTS} times`)
  }
  return {
    async ask(method, url, headers, pauses = options.pauses ?? PAUSES) {
      for (const pause of [...pauses, undefined]) {
        const reply = await settle(follow(method, url, headers))
        signal?.throwIfAborted()
        const isLast = pause === undefined
        if ('status' in reply && (isLast || !TRANSIENT.has(reply.status))) return reply
        if ('error' in reply && (isLast || !mayPass(reply.error))) throw inWords(url, reply.error)
        if (!isLast) await sleep(pauseOf(reply, pause), undefined, { ...(signal && { signal }) })
      }
      throw new TypeError('the last try always ends it')
    },
    async [Symbol.asyncDispose]() {
      for (const dispatcher of dispatchers.values()) await (await dispatcher).destroy()
    },
  }
}

const USER_AGENT = 'medperf-benchmark-action'

type Settled = Reply | { readonly error: unknown }

const settle = (work: Promise<Reply>): Promise<Settled> => work.catch((error: unknown) => ({ error }))

const isTimeout = (error: unknown) => error instanceof Error && error.name === 'TimeoutError'
const mayPass = (error: unknown) => isTimeout(error) || passingTrouble(error) !== undefined

function pauseOf(reply: Settled, pause: number): number {
  if ('error' in reply) return pause
  const asked = readRetryAfter(reply.headers.get('retry-after') ?? undefined, Date.now())
  return Math.min(Math.max(asked, pause), LONGEST_PAUSE)
}

function inWords(url: URL, cause: unknown): unknown {
  if (cause instanceof MedPerfError) return cause
  const passing = isTimeout(cause) ? 'the server does not answer' : passingTrouble(cause)
  const { why, hint } =
    passing === undefined ? lastingTrouble(cause) : { why: passing, hint: 'Run the job again later.' }
  return new MedPerfError('unreachable', `${url.host} cannot be reached: ${why}`, { hint, cause })
}

function withoutToken(headers: AskHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'))
}

async function read({ statusCode, headers, body }: Dispatcher.ResponseData, url: URL): Promise<Reply> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > LARGEST) {
      throw new MedPerfError('registry', `${showUrl(url)} answers with more than ${LARGEST} bytes`)
    }
    chunks.push(chunk)
  }
  const list = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  )
  return { status: statusCode, headers: new Headers(list), body: Buffer.concat(chunks) }
}

function redirected(from: URL, location: string | null): URL {
  const to = URL.parse(location ?? '', from.href)
  if (location !== null && to !== null && isSafe(to, from)) return to
  throw new MedPerfError(
    'registry',
    `${showUrl(from)} redirects to ${to === null ? 'nowhere' : showUrl(to)}`,
    {
      hint: 'Only https addresses are followed.',
    },
  )
}

/** Whether a server may send us there: encrypted, but for what stays on this machine. */
export const isSafe = (to: URL, from: URL): boolean =>
  to.protocol === 'https:' || (to.protocol === 'http:' && isLoopback(to) && isLoopback(from))
