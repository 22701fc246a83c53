import { chmodSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { ArchiveLimits } from '../archive/limits.ts'
import { createSlabPool, type Slab, viewBytes } from '../archive/slabs.ts'
import { createUnpacking } from '../archive/unpacking.ts'
import { known } from '../facts/known.ts'
import { inDiskWords } from '../files/disk.ts'
import type { FileHashes } from '../files/folder-hash.ts'
import { consumeBody } from './consume.ts'
import { type ArchiveOrigin, type Attempt, type FetchOptions, readOrigin } from './origin.ts'
import { START_OVER } from './source.ts'
import { createCopy } from './tool-cache.ts'

export interface FetchArchiveOptions extends FetchOptions {
  /** A folder that does not exist yet. */
  readonly into: string
  readonly limits: ArchiveLimits
}

export interface Unpacked {
  readonly folder: string
  /** Of the archive itself. */
  readonly sha256: string
  /** Of the archive itself. */
  readonly bytes: number
  /** Files that were unpacked; folders and links to others do not count. */
  readonly files: number
  readonly hashes: FileHashes
}

/**
 * Downloads or reads a tar archive and unpacks it into a new folder, in one pass: each byte is hashed,
 * unpacked, hashed again as part of its file, and written while it comes. Everything happens in a folder of
 * our own beside `into`, which gets its name only when the archive's sha256 is the expected one, so that
 * nobody sees what was not checked. Links that lead out, devices, absolute paths and `..` are refused;
 * MedPerf's `._*` rule is kept (docs/medperf.md 13.4).
 *
 * Rejects with an ExpectedError of kind `download`, `hash`, `archive` or `disk-full`, or with the reason of the
 * signal; then nothing is left behind.
 */
export async function fetchArchive(origin: ArchiveOrigin, options: FetchArchiveOptions): Promise<Unpacked> {
  mkdirSync(dirname(options.into), { recursive: true })
  try {
    return await readOrigin(origin, options, (attempt) => unpackOnce(attempt, options))
  } catch (error) {
    throw inDiskWords(error)
  }
}

async function unpackOnce(attempt: Attempt, options: FetchArchiveOptions): Promise<Unpacked> {
  const { into, limits } = options
  const staging = mkdtempSync(`${into}.`)
  const pool = createSlabPool(attempt.signal)
  const copy = attempt.keep === undefined ? undefined : createCopy(`${staging}.copy`, attempt.keep, options)
  const {
    signal,
    stop,
    body: { length, announced },
  } = attempt
  const delivery = known({ length, announced, signal, stop })
  const unpacking = createUnpacking(staging, limits, delivery, pool)
  try {
    const write = async (slab: Slab) => {
      copy?.write(viewBytes(slab))
      await unpacking.write(slab)
    }
    const { source, body } = attempt
    const { sha256, bytes } = await consumeBody(body, { write }, { ...options, source, pool })
    const files = await unpacking.end()
    chmodSync(staging, 0o755)
    renameSync(staging, into)
    await copy?.keep()
    return { folder: into, sha256, bytes, files: files.size, hashes: { root: resolve(into), files } }
  } catch (error) {
    // What was refused as a bomb is no better when it comes again.
    throw (error === START_OVER ? await unpacking.judge() : undefined) ?? error
  } finally {
    await unpacking.stop()
    copy?.discard()
    await rm(staging, { recursive: true, force: true })
  }
}
