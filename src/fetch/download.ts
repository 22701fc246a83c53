import { setTimeout as sleep } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import { countUnpacked, decodeContent } from '../archive/decompress.ts'
import { isZlibError } from '../archive/gzip/through.ts'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import type { AddressReach } from '../facts/reach.ts'
import { createFileDispatcher } from '../net/dispatcher.ts'
import { createAddressGuard } from '../net/guard.ts'
import { readRetryAfter } from '../net/retry-after.ts'
import { type StreamAnswer, USER_AGENT } from '../net/stream.ts'
import { explainFileTrouble } from '../net/trouble.ts'
import { formatBytes } from '../words/size.ts'
import { showUrl } from '../words/url.ts'
import { choosePause, PROGRESS, TRIES } from './backoff.ts'
import { requestFile } from './request.ts'
import { continuesAt, readLength, readValidator } from './resume.ts'
import { type Body, type ByteSource, START_OVER } from './source.ts'
import { judgeStatus } from './status.ts'

/** What to do about a server that does not send the whole file. */
export const LATER = 'Run the job again later, or host the file at a more reliable place.'

/** In milliseconds. */
export interface Timing {
  /** So long a server may send nothing. */
  readonly stall: number
  readonly firstPause: number
}

const TIMING: Timing = { stall: 60_000, firstPause: 1_000 }

export interface DownloadOptions {
  readonly signal: AbortSignal
  readonly say: (line: string) => void
  readonly timing?: Timing
  /** Which addresses may be asked; those of metadata never are. */
  readonly reach: AddressReach
}

/** Something that may be over in a moment. */
interface Trouble {
  readonly why: string
  readonly retryAfter?: number
  /** What to do in place of finding a better server. */
  readonly hint?: string
}

/**
 * A file behind an http or https URL. Passing trouble is met by trying again, five times without progress; a cut download
 * goes on where it stopped if the server vouches for the file's version, else `START_OVER`. Everything else rejects with
 * an ExpectedError of kind `download`, or with the reason of `signal`.
 */
export function createDownload(url: string, options: DownloadOptions): ByteSource {
  const { signal, say, reach, timing = TIMING } = options
  const shown = showUrl(url)
  const guard = createAddressGuard({ reach })
  let dispatcher: Dispatcher | undefined
  let tries = 0
  /** The furthest byte of all tries: only what lies behind it is progress. */
  let furthest = 0
  /** An answer that begins at the first byte although more was asked for. */
  let fresh: StreamAnswer | undefined

  const fail = (why: string, hint: string, cause?: unknown) =>
    new ExpectedError('download', `${shown} cannot be downloaded: ${why}`, { hint, cause })

  const pause = async ({ why, retryAfter, hint = LATER }: Trouble, received: number) => {
    tries += 1
    const where = received === 0 ? why : `${why} after ${formatBytes(received)}`
    if (tries >= TRIES) {
      throw fail(`${where} (${TRIES} tries)`, hint)
    }
    const ms = choosePause(tries, timing.firstPause, retryAfter)
    say(`${shown}: ${where}; trying again in ${(ms / 1_000).toFixed(1)} s (${tries + 1} of ${TRIES})`)
    await sleep(ms, undefined, { signal }).catch(() => signal.throwIfAborted())
  }

  /** One request; what may be over in a moment is returned, not thrown. */
  const tryOnce = async (extra: Readonly<Record<string, string>>): Promise<StreamAnswer | Trouble> => {
    dispatcher ??= await createFileDispatcher(timing.stall, guard)
    let answer: StreamAnswer
    try {
      answer = await requestFile(dispatcher, url, { headers: { ...HEADERS, ...extra }, signal, guard })
    } catch (error) {
      return troubleOf(error)
    }
    const judgement = judgeStatus(answer.status, 'range' in extra)
    if (judgement.kind === 'take') return answer
    answer.discard()
    if (judgement.kind === 'fail') throw fail(judgement.why, judgement.hint)
    return {
      why: judgement.why,
      retryAfter: readRetryAfter(answer.headers.get('retry-after') ?? undefined, Date.now()),
    }
  }

  const troubleOf = (error: unknown): Trouble => {
    signal.throwIfAborted()
    if (error instanceof ExpectedError) throw error
    const { why, hint, passes, isOfProxy } = explainFileTrouble(error)
    if (passes) return isOfProxy ? { why, hint } : { why }
    throw fail(why, hint, error)
  }

  /** The answer to a request from byte `from` on, which may also begin at the first byte. */
  const ask = async (from: number, validator = ''): Promise<StreamAnswer> => {
    const extra = from === 0 ? {} : { range: `bytes=${from}-`, 'if-range': validator }
    for (;;) {
      const result = await tryOnce(extra)
      if ('body' in result) return result
      await pause(result, from)
    }
  }

  async function* read(first: StreamAnswer): AsyncGenerator<Uint8Array> {
    const total = readLength(first.status, first.headers)
    const validator = readValidator(first.headers)
    let received = 0
    for (let answer = first; ; ) {
      let trouble: Trouble
      try {
        for await (const chunk of answer.body) {
          received += chunk.length
          if (received > furthest + PROGRESS) {
            furthest = received
            tries = 0
          }
          yield chunk
        }
        if (total === undefined || received === total) return
        trouble = { why: 'the connection was lost' }
      } catch (error) {
        trouble = troubleOf(error)
        if (received === total) return
      }
      await pause(trouble, received)
      answer = await ask(validator === undefined ? 0 : received, validator)
      if (continuesAt(received, total, answer.status, answer.headers)) continue
      if (answer.status === 200) fresh = answer
      else answer.discard()
      say(`${shown}: the server cannot go on where it stopped; starting over`)
      throw START_OVER
    }
  }

  return {
    shown,
    async open() {
      if (!isHttp(url)) throw fail('it is not an http or https address', 'Correct the URL.')
      const answer = fresh ?? (await ask(0))
      fresh = undefined
      return describe(answer, read(answer), fail)
    },
    async close() {
      fresh?.discard()
      await dispatcher?.destroy()
    },
  }
}

type Fail = (why: string, hint: string, cause?: unknown) => ExpectedError

/** The body as MedPerf's client sees it, which undoes a content encoding before it hashes. */
function describe({ status, headers }: StreamAnswer, raw: AsyncIterable<Uint8Array>, fail: Fail): Body {
  const encoding = headers.get('content-encoding')
  const contentType = headers.get('content-type') ?? undefined
  if (encoding === null || encoding === 'identity') {
    return known({ contentType, announced: readLength(status, headers), chunks: raw })
  }
  let came = 0
  const counted = countUnpacked(raw, (bytes) => {
    came = bytes
  })
  const chunks = decodeContent(encoding, counted)
  if (chunks === undefined) {
    throw fail(
      `the server sends it with the content encoding ${encoding}`,
      'Serve the file as it is, without encoding.',
    )
  }
  return known({ contentType, encoding, chunks: decoded(chunks, encoding, fail), came: () => came })
}

async function* decoded(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
  fail: Fail,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    if (!isZlibError(error)) throw error
    throw fail(
      `its content encoding ${encoding} is damaged`,
      'Serve the file as it is, without encoding.',
      error,
    )
  }
}

// `identity`: the hash is of the file's own bytes, and ranges count them.
const HEADERS = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': USER_AGENT }

const isHttp = (url: string) => /^https?:$/.test(URL.parse(url)?.protocol ?? '')
