import type { Benchmark, Component, NamedSource } from '../benchmark/benchmark.ts'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { collectParts, type Role } from '../facts/role.ts'
import { hashFolder } from '../files/folder-hash.ts'
import { hashFile } from '../files/hash-file.ts'
import type { ImageEvidence, Unread } from '../medperf/plan/wanted/evidence.ts'
import { registeredImage } from '../medperf/registration.ts'
import { readImageConfig } from '../registry/image-config.ts'
import { type ImageManifest, readManifest } from '../registry/manifest.ts'
import { findImageId, findPushed } from '../registry/publication.ts'
import { pinReference } from '../registry/reference.ts'
import type { ContainerReport, Report } from '../report/report.ts'
import type { Content } from './report-match.ts'

type ImageNow = NonNullable<Content['images'][Role]>

/**
 * What is about to be registered, found out without a container: images from their registries, files from the checkout. A
 * file with an address is compared when it is downloaded. Rejects with an ExpectedError.
 */
export async function findContent(benchmark: Benchmark, report: Report, commit: string): Promise<Content> {
  const images: Partial<Record<Role, ImageNow>> = {}
  const additionalFiles: Partial<Record<Role, string>> = {}
  const imageFiles: Partial<Record<Role, string>> = {}
  for (const component of collectParts(benchmark.components)) {
    const { role } = component
    const tested = report.containers.find((container) => container.role === role)
    if (tested !== undefined) images[role] = await imageNow(component, tested, commit)
    const files = component.additionalFiles && (await hashOf(component.additionalFiles))
    if (files !== undefined) additionalFiles[role] = files
    const file = component.imageFile && (await hashOf(component.imageFile))
    if (file !== undefined) imageFiles[role] = file
  }
  const demoDataset = await hashOf(benchmark.demoDataset.source)
  return known({ images, additionalFiles, imageFiles, demoDataset })
}

async function imageNow(
  { spec, build, registered }: Component,
  { digest, imageId = '' }: ContainerReport,
  commit: string,
): Promise<ImageNow> {
  if (spec.type !== 'DockerImage') return {}
  if (registered !== undefined) return registeredImage(registered.imageHash)
  if (build !== undefined) {
    await findPushed(spec.image, imageId, commit)
    return { imageId }
  }
  const manifest = await readManifest(spec.image)
  // Servers of the mlcube era are told the ID alone, so a digest that fits says nothing for it (docs/medperf.md 11.4).
  const id = await findImageId(spec.image, manifest, imageId)
  return digest === undefined ? { imageId: id } : { imageId: id, digest: manifest.digest }
}

/** As the test hashes it; undefined for what lies elsewhere without a hash in benchmark.yaml. */
async function hashOf(source: NamedSource): Promise<string | undefined> {
  if (source.kind !== 'path') return source.sha256
  return source.type === 'directory' ? hashFolder([source.path]) : (await hashFile(source.path))?.sha256
}

/** What a stranger sees of an image, for a plan without a test: digest and image ID, or why nothing. */
interface SeenImage {
  readonly image: ImageEvidence
  /** Where it was seen: what it is for, and how it lies there. */
  readonly platforms?: readonly string[]
  readonly mediaType?: string
}

/** What strangers see of the images now. */
export async function readPublicImages(
  { components }: Benchmark,
  signal: AbortSignal,
): Promise<Readonly<Partial<Record<Role, SeenImage>>>> {
  const found = await Promise.all(
    collectParts(components).map(async ({ role, spec, build }) => {
      if (spec.type !== 'DockerImage' || build !== undefined) return []
      return [[role, await publicImageOf(spec.image, signal)] as const]
    }),
  )
  return Object.fromEntries(found.flat())
}

async function publicImageOf(reference: string, signal: AbortSignal): Promise<SeenImage> {
  try {
    const manifest = await readManifest(reference, { signal })
    const { digest, configDigest, mediaType } = manifest
    const platforms = manifest.isIndex ? manifest.platforms : await readOwn(reference, manifest, signal)
    return { image: known({ digest, imageId: configDigest }), platforms, mediaType }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    const { message, hint } = error
    return { image: { unread: known({ kind: kindOf(error), message, hint }) } }
  }
}

/** What an image says itself; a registry that does not show that is not complained about. */
async function readOwn(
  reference: string,
  manifest: ImageManifest,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const pinned = pinReference(reference, manifest.digest)
  const config = await readImageConfig(pinned, manifest, { signal, pauses: [] }).catch((error: unknown) => {
    if (!(error instanceof ExpectedError)) throw error
    return undefined
  })
  return config?.platform === undefined ? [] : [config.platform]
}

/** A registry that is down or limits its readers says nothing about the image. */
function kindOf({ kind, status = 0 }: ExpectedError): Unread['kind'] {
  if (kind === 'unreachable' || status === 429 || status >= 500) return 'passing'
  return status === 401 || status === 403 ? 'private' : 'gone'
}
