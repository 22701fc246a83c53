import { setTimeout as sleep } from 'node:timers/promises'
import type { Image } from '../engines/engine.ts'
import { StepFailure } from '../failure.ts'
import { MedPerfError } from '../medperf/error.ts'
import { type ImageManifest, type ManifestOptions, readManifest } from './manifest.ts'
import { withTag } from './reference.ts'

export interface PublishOptions extends ManifestOptions {
  /** The image that was tested. */
  readonly image: Image
  /** `image` of the container's configuration; its own tag or digest does not count. */
  readonly reference: string
  /** The whole SHA of the commit, which becomes the tag. */
  readonly commit: string
  /** Pushes a local image by its ID under a reference. */
  readonly push: (id: string, reference: string) => Promise<void>
  readonly warn: (message: string) => void
}

/** What is registered of a pushed image; the names are those of the plan's evidence. */
export interface PublishedImage {
  /** With the commit as tag. */
  readonly reference: string
  /** Of the manifest, with `sha256:`: the hash of the container and model eras (contract 8.5). */
  readonly digest: string
  /** The config digest, with `sha256:`; without it the hash of the mlcube era (contract 8.5). */
  readonly imageId: string
}

/** What the test knows of an image; all with `sha256:`. */
export interface TestedImage {
  /** What the reference pointed at when it was pulled. */
  readonly digest?: string
  readonly imageId?: string
}

/** A registry may need a moment until it shows what it took; milliseconds. */
const LOOKS = [0, 1_000, 4_000] as const

/**
 * Pushes the tested image with the commit as tag, and reads it back as a stranger would: what is registered is what was
 * tested, and everybody can get it. A tag that already holds another image is never moved, because a registered container
 * may stand on it (contract 8.5); the image then gets a tag that names it too. Rejects with a MedPerfError of kind `registry`
 * or `unreachable`.
 */
export async function publishImage(options: PublishOptions): Promise<PublishedImage> {
  const { image, reference, commit, warn } = options
  const byCommit = withTag(reference, commit)
  const there = await lookUp(byCommit, options)
  if (there !== undefined && isImage(there, image)) return published(byCommit, there)
  if (there === undefined) return pushTo(byCommit, options)
  const byImage = withTag(reference, tagsOf(commit, image.id)[1])
  warn(`\`${byCommit}\` holds an earlier build of this commit already; this one is pushed as \`${byImage}\`.`)
  const same = await lookUp(byImage, options)
  return same !== undefined && isImage(same, image) ? published(byImage, same) : pushTo(byImage, options)
}

/** The tags that an image of a commit may have: the commit, or where that holds another build already, one that names both. */
export const tagsOf = (commit: string, imageId: string): readonly [string, string] => [
  commit,
  `${commit}-${imageId.replace(/^sha256:/, '').slice(0, 12)}`,
]

/**
 * What a commit's tag holds, for a run that was cut after its push: pulled and tested again, it gives the registration that
 * was begun. Undefined where there is nothing that a stranger can read.
 */
export async function findPublished(
  reference: string,
  tag: string,
  options: ManifestOptions = {},
): Promise<PublishedImage | undefined> {
  const tagged = withTag(reference, tag)
  const manifest = await lookUp(tagged, options)
  return manifest?.configDigest === undefined ? undefined : published(tagged, manifest)
}

/**
 * Reads an image that was in its registry already, and makes sure that the reference still points at what was tested. Rejects
 * with a MedPerfError of kind `registry`, also where a stranger cannot read it, or `unreachable`.
 */
export async function readTested(
  reference: string,
  { digest, imageId }: TestedImage,
  options: ManifestOptions = {},
): Promise<PublishedImage> {
  const manifest = await readManifest(reference, options)
  const isSame = digest === undefined ? isImage(manifest, { id: imageId ?? '' }) : digest === manifest.digest
  if (isSame) return published(reference, manifest)
  const now = digest === undefined ? (manifest.configDigest ?? manifest.digest) : manifest.digest
  throw new MedPerfError(
    'registry',
    `\`${reference}\` is no longer what was tested: it was ${digest ?? imageId}, and now it is ${now}`,
    { hint: 'Somebody pushed the tag anew. Let the test run again, and use a tag that nobody moves.' },
  )
}

async function pushTo(reference: string, options: PublishOptions): Promise<PublishedImage> {
  const { image, push } = options
  await push(image.id, reference).catch((error: unknown) => {
    if (!(error instanceof StepFailure)) throw error
    const { message, hint } = error.failure
    throw new MedPerfError('registry', message, { cause: error, ...(hint === undefined ? {} : { hint }) })
  })
  const manifest = await readBack(reference, options)
  if (isImage(manifest, image)) return published(reference, manifest)
  throw new MedPerfError(
    'registry',
    `\`${reference}\` is not the image that was tested: the registry has ${manifest.configDigest ?? manifest.digest}, and ${image.id} was pushed`,
    { hint: 'Somebody else pushes this tag: let only one run at a time (`concurrency`), and run it again.' },
  )
}

async function readBack(reference: string, options: PublishOptions): Promise<ImageManifest> {
  for (const wait of LOOKS) {
    if (wait > 0) await sleep(wait, undefined, options.signal === undefined ? {} : { signal: options.signal })
    const manifest = await readManifest(reference, options).catch((error: unknown) => {
      if (statusOf(error) === 404) return undefined
      throw error
    })
    if (manifest !== undefined) return manifest
  }
  return readManifest(reference, options)
}

/** Undefined where a stranger sees nothing: the tag is free, or the repository is private or not there yet. */
async function lookUp(reference: string, options: ManifestOptions): Promise<ImageManifest | undefined> {
  try {
    return await readManifest(reference, options)
  } catch (error) {
    if ([401, 403, 404].includes(statusOf(error) ?? 0)) return undefined
    throw error
  }
}

const statusOf = (error: unknown) => (error instanceof MedPerfError ? error.status : undefined)

/** Whether a manifest is of an image; with the containerd image store Docker's ID of it is a manifest's digest. */
export const isImage = (manifest: ImageManifest, { id }: Pick<Image, 'id'>): boolean =>
  [manifest.configDigest, manifest.platformDigest, manifest.digest].includes(id)

function published(reference: string, { digest, configDigest }: ImageManifest): PublishedImage {
  if (configDigest !== undefined) return { reference, digest, imageId: configDigest }
  throw new MedPerfError('registry', `\`${reference}\` has no image for this platform`, {
    hint: 'Build it for linux/amd64 too.',
  })
}
