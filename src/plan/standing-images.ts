import type { Benchmark, Component } from '../benchmark/benchmark.ts'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { collectParts, type Role } from '../facts/role.ts'
import { listStandingImages, type StandingImage } from '../medperf/plan/standing.ts'
import type { Evidence, ImageEvidence, StandingLook } from '../medperf/plan/wanted/evidence.ts'
import type { Snapshot } from '../medperf/snapshot.ts'
import { readManifest } from '../registry/manifest.ts'
import { plainLine } from '../words/text.ts'

/** Evidence in which the images that were built are known, as far as registries show them. */
export interface Settled {
  readonly evidence: Evidence
  /** The images that are registered already, which nobody has to push. */
  readonly images: Readonly<Partial<Record<Role, ImageEvidence>>>
}

/**
 * Looks whether an image that was built and tested is one of those that one's own containers are registered with: by the digest of its
 * configuration, which is the same wherever it is built, while another push may give another digest (docs/medperf.md 11.4). What a
 * stranger cannot read is not known.
 */
export async function settleImages(
  { components }: Pick<Benchmark, 'components'>,
  evidence: Evidence,
  snapshot: Snapshot | undefined,
  signal: AbortSignal,
): Promise<Settled> {
  if (snapshot === undefined) return { evidence, images: {} }
  const found = await Promise.all(
    collectParts(components).map(async (component) => {
      const { role } = component
      const image = evidence.components[role]?.image ?? {}
      return [role, await settleImage(component, image, snapshot, signal)] as const
    }),
  )
  const settled = Object.fromEntries(found.flatMap(([role, image]) => (image ? [[role, image]] : [])))
  const images = Object.entries(settled).filter(([, { toPush }]) => toPush === false)
  return {
    evidence: {
      ...evidence,
      components: Object.fromEntries(
        Object.entries(evidence.components).map(([role, one]) => [
          role,
          settled[role] === undefined ? one : { ...one, image: settled[role] },
        ]),
      ) as Evidence['components'],
    },
    images: Object.fromEntries(images),
  }
}

async function settleImage(
  { role, spec }: Component,
  image: ImageEvidence,
  snapshot: Snapshot,
  signal: AbortSignal,
): Promise<ImageEvidence | undefined> {
  const { imageId } = image
  if (image.toPush !== true || imageId === undefined) return undefined
  const registered = listStandingImages(snapshot, role, spec.image)
  if (registered.length === 0) return undefined
  const unread: string[] = []
  for (const { reference, digest } of registered) {
    const now = await readStanding({ reference, digest }, signal)
    if (now.kind === 'unread') unread.push(now.why)
    else if (now.configDigest === imageId) return { ...image, reference, digest, toPush: false }
  }
  const [why] = unread
  const standing: StandingLook = why === undefined ? { kind: 'other' } : { kind: 'unread', why }
  return { ...image, standing }
}

/** The configuration of a registered image that a client still gets under its name; without one where it does not. */
async function readStanding(
  { reference, digest }: StandingImage,
  signal: AbortSignal,
): Promise<
  | { readonly kind: 'read'; readonly configDigest?: string }
  | { readonly kind: 'unread'; readonly why: string }
> {
  try {
    const manifest = await readManifest(reference, { signal })
    // A tag that was moved is of no use to anybody any more.
    const { configDigest } = manifest.digest === digest ? manifest : {}
    return known({ kind: 'read', configDigest })
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof ExpectedError)) throw error
    return error.status === 404 ? { kind: 'read' } : { kind: 'unread', why: plainLine(error.message, 400) }
  }
}
