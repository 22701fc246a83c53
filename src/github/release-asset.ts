import * as z from 'zod'
import { ExpectedError } from '../facts/error.ts'
import { plainLine } from '../words/text.ts'
import type { GitHub } from './client.ts'
import { type RepositoryName, readStatus } from './warning.ts'

/** A file that is ready to be published. */
export interface Asset {
  readonly path: string
  /** Holds the beginning of the hash, so that a name never stands for two contents. */
  readonly name: string
  /** In hexadecimal, without prefix. */
  readonly sha256: string
  readonly bytes: number
}

/** A file and the repository that publishes it. */
export interface AssetPlace extends RepositoryName {
  readonly github: GitHub
  readonly asset: Asset
}

/** Where everybody can download a file; `sha256` in hexadecimal. */
export interface PublishedAsset {
  readonly url: string
  readonly sha256: string
  readonly bytes: number
}

const HostedAsset = z.looseObject({
  id: z.int(),
  name: z.string(),
  state: z.string(),
  size: z.int(),
  digest: z.string().nullish(),
  browser_download_url: z.url({ protocol: /^https?$/ }).max(2_000),
})

/** The asset, where the release has it whole; one that a cut upload left is removed. `count` is of all the others. */
export async function findAsset(
  { github, owner, repo, asset }: AssetPlace,
  release_id: number,
): Promise<{ readonly found?: PublishedAsset; readonly count: number }> {
  const all = await github.paginate(github.rest.repos.listReleaseAssets, {
    owner,
    repo,
    release_id,
    per_page: 100,
  })
  const same = all.find(({ name }) => name === asset.name)
  if (same === undefined) return { count: all.length }
  if (same.state === 'uploaded') return { found: checkedAsset(asset, same), count: all.length - 1 }
  await github.rest.repos.deleteReleaseAsset({ owner, repo, asset_id: same.id }).catch((error: unknown) => {
    if (readStatus(error) !== 404) throw error
  })
  return { count: all.length - 1 }
}

/** What GitHub says of an asset, which has to be what was hashed here: else rejects with kind `changed` or `server`. */
export function checkedAsset(asset: Asset, data: unknown): PublishedAsset {
  const hosted = HostedAsset.safeParse(data).data
  if (hosted === undefined || hosted.state !== 'uploaded') {
    throw new ExpectedError('server', `GitHub took ${asset.name} but says nothing about it`, {
      hint: 'Run the job again later.',
    })
  }
  const { size, digest, browser_download_url: url } = hosted
  const isSame = size === asset.bytes && (digest == null || digest === `sha256:${asset.sha256}`)
  if (isSame) return { url, sha256: asset.sha256, bytes: asset.bytes }
  throw new ExpectedError(
    'changed',
    `the name ${asset.name} is taken: ${url} has ${size} bytes and the digest ${plainLine(digest ?? 'unknown', 100)}, not ${asset.bytes} bytes and sha256:${asset.sha256}`,
    { hint: 'Delete that asset on the page of the release, and run the job again.' },
  )
}
