const BLOCK = 512

export interface TarEnd {
  /** The next part of the tar stream, before anybody parses it. */
  see(chunk: Uint8Array): void
  /** Where the header after the current member begins. */
  next(position: number): void
  readonly reached: boolean
  /** The type flag of the member whose data begins at a position, and whose header was seen last; tar-stream tells only some. */
  flagOf(data: number): string
}

/** Where in a header the type flag stands. */
const FLAG = 156

/**
 * Looks at the stream beside tar-stream, for what that does not tell: the flags of its members, and the block of zeros that ends an
 * archive. It reads on behind that, where Python's tarfile, GNU tar and so MedPerf see nothing more; what follows there, another
 * archive or garbage, must change neither files nor hashes.
 */
export function createTarEnd(): TarEnd {
  let before: Uint8Array = new Uint8Array()
  let tail: Uint8Array = new Uint8Array()
  let chunk: Uint8Array = new Uint8Array()
  let start = 0
  let header = 0
  let zeros = 0
  let open = true

  const look = () => {
    while (open && zeros < BLOCK) {
      const at = header + zeros - start
      if (at >= chunk.length) return
      if (chunk[at] === 0) zeros += 1
      else open = false
    }
  }

  return {
    see(next) {
      start += chunk.length
      before = tail
      tail = lastBlock(tail, next)
      chunk = next
      look()
    },
    next(position) {
      if (zeros === BLOCK) return
      header = position
      zeros = 0
      open = true
      look()
    },
    get reached() {
      return zeros === BLOCK
    },
    flagOf(data) {
      const at = data - BLOCK + FLAG - start
      return String.fromCharCode((at < 0 ? before[before.length + at] : chunk[at]) ?? 0)
    },
  }
}

/** A copy of the last bytes, as many as a header has: the memory of a chunk is used again when the next one comes. */
function lastBlock(before: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (chunk.length >= BLOCK) return chunk.slice(-BLOCK)
  return Buffer.concat([before.subarray(chunk.length - BLOCK), chunk])
}
