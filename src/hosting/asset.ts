import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { StepFailure } from '../failure.ts'
import { showBytes } from '../fetch/words.ts'
import { hashFile } from '../medperf/hash-file.ts'
import { plainLine } from '../text.ts'

/** Bytes of the largest file that GitHub takes as a release asset: less than 2 GiB. */
export const LARGEST_ASSET = 2 * 1024 ** 3 - 1

/** A file that is ready to be published. */
export interface Asset {
  readonly path: string
  /** Holds the beginning of the hash, so that a name never stands for two contents. */
  readonly name: string
  /** In hexadecimal, without prefix. */
  readonly sha256: string
  readonly bytes: number
}

/** `demo-dataset-0123456789abcdef.tar.gz`: only characters that GitHub leaves as they are in the name of an asset. */
export function assetName(label: string, sha256: string, extension: string): string {
  const words = label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return `${words.replaceAll(/^-|-$/g, '')}-${sha256.slice(0, 16)}${extension}`
}

/**
 * A file of the repository that is published as it is, such as a Singularity image. Rejects with a StepFailure of kind
 * `archive` where it is too large, empty, or no regular file.
 */
export async function fileAsset(path: string, label: string): Promise<Asset> {
  const shown = plainLine(basename(path), 200)
  const stats = statSync(path)
  if (stats.size > LARGEST_ASSET) throw tooLargeToHost(`${shown} has ${countBytes(stats.size)},`)
  const found = stats.isFile() ? await hashFile(path) : undefined
  if (found === undefined) {
    throw new StepFailure('archive', `${shown} is not a regular file`, 'Name a file or a folder.')
  }
  if (found.bytes === 0) throw new StepFailure('archive', `${shown} is empty`, 'Commit the file itself.')
  const extension = /(?:\.tar)?\.[a-z0-9]{1,10}$/i.exec(basename(path))?.[0].toLowerCase() ?? ''
  return { path, name: assetName(label, found.sha256, extension), ...found }
}

/** The failure for what does not fit into a release asset; `what` begins the sentence. */
export const tooLargeToHost = (what: string, limit = LARGEST_ASSET) =>
  new StepFailure(
    'archive',
    `${what} more than the ${countBytes(limit)} that a release asset of GitHub may have`,
    'Make it smaller, or host it elsewhere (Zenodo, a public bucket) and name it by `url` and `sha256`.',
  )

/** A size to the byte, and as people read it. */
export const countBytes = (bytes: number) =>
  bytes < 1_000 ? showBytes(bytes) : `${bytes.toLocaleString('en')} bytes (${showBytes(bytes)})`
