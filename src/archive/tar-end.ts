const BLOCK = 512

export interface TarEnd {
  /** The next part of the tar stream, before anybody parses it. */
  see(chunk: Uint8Array): void
  /** Where the header after the current member begins. */
  next(position: number): void
  readonly reached: boolean
}

/**
 * Finds the block of zeros that ends a tar archive. tar-stream reads on behind it, where Python's tarfile, GNU tar and so
 * MedPerf see nothing more; what follows there, another archive or garbage, must change neither files nor hashes.
 */
export function createTarEnd(): TarEnd {
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
  }
}
