import { setTimeout as pause } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import { known } from '../facts/known.ts'
import { parsePlainJson } from '../yaml/json.ts'
import type { AddressGuard } from './guard.ts'
import { dropCredentials, followRedirects, type RedirectRule } from './redirect.ts'
import { openStream, readBody } from './stream.ts'

/** A request whose answer is small. */
export interface Ask {
  readonly method: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT'
  readonly url: URL
  /** What is a credential among them stays at the origin of `url`. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Milliseconds before each further try; without them it is sent once, as everything must be that may change something. */
  readonly pauses?: readonly number[]
}

/** A whole answer, of any status. */
export interface Reply {
  /** Where it came from in the end. */
  readonly url: URL
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
}

/** There was no whole answer; `cause` is the error of the network. */
export class NoAnswer extends Error {
  readonly url: URL

  constructor(url: URL, cause: unknown) {
    super(`no answer from ${url.host}`, { cause })
    this.name = 'NoAnswer'
    this.url = url
  }
}

/** An answer of more bytes than anybody wants. */
export class LargeAnswer extends Error {
  readonly url: URL

  constructor(url: URL) {
    super(`too large an answer from ${url.host}`)
    this.name = 'LargeAnswer'
    this.url = url
  }
}

export interface ClientSettings {
  readonly dispatcher: Dispatcher
  /** Milliseconds for one request and its whole answer. */
  readonly timeout: number
  /** Bytes of the largest answer that is read. */
  readonly largest: number
  readonly signal?: AbortSignal
  /** Judges the address of each request, redirects among them. */
  readonly guard?: Pick<AddressGuard, 'expect'>
  /** Which redirects of a read are followed; without it, a redirect is an answer like any other. */
  readonly redirects?: { readonly rule: RedirectRule; readonly most: number }
  /** Whether an error of the network may pass. */
  readonly mayPass?: (cause: unknown) => boolean
  /** Milliseconds until the next try after an answer; as planned unless said otherwise. */
  readonly wait?: (reply: Reply, planned: number) => number
  readonly sleep?: (milliseconds: number) => Promise<unknown>
}

/** Rejects with NoAnswer, LargeAnswer, RefusedRedirect, or the reason of the signal. */
export type Send = (ask: Ask) => Promise<Reply>

/** What a server answers that may answer better in a moment. */
const TRANSIENT = new Set([429, 500, 502, 503, 504])

/** Sends small requests and reads their answers whole, again where the trouble may pass and the request allows it. */
export function createSend(settings: ClientSettings): Send {
  const { signal, mayPass = () => false, wait = (_, planned) => planned } = settings
  const sleep =
    settings.sleep ??
    ((milliseconds: number) =>
      pause(milliseconds, undefined, known({ signal })).catch(() => signal?.throwIfAborted()))
  return async (ask) => {
    for (const planned of ask.pauses ?? []) {
      const result = await settle(sendOnward(settings, ask))
      signal?.throwIfAborted()
      if ('status' in result) {
        if (!TRANSIENT.has(result.status)) return result
        await sleep(wait(result, planned))
      } else {
        const { error } = result
        if (!(error instanceof NoAnswer && mayPass(error.cause))) throw error
        await sleep(planned)
      }
    }
    return sendOnward(settings, ask)
  }
}

const settle = (work: Promise<Reply>): Promise<Reply | { readonly error: unknown }> =>
  work.catch((error: unknown) => ({ error }))

/** Sends a request to where redirects lead; one that changes something goes nowhere else. */
function sendOnward(settings: ClientSettings, ask: Ask): Promise<Reply> {
  const { redirects } = settings
  if (redirects === undefined || (ask.method !== 'GET' && ask.method !== 'HEAD')) {
    return sendOnce(settings, ask)
  }
  return followRedirects(ask.url, redirects, (url) => {
    const headers = url.origin === ask.url.origin ? ask.headers : dropCredentials(ask.headers)
    return sendOnce(settings, { ...ask, url, headers })
  })
}

async function sendOnce(settings: ClientSettings, { method, url, headers, body }: Ask): Promise<Reply> {
  const { dispatcher, timeout, largest, signal, guard } = settings
  const clock = AbortSignal.timeout(timeout)
  const until = signal === undefined ? clock : AbortSignal.any([signal, clock])
  try {
    guard?.expect(url)
    const answer = await openStream(dispatcher, url, known({ method, headers, body, signal: until }))
    const whole = await readBody(answer.body, largest)
    if (whole === undefined) throw new LargeAnswer(url)
    return { url, status: answer.status, headers: answer.headers, body: whole }
  } catch (error) {
    signal?.throwIfAborted()
    throw error instanceof LargeAnswer ? error : new NoAnswer(url, error)
  }
}

/** A JSON body; undefined for one that is not JSON, or holds more values than any answer should. */
export function parseBody(body: Buffer): unknown {
  try {
    return parsePlainJson(body.toString('utf8'))
  } catch {
    return undefined
  }
}
