import { ExpectedError } from '../facts/error.ts'
import { type ImageManifest, type ManifestOptions, readManifest } from './manifest.ts'
import { pinReference, replaceTag } from './reference.ts'

/** What is registered of a pushed image; the names are those of the plan's evidence. */
export interface PublishedImage {
  /** With the commit as tag. */
  readonly reference: string
  /** Of the manifest, with `sha256:`: the hash of the container and model eras (docs/medperf.md 11.4). */
  readonly digest: string
  /** The config digest, with `sha256:`; without it the hash of the mlcube era (docs/medperf.md 11.4). */
  readonly imageId: string
}

/** What the test knows of an image; all with `sha256:`. */
export interface TestedImage {
  /** What the reference pointed at when it was pulled. */
  readonly digest?: string
  readonly imageId?: string
}

/** The tags that an image of a commit may have: the commit, or where that holds another build already, one that names both. */
export const nameTags = (commit: string, imageId: string): readonly [string, string] => [
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
  const tagged = replaceTag(reference, tag)
  const manifest = await findManifest(tagged, options)
  return manifest?.configDigest === undefined ? undefined : describePublished(tagged, manifest)
}

/**
 * Reads an image that was in its registry already, and makes sure that the reference still points at what was tested. Rejects
 * with an ExpectedError of kind `registry`, also where a stranger cannot read it, or `unreachable`.
 */
export async function readTested(
  reference: string,
  { digest, imageId }: TestedImage,
  options: ManifestOptions = {},
): Promise<PublishedImage> {
  const manifest = await readManifest(reference, options)
  const isSame = digest === undefined ? isImage(manifest, imageId ?? '') : digest === manifest.digest
  if (isSame) {
    if (imageId === undefined) return describePublished(reference, manifest)
    // A test that calls an image by its manifest means the configuration behind it, which servers are told.
    const found = await findPlatform(reference, manifest, imageId, options)
    return { reference, digest: manifest.digest, imageId: found?.configDigest ?? imageId }
  }
  const now = digest === undefined ? (manifest.configDigest ?? manifest.digest) : manifest.digest
  throw new ExpectedError(
    'registry',
    `\`${reference}\` is no longer what was tested: it was ${digest ?? imageId}, and now it is ${now}`,
    { hint: 'Somebody pushed the tag anew. Let the test run again, and use a tag that nobody moves.' },
  )
}

/** What a reference points at; undefined where a stranger sees nothing: the tag is free, or the repository is private or not there yet. */
export async function findManifest(
  reference: string,
  options: ManifestOptions,
): Promise<ImageManifest | undefined> {
  try {
    return await readManifest(reference, options)
  } catch (error) {
    if ([401, 403, 404].includes(statusOf(error) ?? 0)) return undefined
    throw error
  }
}

const statusOf = (error: unknown) => (error instanceof ExpectedError ? error.status : undefined)

/** Whether a manifest is of an image; with the containerd image store Docker's ID of it is a manifest's digest. */
export const isImage = (manifest: ImageManifest, imageId: string): boolean =>
  [manifest.configDigest, manifest.platformDigest, manifest.digest].includes(imageId)

/** Platforms of one image that are looked through for the one that was tested. */
const MOST_PLATFORMS = 20

/**
 * The ID of the tested image, where what a reference points at has such an image for any platform; else the ID that it has for this
 * one.
 */
export async function findImageId(
  reference: string,
  manifest: ImageManifest,
  imageId: string,
  options: ManifestOptions = {},
): Promise<string> {
  const found = await findPlatform(reference, manifest, imageId, options)
  return found === undefined ? (manifest.configDigest ?? manifest.digest) : imageId
}

/** The manifest as it is for the platform whose image that is. */
async function findPlatform(
  reference: string,
  manifest: ImageManifest,
  imageId: string,
  options: ManifestOptions,
): Promise<ImageManifest | undefined> {
  if (isImage(manifest, imageId)) return manifest
  const pinned = pinReference(reference, manifest.digest)
  for (const platform of manifest.platforms.slice(0, MOST_PLATFORMS)) {
    const other = await readManifest(pinned, { ...options, platform })
    if (isImage(other, imageId)) return other
  }
  return undefined
}

/** A manifest as what was published under a reference; rejects one without an image for this platform. */
export function describePublished(
  reference: string,
  { digest, configDigest }: ImageManifest,
): PublishedImage {
  if (configDigest !== undefined) return { reference, digest, imageId: configDigest }
  throw new ExpectedError('registry', `\`${reference}\` has no image for this platform`, {
    hint: 'Build it for linux/amd64 too.',
  })
}

/** An image that was built and pushed by an earlier job: under the tags of this commit, and of no other. */
export async function findPushed(
  reference: string,
  imageId: string,
  commit: string,
): Promise<PublishedImage> {
  for (const tag of nameTags(commit, imageId)) {
    const found = await findPublished(reference, tag)
    if (found !== undefined && [found.imageId, found.digest].includes(imageId)) return found
  }
  throw new ExpectedError(
    'blocked',
    `the image that was built and tested as ${reference} is in no registry`,
    {
      hint: `In the job that tests, log in to the registry and give the step \`push-images: true\`. By hand: \`docker tag ${imageId} ${replaceTag(reference, '<commit>')}\` and \`docker push\`, with the whole SHA of the commit as tag. It must be readable without a login.`,
    },
  )
}
