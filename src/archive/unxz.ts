import * as xz from 'xz-decompress'
import { behindTheEnd, CUT_OFF, damagedData } from './member.ts'

// A CommonJS module: Node puts what it exports below `default`, the bundler beside it as well.
const { XzReadableStream } = 'default' in xz ? (xz.default as typeof xz) : xz

/** Words for the codes of xz-embedded, which the package puts at the end of its messages. */
const CODES: Readonly<Record<string, string>> = {
  3: 'it needs more memory than there is',
  4: 'it needs more memory than there is',
  6: 'it uses a filter or a check that is not supported: pack with plain `xz`',
  8: CUT_OFF,
}

/** Decompresses xz, any number of streams one after the other, with the checks none, CRC32 and CRC64. */
export async function* unpackXz(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = splitAtEnds(packed)
  let failure: unknown
  const source = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await input.next()
          // At the end the decoder gets no more, which it does not understand unless it is an empty chunk.
          controller.enqueue(done === true ? new Uint8Array() : Uint8Array.from(value.bytes))
          if (value?.isBehind) isBehind = true
        } catch (error) {
          failure = error
          controller.error(error)
        }
      },
    },
    { highWaterMark: 0 },
  )
  let isBehind = false
  let isGivenOut = false
  try {
    for await (const chunk of new XzReadableStream(source)) {
      isGivenOut = true
      if (chunk.length > 0) yield chunk
      isGivenOut = false
    }
  } catch (error) {
    // Whoever left meanwhile need not know that the package stumbles over it.
    if (isGivenOut) return
    if (failure !== undefined) throw failure
    const code = /code (\d+)$/.exec(String((error as Error).message))?.[1]
    const damaged = damagedData('xz', CODES[code ?? ''] ?? 'a checksum or a table does not fit', error)
    throw isBehind ? behindTheEnd(damaged) : damaged
  }
}

/** The two bytes that every stream ends with, where a multiple of four bytes does; elsewhere they are there by chance. */
const END = Buffer.from('YZ')

/**
 * The same bytes in pieces, none of which goes on behind an end: the decoder loses what it has unpacked in the same call where
 * something else follows.
 */
async function* splitAtEnds(packed: AsyncIterable<Uint8Array>) {
  let passed = 0
  let isBehind = false
  let last: number | undefined
  for await (const chunk of packed) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    const ends = listEnds(bytes, passed, last)
    passed += bytes.length
    last = bytes.at(-1)
    for (const [index, end] of [...ends, bytes.length].entries()) {
      const begin = ends[index - 1] ?? 0
      if (end > begin) yield { bytes: bytes.subarray(begin, end), isBehind }
      isBehind ||= index < ends.length
    }
  }
}

/** Where a stream may end in these bytes, before which so many came, and this one last. */
function listEnds(bytes: Buffer, passed: number, last: number | undefined): readonly number[] {
  const isCut = passed % 4 === 3 && last === END[0] && bytes[0] === END[1]
  const found = isCut ? [1] : []
  for (let at = bytes.indexOf(END); at !== -1; at = bytes.indexOf(END, at + 1))
    if ((passed + at + END.length) % 4 === 0) found.push(at + END.length)
  return found
}
