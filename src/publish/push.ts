import { setTimeout as sleep } from 'node:timers/promises'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import type { Job } from '../job/job.ts'
import type { ImageEvidence } from '../medperf/plan/wanted/evidence.ts'
import { type ImageManifest, type ManifestOptions, readManifest } from '../registry/manifest.ts'
import {
  describePublished,
  findManifest,
  isImage,
  nameTags,
  type PublishedImage,
} from '../registry/publication.ts'
import { replaceTag } from '../registry/reference.ts'
import type { PushImage } from './request.ts'

export interface PublishOptions extends ManifestOptions {
  /** The digest of the configuration of the image that was tested. */
  readonly imageId: string
  /** `image` of the container's configuration; its own tag or digest does not count. */
  readonly reference: string
  /** The whole SHA of the commit, which becomes the tag. */
  readonly commit: string
  /** Pushes that image under a reference. */
  readonly push: (reference: string) => Promise<void>
  readonly warn: (message: string) => void
}

/** What pushes, and how the registry is asked. */
type Pushed = ManifestOptions & Pick<PublishOptions, 'push'>

/** A registry may need a moment until it shows what it took; milliseconds. */
const LOOKS = [0, 1_000, 4_000] as const

/**
 * Pushes an image that was built and tested here, with the commit as tag, and reads it back as a stranger. Throws an
 * ExpectedError where what built it cannot push, and rejects with one where the registry refuses.
 */
export function pushTested(
  { job: { log, signal }, commit, push }: Pushing,
  reference: string,
  imageId: string,
): Promise<ImageEvidence & { readonly reference: string }> {
  return publishImage({
    imageId,
    reference,
    commit,
    signal,
    warn: log.say,
    push: push(imageId),
  })
}

interface Pushing {
  readonly job: Pick<Job, 'log' | 'signal'>
  readonly commit: string
  readonly push: PushImage
}

/**
 * Pushes the tested image with the commit as tag, and reads it back as a stranger would: what is registered is what was
 * tested, and everybody can get it. A tag that already holds another image is never moved, because a registered container
 * may stand on it (docs/medperf.md 11.4); the image then gets a tag that names it too. Rejects with an ExpectedError of kind
 * `registry` or `unreachable`.
 */
export async function publishImage(options: PublishOptions): Promise<PublishedImage> {
  const { imageId, reference, commit, warn } = options
  const byCommit = replaceTag(reference, commit)
  // Another job of this commit may push its own between the look and ours.
  const there = (await findManifest(byCommit, options)) ?? (await pushAndRead(byCommit, options))
  if (isImage(there, imageId)) return describePublished(byCommit, there)
  const byImage = replaceTag(reference, nameTags(commit, imageId)[1])
  warn(`\`${byCommit}\` holds another build of this commit; this one is pushed as \`${byImage}\`.`)
  const same = await findManifest(byImage, options)
  const found = same !== undefined && isImage(same, imageId) ? same : await pushAndRead(byImage, options)
  if (isImage(found, imageId)) return describePublished(byImage, found)
  throw new ExpectedError(
    'registry',
    `\`${byImage}\` is not the image that was tested: the registry has ${found.configDigest ?? found.digest}, and ${imageId} was pushed`,
    { hint: 'Somebody else pushes this tag: let only one run at a time (`concurrency`), and run it again.' },
  )
}

/** Pushes the image, and gives what its registry then has under that tag, for a stranger. */
export async function pushAndRead(reference: string, options: Pushed): Promise<ImageManifest> {
  const { push } = options
  await push(reference)
  return readBack(reference, options)
}

async function readBack(reference: string, options: ManifestOptions): Promise<ImageManifest> {
  const { signal } = options
  for (const wait of LOOKS) {
    if (wait > 0) await sleep(wait, undefined, known({ signal })).catch(() => signal?.throwIfAborted())
    const manifest = await readManifest(reference, options).catch((error: unknown) => {
      if (error instanceof ExpectedError && error.status === 404) return undefined
      throw error
    })
    if (manifest !== undefined) return manifest
  }
  return readManifest(reference, options)
}
