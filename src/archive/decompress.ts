import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { unpackGzip } from './gzip/gunzip.ts'
import { through, ZLIB_OPTIONS } from './gzip/through.ts'
import type { Packing } from './magic.ts'

type Chunks = AsyncIterable<Uint8Array>

/**
 * The tar stream inside an archive; a chunk of `packed` is asked for when the one before is used up. Throws an ExpectedError
 * of kind `archive` where the compressed data is damaged or cut off; one that `isBehindTheEnd` where that stands behind what could
 * be the end.
 */
export async function* decompressArchive(packing: Packing, packed: Chunks): AsyncGenerator<Uint8Array> {
  if (packing === 'none') yield* packed
  if (packing === 'gzip') yield* unpackGzip(packed)
  if (packing === 'bzip2') yield* (await import('./bunzip.ts')).unpackBzip2(packed)
  if (packing === 'lzma') yield* (await import('./lzma/unlzma.ts')).unpackLzma(packed)
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
  if (name === 'gzip' || name === 'x-gzip') return through(createGunzip(ZLIB_OPTIONS), body)
  if (name === 'deflate') return through(createInflate(ZLIB_OPTIONS), body)
  if (name === 'br') return through(createBrotliDecompress(ZLIB_OPTIONS), body)
  return undefined
}
