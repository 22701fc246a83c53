import { ExpectedError } from '../facts/error.ts'
import type { AddressReach } from '../facts/reach.ts'
import { plainLine } from '../words/text.ts'
import { createDownload, LATER, type Timing } from './download.ts'
import { createFileSource } from './file-source.ts'
import { type Body, type ByteSource, START_OVER } from './source.ts'
import { findCached, type Teller } from './tool-cache.ts'

/** So often a file is read from its first byte, however far each try comes: all of it is unpacked each time. */
const MOST_BEGUN = 20

export type ArchiveOrigin =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'file'; readonly path: string }

export interface FetchOptions extends Teller {
  /** Checked when given; 64 lower-case hexadecimal digits. */
  readonly sha256?: string
  readonly signal: AbortSignal
  /** Whether files with a known sha256 are kept in the runner's tool cache, which needs RUNNER_TOOL_CACHE. */
  readonly toolCache?: boolean
  readonly timing?: Timing
  /** Which addresses may be asked; those of metadata never are. */
  readonly reach: AddressReach
}

/** One reading of a file from its first byte. */
export interface Attempt {
  readonly source: ByteSource
  readonly body: Body
  /** Aborted with whatever ends the attempt; `stop` does so. */
  readonly signal: AbortSignal
  readonly stop: (reason: unknown) => void
  /** The file's hash, if a copy should go into the tool cache. */
  readonly keep?: string
}

/**
 * Reads a file where it is nearest: from the tool cache, else from its origin. `work` is called once for each reading from
 * the first byte, and has to leave nothing behind when it fails. Rejects as `work` does, or with an ExpectedError of kind
 * `download`, or with the reason of the signal.
 */
export async function readOrigin<T>(
  origin: ArchiveOrigin,
  options: FetchOptions,
  work: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  const { sha256, say } = options
  if (origin.kind === 'file') return attempt(() => createFileSource(origin.path), options, work)
  const url = origin.url.replace(/^direct:/, '')
  const keep = options.toolCache === true ? sha256 : undefined
  const download = () =>
    attempt(
      (signal) => createDownload(url, { ...options, signal }),
      options,
      (one) => work(keep === undefined ? one : { ...one, keep }),
    )
  const cached = keep === undefined ? undefined : await lookUp(keep, options)
  if (cached === undefined) return download()
  try {
    const result = await attempt(() => createFileSource(cached), options, work)
    say('taken from the tool cache')
    return result
  } catch (error) {
    options.signal.throwIfAborted()
    if (!(error instanceof ExpectedError) || error.kind === 'disk-full') throw error
    say(`warning: the copy in the tool cache cannot be used (${error.message}); downloading it`)
    return download()
  }
}

async function attempt<T>(
  createSource: (signal: AbortSignal) => ByteSource,
  options: FetchOptions,
  work: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  options.signal.throwIfAborted()
  const stopper = new AbortController()
  const signal = AbortSignal.any([options.signal, stopper.signal])
  const stop = (reason: unknown) => stopper.abort(reason)
  const source = createSource(signal)
  try {
    for (let begun = 1; begun <= MOST_BEGUN; begun += 1) {
      try {
        return await work({ source, body: await source.open(), signal, stop })
      } catch (error) {
        if (error !== START_OVER) throw error
      }
    }
    throw new ExpectedError(
      'download',
      `${source.shown} cannot be downloaded: it had to begin anew ${MOST_BEGUN} times`,
      { hint: LATER },
    )
  } finally {
    await source.close()
  }
}

async function lookUp(sha256: string, teller: Teller): Promise<string | undefined> {
  try {
    return await findCached(sha256, teller)
  } catch (error) {
    teller.say(`warning: the tool cache cannot be read: ${plainLine(String(error))}`)
    return undefined
  }
}
