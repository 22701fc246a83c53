import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { decompressArchive } from '../archive/decompress.ts'
import { detectPacking, HEAD } from '../archive/magic.ts'

/** Has something done with a tar archive that may be compressed, by somebody who does not decompress; `folder` is for a copy. */
export async function withPlain<T>(
  archive: string,
  folder: string,
  use: (plain: string) => Promise<T>,
): Promise<T> {
  const packing = detectPacking(await readHead(archive))
  if (packing === 'none') return use(archive)
  const own = await mkdtemp(join(folder, 'medperf-plain-'))
  try {
    const plain = join(own, 'image.tar')
    const packed = createReadStream(archive, { highWaterMark: 1024 * 1024 })
    await pipeline(Readable.from(decompressArchive(packing, packed)), createWriteStream(plain))
    return await use(plain)
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

/** The first bytes of a file, which tell what it is. */
export async function readHead(path: string): Promise<Uint8Array> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEAD) })
  return buffer.subarray(0, bytesRead)
}

/** Whether a file is a Singularity image, by its first bytes. */
export const isSif = async (path: string): Promise<boolean> =>
  Buffer.from((await readHead(path)).subarray(32, 41)).toString('latin1') === 'SIF_MAGIC'
