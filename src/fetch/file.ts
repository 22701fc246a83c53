import { randomBytes } from 'node:crypto'
import { closeSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ArchiveLimits } from '../archive/limits.ts'
import { createSlabPool, type Slab, viewBytes } from '../archive/slabs.ts'
import { ExpectedError } from '../facts/error.ts'
import { inDiskWords, writeAll } from '../files/disk.ts'
import { guardDisk } from '../files/disk-floor.ts'
import { consumeBody } from './consume.ts'
import { type Attempt, type FetchOptions, readOrigin } from './origin.ts'
import { addToCache } from './tool-cache.ts'

export interface FetchFileOptions extends FetchOptions {
  /** The path of a file that does not exist yet. */
  readonly into: string
  readonly limits: Pick<ArchiveLimits, 'maxSize' | 'maxRatio'>
}

export interface FetchedFile {
  readonly path: string
  readonly sha256: string
  readonly bytes: number
}

/**
 * Downloads a file as it is. Rejects with an ExpectedError of kind `download`, `hash`, `archive` (above a limit) or
 * `disk-full`, or with the reason of the signal; then nothing is left behind.
 */
export async function fetchFile(url: string, options: FetchFileOptions): Promise<FetchedFile> {
  mkdirSync(dirname(options.into), { recursive: true })
  try {
    return await readOrigin({ kind: 'url', url }, options, (attempt) => writeOnce(attempt, options))
  } catch (error) {
    throw inDiskWords(error)
  }
}

async function writeOnce(
  { source, body, signal, keep }: Attempt,
  options: FetchFileOptions,
): Promise<FetchedFile> {
  const { into } = options
  const staging = `${into}.${randomBytes(6).toString('hex')}`
  const pool = createSlabPool(signal)
  const file = openSync(staging, 'wx')
  const claim = guardDisk(dirname(into))
  const write = (slab: Slab) => {
    claim(slab.length)
    writeAll(file, viewBytes(slab))
    pool.give(slab.buffer)
  }
  try {
    const found = await consumeBody(body, { write }, { ...options, source, pool }).finally(() =>
      closeSync(file),
    )
    if (found.bytes === 0) throw empty(source.shown)
    renameSync(staging, into)
    if (keep !== undefined) await addToCache(into, keep, options)
    return { path: into, ...found }
  } finally {
    rmSync(staging, { force: true })
  }
}

const empty = (shown: string) =>
  new ExpectedError('download', `${shown} is empty`, {
    hint: 'Check the file that is served, and upload it again.',
  })
