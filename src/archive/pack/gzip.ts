import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** Bytes of each member before compression: enough for the window to matter little, little enough for several at once. */
const MEMBER = 1024 * 1024
/** Members at once: libuv's threads, unless somebody changed their number. */
const PARALLEL = 4
/** 3 to 6 times as fast as level 9, the default of Python's tarfile, for a few percent more bytes. */
const LEVEL = 4
/** Where a gzip header names the system, which must not make a difference: 255 means unknown (RFC 1952). */
const SYSTEM = 9
const UNKNOWN = 255

const compress = promisify(gzip)

/**
 * Compresses a stream into gzip members, several at once, in order. Where the members begin depends on the bytes alone, so
 * the result is the same on every run with the same zlib. A file of several members is gzip like any other (RFC 1952, 2.2).
 */
export async function* gzipMembers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  // New memory for each block would keep the garbage collector busy for a tenth of the time.
  const free: Buffer[] = []
  const waiting: Promise<Buffer>[] = []
  const start = async ({ memory, length }: Block) => {
    const member = await compress(memory.subarray(0, length), { level: LEVEL, chunkSize: MEMBER })
    free.push(memory)
    member[SYSTEM] = UNKNOWN
    return member
  }
  for await (const block of toBlocks(chunks, () => free.pop() ?? Buffer.allocUnsafeSlow(MEMBER))) {
    waiting.push(start(block))
    if (waiting.length >= PARALLEL) yield (await waiting.shift()) as Buffer
  }
  for (const member of waiting) yield await member
}

interface Block {
  readonly memory: Buffer
  readonly length: number
}

/** Blocks of `MEMBER` bytes; only the last one is shorter. */
async function* toBlocks(chunks: AsyncIterable<Uint8Array>, take: () => Buffer): AsyncGenerator<Block> {
  let memory = take()
  let length = 0
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + MEMBER - length)
      memory.set(part, length)
      length += part.length
      at += part.length
      if (length < MEMBER) continue
      yield { memory, length }
      memory = take()
      length = 0
    }
  }
  if (length > 0) yield { memory, length }
}
