import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { ExpectedError, readCode } from '../facts/error.ts'
import { parseBody } from '../net/client.ts'
import { createDispatcher } from '../net/dispatcher.ts'
import { openStream, readBody, USER_AGENT } from '../net/stream.ts'
import { isLoopback } from '../words/loopback.ts'
import type { Asset } from './release-asset.ts'

export interface UploadOptions {
  readonly token: string
  readonly signal: AbortSignal
  /** Milliseconds that neither side may be silent for. */
  readonly stall?: number
}

/** An answer of GitHub to an upload; `body` is undefined where it is not JSON. */
export interface UploadAnswer {
  readonly status: number
  readonly body: unknown
}

const STALL = 300_000
const PIECE = 1024 * 1024
const LARGEST_ANSWER = 1024 * 1024

/**
 * Streams a file to the `upload_url` of a release, as octokit cannot: in memory there are only a few pieces of it. Rejects
 * with an ExpectedError of kind `unreachable` where no answer comes, `changed` where the file is no longer what was hashed,
 * or with the reason of the signal.
 */
export async function uploadAsset(
  uploadUrl: string,
  asset: Asset,
  { token, signal, stall = STALL }: UploadOptions,
): Promise<UploadAnswer> {
  const url = addressOf(uploadUrl, asset.name)
  const dispatcher = await createDispatcher()
  const silence = new AbortController()
  const timer = setTimeout(() => silence.abort(), stall)
  try {
    const answer = await openStream(dispatcher, url, {
      method: 'POST',
      signal: AbortSignal.any([signal, silence.signal]),
      clocks: false,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `token ${token}`,
        'content-length': String(asset.bytes),
        'content-type': 'application/octet-stream',
        'user-agent': USER_AGENT,
      },
      body: Readable.from(
        read(asset, () => timer.refresh()),
        { objectMode: false },
      ),
    })
    timer.refresh()
    const body = await readBody(answer.body, LARGEST_ANSWER)
    return { status: answer.status, body: body && parseBody(body) }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ExpectedError) throw error
    const why = silence.signal.aborted ? `silent for ${stall / 1_000} s` : codeOf(error)
    throw new ExpectedError('unreachable', `${asset.name} could not be uploaded to ${url.host} (${why})`, {
      hint: 'Run the job again later.',
      uncertain: true,
      cause: error,
    })
  } finally {
    clearTimeout(timer)
    await dispatcher.destroy()
  }
}

/** The address without the part that stands for parameters: `…/assets{?name,label}`. */
function addressOf(uploadUrl: string, name: string): URL {
  const url = URL.parse(uploadUrl.split('{', 1)[0] ?? '')
  if (url === null || (url.protocol !== 'https:' && !isLoopback(url))) {
    throw new ExpectedError('answer', 'GitHub names no https address to upload to', {
      hint: 'Check GITHUB_API_URL.',
    })
  }
  url.searchParams.set('name', name)
  return url
}

async function* read({ path, name, bytes, sha256 }: Asset, onPiece: () => void): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let sent = 0
  const changed = () =>
    new ExpectedError('changed', `${name} changed while it was uploaded`, {
      hint: 'Let nothing write to it meanwhile, and run the job again.',
    })
  for await (const piece of createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>) {
    sent += piece.length
    if (sent > bytes) throw changed()
    hash.update(piece)
    // The last byte waits for the hash: without it GitHub keeps nothing.
    if (sent === bytes && hash.digest('hex') !== sha256) throw changed()
    onPiece()
    yield piece
  }
  if (sent < bytes) throw changed()
}

const codeOf = (error: unknown): string =>
  readCode(error) ?? (error instanceof Error ? error.name : 'unknown')
