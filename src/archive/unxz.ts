import * as xz from 'xz-decompress'
import { CUT_OFF, damagedData } from './member.ts'

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
  const input = packed[Symbol.asyncIterator]()
  let failure: unknown
  const source = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await input.next()
          // At the end the decoder gets no more, which it does not understand unless it is an empty chunk.
          controller.enqueue(done === true ? new Uint8Array() : Uint8Array.from(value))
        } catch (error) {
          failure = error
          controller.error(error)
        }
      },
    },
    { highWaterMark: 0 },
  )
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
    throw damagedData('xz', CODES[code ?? ''] ?? 'a checksum or a table does not fit', error)
  }
}
