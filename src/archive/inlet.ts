import { type Slab, viewBytes } from './slabs.ts'

export interface Inlet {
  readonly chunks: AsyncIterable<Uint8Array>
  /** Bytes that have been taken out so far. */
  readonly taken: number
  push(slab: Slab): void
  end(): void
  /** Whoever waits for a chunk, or asks for one, gets this error. */
  fail(error: unknown): void
  /** Nobody will ask again: everything that is pushed is given back at once; resolves at the end. */
  drain(): Promise<void>
}

/** A queue of slabs; `release` gets the memory of each as soon as the next one is asked for. */
export function createInlet(release: (buffer: ArrayBuffer) => void): Inlet {
  const queue: Slab[] = []
  let ended = false
  let failure: { readonly error: unknown } | undefined
  let draining = false
  let taken = 0
  let wake = () => {}
  const change = () =>
    new Promise<void>((resolve) => {
      wake = resolve
    })

  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (;;) {
      if (failure !== undefined) throw failure.error
      const slab = draining ? undefined : queue.shift()
      if (slab !== undefined) {
        taken += slab.length
        try {
          yield viewBytes(slab)
        } finally {
          release(slab.buffer)
        }
      } else if (ended || draining) return
      else await change()
    }
  }

  return {
    chunks: chunks(),
    get taken() {
      return taken
    },
    push(slab) {
      if (draining) release(slab.buffer)
      else queue.push(slab)
      wake()
    },
    end() {
      ended = true
      wake()
    },
    fail(error) {
      failure = { error }
      wake()
    },
    async drain() {
      draining = true
      for (const { buffer } of queue.splice(0)) release(buffer)
      wake()
      while (!ended) {
        if (failure !== undefined) throw failure.error
        await change()
      }
    },
  }
}
