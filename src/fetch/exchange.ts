import type { Dispatcher } from 'undici'

/** So many bytes may wait on this side before the connection is told to pause. */
const MARK = 512 * 1024

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Rejects with undici's error where the connection fails. */
  readonly body: AsyncIterable<Uint8Array>
  /** Gives up what is left of the body, and the connection with it. */
  discard(): void
}

export interface Ask {
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

type Controller = Dispatcher.DispatchController

/**
 * One GET, no redirects. It uses undici's dispatcher directly: the streams of `request` copy large bodies several times on
 * their way. Rejects with undici's errors.
 */
export function exchange(dispatcher: Dispatcher, url: URL, { headers, signal }: Ask): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const body = createBody()
  let controller: Controller | undefined
  const abort = () => controller?.abort(new Error('aborted'))
  const over = () => signal.removeEventListener('abort', abort)
  signal.addEventListener('abort', abort, { once: true })
  dispatcher.dispatch(
    { origin: url.origin, path: url.pathname + url.search, method: 'GET', headers },
    {
      onRequestStart(started) {
        controller = started
        if (signal.aborted) abort()
      },
      onResponseStart(started, status, received) {
        if (status < 200) return
        body.start(started)
        resolve({ status, headers: asHeaders(received), body: body.chunks(), discard: abort })
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
  const queue: Uint8Array[] = []
  let waiting = 0
  let ended = false
  let failure: Error | undefined
  let controller: Controller | undefined
  let wake = () => {}

  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const chunk = queue.shift()
        if (chunk !== undefined) {
          waiting -= chunk.length
          yield chunk
        } else if (failure !== undefined) throw failure
        else if (ended) return
        else {
          const { promise, resolve } = Promise.withResolvers<void>()
          wake = resolve
          controller?.resume()
          await promise
        }
      }
    } finally {
      if (!ended) controller?.abort(new Error('not read to its end'))
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
      wake()
    },
    end() {
      ended = true
      wake()
    },
    fail(error: Error) {
      ended = true
      failure = error
      wake()
    },
  }
}

function asHeaders(received: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(received)) {
    for (const one of [value ?? []].flat()) headers.append(name, one)
  }
  return headers
}
