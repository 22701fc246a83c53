import { open } from 'node:fs/promises'
import { HEAD } from '../archive/magic.ts'

/** The first bytes of a file, which tell what it is. */
export async function readHead(path: string): Promise<Uint8Array> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEAD) })
  return buffer.subarray(0, bytesRead)
}

/** Whether a file is a Singularity image, by its first bytes. */
export const isSif = async (path: string): Promise<boolean> =>
  Buffer.from((await readHead(path)).subarray(32, 41)).toString('latin1') === 'SIF_MAGIC'
