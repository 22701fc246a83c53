import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { hashFile } from '../../files/hash-file.ts'
import { isSif } from '../plain-archive.ts'

/** How long a converted image that nobody asks for is kept, in milliseconds; the rest of a copy that was broken off a day. */
const DAY = 24 * 3_600_000
const KEEP = 14 * DAY

/** Converted images by their digest, as in MedPerf's client (docs/medperf.md 14.3); two that want the same wait for one. */
export interface SifCache {
  /** For what is needed while an image is made; it goes with the run. */
  readonly folder: string
  /** Whether there is one for a digest. */
  has(digest: string): Promise<boolean>
  /** Gives the SIF for a digest, made by `make` if it is not there yet. */
  get(digest: string, make: (path: string) => Promise<void>): Promise<string>
}

/**
 * Opens a folder of converted images. Where `kept` names a folder that outlives the job, they are kept there, for every job that
 * can: a file appears there only when it is whole, and goes when nobody has asked for it for 14 days.
 */
export function openSifCache(folder: string, kept = folder): SifCache {
  const making = new Map<string, Promise<string>>()
  const nameOf = (digest: string) => `${digest.replaceAll(':', '_')}.sif`
  const fill = async (digest: string, make: (path: string) => Promise<void>) => {
    const name = nameOf(digest)
    const path = join(kept, name)
    if (await isWhole(path)) return path
    await mkdir(folder, { recursive: true })
    const part = partIn(folder)
    try {
      await make(part)
      return await keep(part, name, folder, kept)
    } finally {
      await rm(part, { force: true })
    }
  }
  return {
    folder,
    has: (digest) => isWhole(join(kept, nameOf(digest))),
    get(digest, make) {
      const made = making.get(digest) ?? fill(digest, make)
      making.set(digest, made)
      made.catch(() => making.delete(digest))
      return made
    },
  }
}

const partIn = (folder: string) => join(folder, `.${randomBytes(8).toString('hex')}.sif`)

/** Puts a new image where it is kept; where that cannot be, it serves this run. */
async function keep(part: string, name: string, folder: string, kept: string): Promise<string> {
  if (kept === folder) return moved(part, join(folder, name))
  try {
    await mkdir(kept, { recursive: true })
    await sweep(kept)
    return await moved(part, join(kept, name)).catch(() => copied(part, kept, name))
  } catch {
    return moved(part, join(folder, name))
  }
}

/** To another disk: a copy that appears under its name when it is whole. */
async function copied(from: string, kept: string, name: string): Promise<string> {
  const copy = partIn(kept)
  try {
    await copyFile(from, copy)
    return await moved(copy, join(kept, name))
  } finally {
    await rm(copy, { force: true })
  }
}

async function moved(from: string, to: string): Promise<string> {
  await rename(from, to)
  return to
}

/** Removes what has not been used for long; another job may do the same at the same time. */
async function sweep(kept: string): Promise<void> {
  for (const name of (await readdir(kept)).filter((one) => one.endsWith('.sif'))) {
    const path = join(kept, name)
    if (name.startsWith('.')) {
      if ((await readAge(path)) > DAY) await rm(path, { force: true })
    } else if ((await readAge(path)) > KEEP) await retire(path, kept)
  }
}

/** Removes an image, unless another job has asked for it since it was looked at: who asks notes that first, and looks again. */
async function retire(path: string, kept: string): Promise<void> {
  const hidden = partIn(kept)
  try {
    await rename(path, hidden)
    if ((await readAge(hidden)) > KEEP) await rm(hidden, { force: true })
    else await rename(hidden, path)
  } catch {
    // Another job was quicker.
  }
}

/** Milliseconds since a file was written or asked for; 0 where it is gone. */
async function readAge(path: string): Promise<number> {
  const used = await stat(path).catch(() => undefined)
  return used === undefined ? 0 : Date.now() - Math.max(used.atimeMs, used.mtimeMs)
}

/** Whether an image is there, by its first bytes; it is then noted as used. */
async function isWhole(path: string): Promise<boolean> {
  try {
    // Noted first, so that a job which clears up sees it; somebody else's may be read although its time cannot be set.
    await utimes(path, new Date(), (await stat(path)).mtime).catch(() => {})
    return await isSif(path)
  } catch {
    return false
  }
}

/** The SHA-256 of a file with `sha256:`. */
export async function fileDigest(path: string): Promise<string> {
  const hashed = await hashFile(path)
  if (hashed === undefined) throw new TypeError(`${path} is no file`)
  return `sha256:${hashed.sha256}`
}
