import type { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { known } from '../facts/known.ts'
import { createQueue } from '../files/queue.ts'

/** What every request says of us. */
export const USER_AGENT = 'medperf-benchmark-action'

/** So many bytes may wait on this side before the connection is told to pause. */
const MARK = 512 * 1024

export interface StreamRequest {
  readonly method?: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Readable
  /** Ends the request, and the body of its answer. */
  readonly signal: AbortSignal
  /** Whether the connection's own clocks count; they also run while a body is still being sent. */
  readonly clocks?: boolean
}

/** An answer that has begun. */
export interface StreamAnswer {
  readonly status: number
  readonly headers: Headers
  /** Rejects with undici's error where the connection fails, or with the reason of the signal. */
  readonly body: AsyncIterable<Uint8Array>
  /** Gives up what is left of the body, and the connection with it. */
  discard(): void
}

type Controller = Dispatcher.DispatchController

/**
 * One request, no redirects. It uses undici's dispatcher directly: the streams of `request` copy large bodies several times
 * on their way. Rejects with undici's errors, or with the reason of the signal.
 */
export async function openStream(
  dispatcher: Dispatcher,
  url: URL,
  { method = 'GET', headers, body: sent, signal, clocks = true }: StreamRequest,
): Promise<StreamAnswer> {
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<StreamAnswer>()
  const body = createBody()
  let controller: Controller | undefined
  const give = () => controller?.abort(new Error('aborted'))
  const abort = () => {
    reject(signal.reason)
    controller?.abort(signal.reason)
  }
  const over = () => signal.removeEventListener('abort', abort)
  signal.addEventListener('abort', abort, { once: true })
  const silence = clocks ? {} : { headersTimeout: 0, bodyTimeout: 0 }
  dispatcher.dispatch(
    known({ origin: url.origin, path: url.pathname + url.search, method, headers, body: sent, ...silence }),
    {
      onRequestStart(started) {
        controller = started
        if (signal.aborted) abort()
      },
      onResponseStart(started, status, received) {
        if (status < 200) return
        body.start(started)
        resolve({ status, headers: joinHeaders(received), body: body.chunks(), discard: give })
      },
      onResponseData: (_, chunk) => body.add(chunk),
      onResponseEnd() {
        over()
        body.end()
      },
      onResponseError(_, error) {
        over()
        reject(error)
        body.fail(error)
      },
    },
  )
  return promise
}

function createBody() {
  const queue = createQueue<Uint8Array>()
  let waiting = 0
  let controller: Controller | undefined

  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        if (queue.size === 0 && queue.isOpen) controller?.resume()
        const chunk = await queue.take()
        if (chunk === undefined) return
        waiting -= chunk.length
        yield chunk
      }
    } finally {
      if (queue.isOpen) controller?.abort(new Error('not read to its end'))
    }
  }

  return {
    chunks,
    start(started: Controller) {
      controller = started
    },
    add(chunk: Uint8Array) {
      queue.push(chunk)
      waiting += chunk.length
      if (waiting >= MARK) controller?.pause()
    },
    end: queue.end,
    fail: queue.fail,
  }
}

function joinHeaders(received: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(received)) {
    for (const one of [value ?? []].flat()) headers.append(name, one)
  }
  return headers
}

/** The whole of a body; undefined for one of more than `most` bytes, which is not read to its end. */
export async function readBody(chunks: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | undefined> {
  const read: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > most) return undefined
    read.push(chunk)
  }
  return Buffer.concat(read)
}
