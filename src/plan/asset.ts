import { existsSync, mkdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { packFolder } from '../archive/pack/pack.ts'
import type { NamedSource } from '../benchmark/benchmark.ts'
import { ExpectedError } from '../facts/error.ts'
import { hashFile } from '../files/hash-file.ts'
import type { Asset } from '../github/release-asset.ts'
import { countBytes } from '../words/size.ts'
import { plainLine } from '../words/text.ts'

/** Bytes of the largest file that GitHub takes as a release asset: less than 2 GiB. */
export const LARGEST_ASSET = 2 * 1024 ** 3 - 1

/** `demo-dataset-0123456789abcdef.tar.gz`: only characters that GitHub leaves as they are in the name of an asset. */
export function nameAsset(label: string, sha256: string, extension: string): string {
  const words = label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return `${words.replaceAll(/^-|-$/g, '')}-${sha256.slice(0, 16)}${extension}`
}

/**
 * A file of the repository that is published as it is, such as a Singularity image. Rejects with an ExpectedError of kind
 * `archive` where it is too large, empty, or no regular file.
 */
export async function prepareFile(path: string, label: string): Promise<Asset> {
  const shown = plainLine(basename(path), 200)
  const stats = statSync(path)
  if (stats.size > LARGEST_ASSET) throw tooLargeToHost(`${shown} has ${countBytes(stats.size)},`)
  const found = stats.isFile() ? await hashFile(path) : undefined
  if (found === undefined) {
    throw new ExpectedError('archive', `${shown} is not a regular file`, { hint: 'Name a file or a folder.' })
  }
  if (found.bytes === 0)
    throw new ExpectedError('archive', `${shown} is empty`, { hint: 'Commit the file itself.' })
  const extension = /(?:\.tar)?\.[a-z0-9]{1,10}$/i.exec(basename(path))?.[0].toLowerCase() ?? ''
  return { path, name: nameAsset(label, found.sha256, extension), ...found }
}

/** How large a packed folder may become. */
export const ASSET_LIMIT = { bytes: LARGEST_ASSET, refuse: (what: string) => tooLargeToHost(what) }

/** The failure for what does not fit into a release asset; `what` begins the sentence. */
export const tooLargeToHost = (what: string, limit = LARGEST_ASSET) =>
  new ExpectedError(
    'archive',
    `${what} more than the ${countBytes(limit)} that a release asset of GitHub may have`,
    {
      hint: 'Make it smaller, or host it elsewhere (Zenodo, a public bucket) and name it by `url` and `sha256`.',
    },
  )

/** A file or folder of the repository as it is published; a folder is packed in `work`, always to the same bytes. */
export async function prepareAsset(
  source: Extract<NamedSource, { kind: 'path' }>,
  label: string,
  { work, signal }: { readonly work: string; readonly signal: AbortSignal },
): Promise<Asset> {
  if (source.type === 'file') return prepareFile(source.path, label)
  const folder = join(work, 'packed')
  mkdirSync(folder, { recursive: true })
  const into = join(folder, `${label.replaceAll(/\W+/g, '-')}.tar.gz`)
  // Packed for the plan already: the folder is this run's alone.
  const before = existsSync(into) ? await hashFile(into) : undefined
  const { sha256, bytes } = before ?? (await packFolder(source.path, { into, signal, limit: ASSET_LIMIT }))
  return { path: into, sha256, bytes, name: nameAsset(label, sha256, '.tar.gz') }
}
