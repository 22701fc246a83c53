import { createHash } from 'node:crypto'
import { closeSync, openSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { ExpectedError } from '../../facts/error.ts'
import { inDiskWords, writeAll } from '../../files/disk.ts'
import { countBytes } from '../../words/size.ts'
import { plainLine } from '../../words/text.ts'
import { listEntries, type PackEntry } from './entries.ts'
import { gzipMembers } from './gzip.ts'

export interface PackOptions {
  /** The path of a file that does not exist yet. */
  readonly into: string
  readonly signal: AbortSignal
  readonly limit?: PackLimit
}

/** How large an archive may become. */
export interface PackLimit {
  /** In bytes of the archive. */
  readonly bytes: number
  /** The failure for more than that; `what` begins its sentence. */
  readonly refuse: (what: string) => ExpectedError
}

export interface PackedFolder {
  readonly path: string
  /** Of the archive, in hexadecimal. */
  readonly sha256: string
  /** Of the archive. */
  readonly bytes: number
  readonly files: number
}

/**
 * Packs a folder as the `.tar.gz` that MedPerf unpacks (docs/medperf.md 13.4): what is in the folder is at the top of the
 * archive. The same folder gives the same bytes on every run and machine. Rejects with an ExpectedError of kind `archive` or
 * `disk-full`, or with the reason of the signal; then nothing is left behind.
 */
export async function packFolder(folder: string, options: PackOptions): Promise<PackedFolder> {
  const entries = listEntries(folder)
  const files = entries.filter((entry) => entry.kind === 'file')
  if (files.length === 0) {
    throw new ExpectedError('archive', `the folder ${plainLine(basename(folder), 200)} holds no file`, {
      hint: 'Commit what it should hold; Git keeps no empty folders.',
    })
  }
  const size = countBytes(files.reduce((sum, { bytes }) => sum + bytes, 0))
  const shown = `${plainLine(basename(folder), 200)}, ${files.length.toLocaleString('en')} files of ${size}`
  const what = `the folder ${shown}, packs to`
  const file = openSync(options.into, 'wx')
  try {
    return { path: options.into, ...(await write(entries, file, options, what)), files: files.length }
  } catch (error) {
    rmSync(options.into, { force: true })
    throw inDiskWords(error)
  } finally {
    closeSync(file)
  }
}

async function write(
  entries: readonly PackEntry[],
  file: number,
  { signal, limit }: PackOptions,
  what: string,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const { writeTar } = await import('./tar.ts')
  const hash = createHash('sha256')
  let bytes = 0
  for await (const member of gzipMembers(writeTar(entries))) {
    signal.throwIfAborted()
    bytes += member.length
    if (limit !== undefined && bytes > limit.bytes) throw limit.refuse(what)
    hash.update(member)
    writeAll(file, member)
  }
  return { sha256: hash.digest('hex'), bytes }
}
