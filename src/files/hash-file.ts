import { createHash, hash as digest } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'

const CHUNK = 1024 * 1024
/** Chunks between two turns of the event loop: synchronous reads are the fast ones, but others have to run as well. */
const CHUNKS_PER_TURN = 16
// Without O_NONBLOCK, opening a pipe that nobody writes to never returns.
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK

// Never holds anything across a turn, so that all calls can share it.
let spare: Buffer | undefined

/** What a file holds: SHA-256 and size in bytes. */
export interface HashedFile {
  readonly sha256: string
  readonly bytes: number
}

/** SHA-256 of bytes, in hexadecimal. */
export const hashBytes = (bytes: Uint8Array): string => digest('sha256', bytes)

export interface HashOptions {
  /** Follows a link, such as the name of a descriptor. */
  readonly follow?: boolean
  /** Told the descriptor of a regular file before its first byte is read. */
  readonly onOpen?: (file: number) => void
  /** Gets every piece that is hashed, before the next is read. */
  readonly onPiece?: (piece: Buffer) => void
}

/**
 * SHA-256 of a file and its size in bytes, read in pieces of 1 MiB (docs/medperf.md 11.1). Links are not followed; undefined
 * for what is not a regular file. Rejects with the system's error where it cannot be read.
 */
export async function hashFile(
  path: string | Buffer,
  { follow = false, onOpen, onPiece }: HashOptions = {},
): Promise<HashedFile | undefined> {
  const file = openSync(path, follow ? FLAGS : FLAGS | constants.O_NOFOLLOW)
  try {
    if (!fstatSync(file).isFile()) return undefined
    onOpen?.(file)
    const hash = createHash('sha256')
    spare ??= Buffer.allocUnsafeSlow(CHUNK)
    let bytes = 0
    for (let chunks = 1; ; chunks += 1) {
      const read = readSync(file, spare)
      if (read === 0) return { sha256: hash.digest('hex'), bytes }
      const piece = read === CHUNK ? spare : spare.subarray(0, read)
      hash.update(piece)
      onPiece?.(piece)
      bytes += read
      if (chunks % CHUNKS_PER_TURN === 0) await nextTurn()
    }
  } finally {
    closeSync(file)
  }
}
