import { createQueue } from '../files/queue.ts'

/** Bytes of a slab. Larger ones gain nothing, smaller ones cost more messages between threads. */
export const SLAB = 1024 * 1024
/** So many slabs are on their way at most: memory stays flat whatever the archive's size. */
export const CREDIT = 8

/** A piece of a file in memory that is used again and may travel between threads. */
export interface Slab {
  readonly buffer: ArrayBuffer
  readonly length: number
  /** Bytes of the file that had come when this one was full, where a server had packed them once more; else those of all slabs. */
  readonly came?: number
}

export const viewBytes = ({ buffer, length }: Slab): Uint8Array => new Uint8Array(buffer, 0, length)

export interface SlabPool {
  /** Memory for the next slab; waits until there is some. Rejects with the reason of `signal`. */
  take(): Promise<ArrayBuffer>
  give(buffer: ArrayBuffer): void
}

export function createSlabPool(signal: AbortSignal): SlabPool {
  const free = createQueue<ArrayBuffer>()
  let made = 0
  signal.addEventListener('abort', () => free.fail(signal.reason), { once: true })
  return {
    async take() {
      signal.throwIfAborted()
      if (free.size === 0 && made < CREDIT) {
        made += 1
        return new ArrayBuffer(SLAB)
      }
      const buffer = await free.take()
      signal.throwIfAborted()
      if (buffer === undefined) throw new TypeError('a pool has no end')
      return buffer
    },
    give: free.push,
  }
}

/** Packs chunks of any size into full slabs; only the last one is shorter. */
export async function* toSlabs(chunks: AsyncIterable<Uint8Array>, pool: SlabPool): AsyncGenerator<Slab> {
  let buffer: ArrayBuffer | undefined
  let target = new Uint8Array()
  let filled = 0
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      if (buffer === undefined) {
        buffer = await pool.take()
        target = new Uint8Array(buffer)
        filled = 0
      }
      const part = chunk.subarray(at, at + SLAB - filled)
      target.set(part, filled)
      filled += part.length
      at += part.length
      if (filled < SLAB) continue
      yield { buffer, length: filled }
      buffer = undefined
    }
  }
  if (buffer !== undefined) yield { buffer, length: filled }
}
