import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Converted images by their digest, as in MedPerf's client (contract 11.2); two that want the same wait for one. */
export interface SifCache {
  readonly folder: string
  /** Gives the SIF for a digest, made by `make` if it is not there yet. */
  get(digest: string, make: (path: string) => Promise<void>): Promise<string>
}

/** Opens a folder of converted images, which may be another job's too: a file appears there only when it is whole. */
export function openSifCache(folder: string): SifCache {
  const making = new Map<string, Promise<string>>()
  const fill = async (digest: string, make: (path: string) => Promise<void>) => {
    const path = join(folder, `${digest.replaceAll(':', '_')}.sif`)
    if (await exists(path)) return path
    await mkdir(folder, { recursive: true })
    const part = join(folder, `.${randomBytes(8).toString('hex')}.sif`)
    try {
      await make(part)
      await rename(part, path)
      return path
    } finally {
      await rm(part, { force: true })
    }
  }
  return {
    folder,
    get(digest, make) {
      const made = making.get(digest) ?? fill(digest, make)
      making.set(digest, made)
      made.catch(() => making.delete(digest))
      return made
    },
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

/** The SHA-256 of a file with `sha256:`. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash)
  return `sha256:${hash.digest('hex')}`
}
