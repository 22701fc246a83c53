import bitIterator, { type BitReader } from 'unbzip2-stream/lib/bit_iterator.js'
import bzip2 from 'unbzip2-stream/lib/bzip2.js'
import { behindTheEnd, CUT_OFF, damagedData } from './member.ts'

/** Bytes of a block for each level, 1 to 9. */
const LEVEL = 100_000
/** So many bytes more than its contents a compressed block can have at most. */
const OVERHEAD = 25_000
/** Bytes of a stream's header. */
const HEADER = 4
const CHUNK = 256 * 1024

/**
 * Decompresses bzip2, any number of streams one after the other. It uses the decoder of unbzip2-stream block by block, and
 * not its stream, which hands out all blocks that it has at once: a small archive would fill the memory.
 */
export async function* unpackBzip2(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = createInput(packed)
  let work = new Int32Array(0)
  for (let streams = 0; await input.fill(HEADER); streams += 1) {
    const level = readHeader(input.bits, streams)
    if (level === undefined) return input.drain()
    if (work.length < LEVEL * level) work = new Int32Array(LEVEL * level)
    for (let checksum: number | null = 0; checksum !== null; ) {
      await input.fill(LEVEL * level + OVERHEAD)
      const out = createOutput()
      checksum = readBlock(
        input.bits,
        { add: out.add, work: work.subarray(0, LEVEL * level), streams },
        checksum,
      )
      yield* out.chunks()
    }
  }
}

/** The level of the next stream; undefined for something else behind the first, which Python passes over as well. */
function readHeader(bits: BitReader, streams: number): number | undefined {
  try {
    return bzip2.header(bits)
  } catch (error) {
    if (streams > 0) return undefined
    throw inWords(error)
  }
}

interface Block {
  readonly add: (byte: number) => void
  readonly work: Int32Array
  /** How many streams were whole before. */
  readonly streams: number
}

function readBlock(bits: BitReader, { add, work, streams }: Block, checksum: number) {
  try {
    return bzip2.decompress(bits, add, work, work.length, checksum)
  } catch (error) {
    throw streams === 0 ? inWords(error) : behindTheEnd(inWords(error))
  }
}

const inWords = (error: unknown) =>
  damagedData('bzip2', error instanceof RangeError ? CUT_OFF : 'a checksum or a table does not fit', error)

/** The packed bytes as the decoder wants them: there when it asks, since it cannot wait. */
function createInput(packed: AsyncIterable<Uint8Array>) {
  const chunks = packed[Symbol.asyncIterator]()
  const queue: Uint8Array[] = [new Uint8Array()]
  let received = 0
  let ended = false
  const bits = bitIterator(() => {
    const next = queue.shift()
    if (next === undefined) throw new RangeError('no more data')
    return next
  })
  const receive = async () => {
    const { done, value } = await chunks.next()
    ended = done === true
    return value as Uint8Array | undefined
  }
  return {
    bits,
    /** Waits for so many bytes, or for the end; whether there are any. */
    async fill(bytes: number): Promise<boolean> {
      while (!ended && received - bits.bytesRead < bytes) {
        const chunk = await receive()
        if (chunk === undefined || chunk.length === 0) continue
        received += chunk.length
        queue.push(Uint8Array.from(chunk)) // a copy: the chunk's memory is used again
      }
      return received > bits.bytesRead
    },
    async drain(): Promise<void> {
      while (!ended) await receive()
    },
  }
}

/** Collects a block's bytes: at most 46 MB, when each of them stands for a run of 255. */
function createOutput() {
  const full: Uint8Array[] = []
  let chunk = new Uint8Array(CHUNK)
  let at = 0
  return {
    add(byte: number) {
      if (at === CHUNK) {
        full.push(chunk)
        chunk = new Uint8Array(CHUNK)
        at = 0
      }
      chunk[at] = byte
      at += 1
    },
    *chunks(): Generator<Uint8Array> {
      yield* full
      if (at > 0) yield chunk.subarray(0, at)
    },
  }
}
