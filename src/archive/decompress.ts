import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { readCode } from '../facts/error.ts'
import type { Packing } from './magic.ts'
import { CUT_OFF, damagedData } from './member.ts'

// zlib's default of 16 KiB makes everything behind it several times slower.
const OPTIONS = { chunkSize: 256 * 1024, highWaterMark: 1024 * 1024 }

type Chunks = AsyncIterable<Uint8Array>

/**
 * The tar stream inside an archive; a chunk of `packed` is asked for when the one before is used up. Throws an ExpectedError
 * of kind `archive` where the compressed data is damaged or cut off.
 */
export async function* decompressArchive(packing: Packing, packed: Chunks): AsyncGenerator<Uint8Array> {
  if (packing === 'none') yield* packed
  if (packing === 'gzip') yield* gunzip(packed)
  if (packing === 'bzip2') yield* (await import('./bunzip.ts')).unpackBzip2(packed)
  if (packing === 'xz') yield* (await import('./unxz.ts')).unpackXz(packed)
}

/** The same chunks; `judge` is told how many bytes there are with each of them, before it is handed on. */
export async function* countUnpacked(
  chunks: Chunks,
  judge: (unpacked: number) => void,
): AsyncGenerator<Uint8Array> {
  let unpacked = 0
  for await (const chunk of chunks) {
    unpacked += chunk.length
    judge(unpacked)
    yield chunk
  }
}

/** Undoes an HTTP content encoding; undefined for one that is not known. Throws zlib's errors. */
export function decodeContent(encoding: string, body: Chunks): Chunks | undefined {
  const name = encoding.trim().toLowerCase()
  if (name === '' || name === 'identity') return body
  if (name === 'gzip' || name === 'x-gzip') return through(createGunzip(OPTIONS), body)
  if (name === 'deflate') return through(createInflate(OPTIONS), body)
  if (name === 'br') return through(createBrotliDecompress(OPTIONS), body)
  return undefined
}

/** Whether an error is zlib's about the data, and not one of those that brought it. */
export const isZlibError = (error: unknown): error is Error =>
  /^(Z|ERR_BROTLI|ERR_ZLIB|BROTLI)_/.test(readCode(error) ?? '')

async function* gunzip(packed: Chunks): AsyncGenerator<Uint8Array> {
  try {
    yield* through(createGunzip(OPTIONS), packed)
  } catch (error) {
    if (!isZlibError(error)) throw error
    throw damagedData('gzip', /unexpected end/.test(error.message) ? CUT_OFF : error.message, error)
  }
}

/** Like a pipe, but lets go of a chunk only when zlib has used it up, so that its memory can be used again. */
async function* through(stream: Transform, chunks: Chunks): AsyncGenerator<Uint8Array> {
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
