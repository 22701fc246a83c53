/** Reads bytes in the portions that a format has, whatever the chunks that they come in. */
export interface Intake {
  /** So many bytes; undefined where they are no longer to be had. */
  take(bytes: number): Promise<Buffer | undefined>
  /** At least one byte and at most so many, without a copy; undefined at the end. */
  piece(most: number): Promise<Buffer | undefined>
  /** The last piece was longer than needed by so many bytes: they come again. */
  giveBack(bytes: number): void
  /** Nobody reads on: whatever brings the bytes is told. */
  close(): Promise<void>
}

/** Takes bytes out of chunks as they are asked for; what comes too early waits. A chunk's memory is let go with the next one. */
export function createIntake(chunks: AsyncIterable<Uint8Array>): Intake {
  const coming = chunks[Symbol.asyncIterator]()
  let chunk: Buffer = Buffer.alloc(0)
  // Not by the chunk's length: one whose memory has gone has none.
  let left = 0
  const piece = async (most: number) => {
    while (left === 0) {
      const next = await coming.next()
      if (next.done) return undefined
      chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length)
      left = chunk.length
    }
    const at = chunk.length - left
    const taken = chunk.subarray(at, at + most)
    left -= taken.length
    return taken
  }
  return {
    piece,
    giveBack(bytes) {
      left += bytes
    },
    async close() {
      await coming.return?.()
    },
    async take(bytes) {
      const pieces: Buffer[] = []
      for (let missing = bytes; missing > 0; ) {
        const next = await piece(missing)
        if (next === undefined) return undefined
        missing -= next.length
        pieces.push(missing === 0 ? next : Buffer.from(next))
      }
      return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)
    },
  }
}
