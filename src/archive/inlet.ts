import { createQueue } from '../files/queue.ts'
import { type Slab, viewBytes } from './slabs.ts'

export interface Inlet {
  readonly chunks: AsyncIterable<Uint8Array>
  /** Bytes that came for what has been taken out so far. */
  readonly came: number
  push(slab: Slab): void
  end(): void
  /** Whoever waits for a chunk, or asks for one, gets this error. */
  fail(error: unknown): void
  /** Nobody will ask again: everything that is pushed is given back at once; resolves at the end. */
  drain(): Promise<void>
}

/** A queue of slabs; `release` gets the memory of each as soon as the next one is asked for. */
export function createInlet(release: (buffer: ArrayBuffer) => void): Inlet {
  const queue = createQueue<Slab>()
  let draining = false
  let came = 0

  async function* chunks(): AsyncGenerator<Uint8Array> {
    while (!draining) {
      const slab = await queue.take()
      if (slab === undefined) return
      if (draining) return release(slab.buffer) // it came to somebody who had stopped to listen
      came = slab.came ?? came + slab.length
      try {
        yield viewBytes(slab)
      } finally {
        release(slab.buffer)
      }
    }
  }

  return {
    chunks: chunks(),
    get came() {
      return came
    },
    push: queue.push,
    end: queue.end,
    fail(error) {
      queue.clear()
      queue.fail(error)
    },
    async drain() {
      draining = true
      for (let slab = await queue.take(); slab !== undefined; slab = await queue.take()) release(slab.buffer)
    },
  }
}
