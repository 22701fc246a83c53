/** Reads bytes in the portions that a format has, whatever the chunks that they come in. */
export interface Intake {
  /** So many bytes; undefined where they are no longer to be had. */
  take(bytes: number): Promise<Buffer | undefined>
  /** At least one byte and at most so many, without a copy; undefined at the end. */
  piece(most: number): Promise<Buffer | undefined>
  /** Nobody reads on: whatever brings the bytes is told. */
  close(): Promise<void>
}

/** Takes bytes out of chunks as they are asked for; what comes too early waits. */
export function createIntake(chunks: AsyncIterable<Uint8Array>): Intake {
  const coming = chunks[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  const piece = async (most: number) => {
    while (rest.length === 0) {
      const next = await coming.next()
      if (next.done) return undefined
      rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length)
    }
    const taken = rest.subarray(0, most)
    rest = rest.subarray(taken.length)
    return taken
  }
  return {
    piece,
    async close() {
      await coming.return?.()
    },
    async take(bytes) {
      const pieces: Buffer[] = []
      for (let left = bytes; left > 0; ) {
        const next = await piece(left)
        if (next === undefined) return undefined
        pieces.push(next)
        left -= next.length
      }
      return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)
    },
  }
}
