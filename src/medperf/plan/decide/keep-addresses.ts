import { isSameJson } from '../../../yaml/equal.ts'
import type { Fields } from '../../rows.ts'
import type { WantedFields } from '../wanted/state.ts'

/** The hash that goes with each address (docs/medperf.md 4.1, 5.4). */
const HASH_OF: Readonly<Record<string, string>> = {
  git_mlcube_url: 'mlcube_hash',
  git_parameters_url: 'parameters_hash',
  image_tarball_url: 'image_tarball_hash',
  additional_files_tarball_url: 'additional_files_tarball_hash',
  asset_url: 'asset_hash',
}

/**
 * The wanted content with a registered address kept where it will always yield the same file: each commit has another raw
 * address for what it did not change, which alone is no change.
 */
export function keepAddresses(wanted: WantedFields, registered: Fields): WantedFields {
  const kept = Object.entries(HASH_OF).flatMap(([url, hash]) => {
    const [before, now] = [registered[url], wanted.fields[url]]
    const isKept =
      isSameJson(registered[hash] ?? null, wanted.fields[hash] ?? null) &&
      lastingRepository(before) !== undefined &&
      lastingRepository(before) === lastingRepository(now)
    return isKept && before !== undefined ? [[url, before] as const] : []
  })
  return { ...wanted, fields: { ...wanted.fields, ...Object.fromEntries(kept) } }
}

const COMMIT = '[0-9a-f]{40}(?:[0-9a-f]{24})?'
const LASTING: readonly RegExp[] = [
  new RegExp(`^https://raw\\.(?<host>github)usercontent\\.com/(?<name>[^/]+/[^/]+)/${COMMIT}/.`),
  new RegExp(`^https?://(?<host>.+)/(?<name>[^/]+/[^/]+)/raw/${COMMIT}/.`),
  /^https?:\/\/(?<host>.+)\/(?<name>[^/]+\/[^/]+)\/releases\/download\/[^/]+\/[^/]+$/,
]

/** The repository of an address that always yields the same file: one in a whole commit, or an asset of a release. */
function lastingRepository(url: Fields[string] | undefined): string | undefined {
  if (typeof url !== 'string') return undefined
  for (const pattern of LASTING) {
    const { host, name } = pattern.exec(url)?.groups ?? {}
    if (host !== undefined && name !== undefined)
      return `${host.replace(/^github\.com$/, 'github')}/${name}`.toLowerCase()
  }
  return undefined
}
