import { createHash } from 'node:crypto'
import { closeSync, openSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { StepFailure } from '../failure.ts'
import { inDiskWords, writeAll } from '../fetch/disk.ts'
import { plainLine } from '../text.ts'
import { type Asset, assetName, countBytes, LARGEST_ASSET, tooLargeToHost } from './asset.ts'
import { type Entry, listEntries } from './entries.ts'
import { gzipMembers } from './gzip.ts'

export interface PackOptions {
  /** The path of a file that does not exist yet. */
  readonly into: string
  readonly signal: AbortSignal
  /** In bytes of the archive; as much as a release asset may have unless said otherwise. */
  readonly maxSize?: number
}

export interface Packed {
  readonly path: string
  /** Of the archive, in hexadecimal. */
  readonly sha256: string
  /** Of the archive. */
  readonly bytes: number
  readonly files: number
}

/**
 * Packs a folder as the `.tar.gz` that MedPerf unpacks (contract 9.5): what is in the folder is at the top of the archive.
 * The same folder gives the same bytes on every run and machine. Rejects with a StepFailure of kind `archive` or
 * `disk-full`, or with the reason of the signal; then nothing is left behind.
 */
export async function packFolder(folder: string, options: PackOptions): Promise<Packed> {
  const entries = listEntries(folder)
  const files = entries.filter((entry) => entry.kind === 'file')
  if (files.length === 0) {
    throw new StepFailure(
      'archive',
      `the folder ${plainLine(basename(folder), 200)} holds no file`,
      'Commit what it should hold; Git keeps no empty folders.',
    )
  }
  const size = countBytes(files.reduce((sum, { bytes }) => sum + bytes, 0))
  const shown = `${plainLine(basename(folder), 200)}, ${files.length.toLocaleString('en')} files of ${size}`
  const tooLarge = () => tooLargeToHost(`the folder ${shown}, packs to`, options.maxSize)
  const file = openSync(options.into, 'wx')
  try {
    return { path: options.into, ...(await write(entries, file, options, tooLarge)), files: files.length }
  } catch (error) {
    rmSync(options.into, { force: true })
    throw inDiskWords(error)
  } finally {
    closeSync(file)
  }
}

/** A folder of the repository, packed and ready to be published; rejects like `packFolder`. */
export async function folderAsset(folder: string, label: string, options: PackOptions): Promise<Asset> {
  const { path, sha256, bytes } = await packFolder(folder, options)
  return { path, name: assetName(label, sha256, '.tar.gz'), sha256, bytes }
}

async function write(
  entries: readonly Entry[],
  file: number,
  { signal, maxSize = LARGEST_ASSET }: PackOptions,
  tooLarge: () => StepFailure,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const { tarOf } = await import('./tar.ts')
  const hash = createHash('sha256')
  let bytes = 0
  for await (const member of gzipMembers(tarOf(entries))) {
    signal.throwIfAborted()
    bytes += member.length
    if (bytes > maxSize) throw tooLarge()
    hash.update(member)
    writeAll(file, member)
  }
  return { sha256: hash.digest('hex'), bytes }
}
