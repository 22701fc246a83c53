import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { badArchive } from '../archive/member.ts'
import { SLAB } from '../archive/slabs.ts'
import { plainLine } from '../words/text.ts'
import type { ByteSource } from './source.ts'

// Never waits for a pipe, which another job may have left in the tool cache.
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK

/** A file of this machine. Rejects with an ExpectedError of kind `archive` where it cannot be opened. */
export function createFileSource(path: string): ByteSource {
  const shown = plainLine(basename(path), 200)
  let file: FileHandle | undefined
  return {
    shown,
    async open() {
      file = await open(path, FLAGS).catch((error: NodeJS.ErrnoException) => {
        throw badArchive(`${shown} cannot be read (${error.code})`, 'Check that it exists and is readable.', {
          cause: error,
        })
      })
      const stats = await file.stat()
      if (!stats.isFile()) throw badArchive(`${shown} is not a regular file`, 'Put the file itself there.')
      return { length: stats.size, chunks: read(file) }
    },
    async close() {
      await file?.close()
      file = undefined
    },
  }
}

async function* read(file: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(SLAB)
  for (;;) {
    const { bytesRead } = await file.read(buffer)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
}
