import type { Transform } from 'node:stream'
import { readCode } from '../../facts/error.ts'

type Chunks = AsyncIterable<Uint8Array>

// zlib's default of 16 KiB makes everything behind it several times slower.
export const ZLIB_OPTIONS = { chunkSize: 256 * 1024, highWaterMark: 1024 * 1024 }

/** Whether an error is zlib's about the data, and not one of those that brought it. */
export const isZlibError = (error: unknown): error is Error =>
  /^(Z|ERR_BROTLI|ERR_ZLIB|BROTLI)_/.test(readCode(error) ?? '')

/** Like a pipe, but lets go of a chunk only when zlib has used it up, so that its memory can be used again. */
export async function* through(stream: Transform, chunks: Chunks): AsyncGenerator<Uint8Array> {
  let wake = () => {}
  let state: 'open' | 'ended' | 'left' = 'open'
  const write = (chunk: Uint8Array) =>
    new Promise<void>((resolve) => {
      wake = resolve
      stream.write(chunk, () => resolve())
    })
  const feed = async () => {
    for await (const chunk of chunks) {
      if (state === 'left') return
      if (!stream.destroyed) await write(chunk)
    }
    stream.end()
  }
  stream.once('close', () => wake())
  // zlib can still complain about padding behind the last gzip member when everything has been handed out.
  stream.on('error', () => {})
  const feeding = feed().catch((error: Error) => {
    stream.destroy(error)
  })
  try {
    yield* stream as AsyncIterable<Uint8Array>
    state = 'ended'
  } finally {
    if (state === 'open') state = 'left'
    stream.destroy()
  }
  await feeding
}
