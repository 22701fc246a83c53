import type { Benchmark } from '../../benchmark/benchmark.ts'
import { splitReference } from '../../containers/image-reference.ts'
import { known } from '../../facts/known.ts'
import { expectPart, mapParts, type Role } from '../../facts/role.ts'
import { isMapping } from '../../yaml/value.ts'
import type { Snapshot } from '../snapshot.ts'
import { findCandidates } from './decide/candidates.ts'
import type { Candidate } from './decide/decision.ts'
import { findFamily } from './decide/names.ts'
import type { ComponentEvidence, Evidence } from './wanted/evidence.ts'

/** The image that a container is registered with. */
export interface StandingImage {
  readonly reference: string
  /** What it pointed at then, with `sha256:`. */
  readonly digest: string
}

/** Registered images of one repository that are looked at. */
const MOST = 10

/**
 * The images of a repository that one's own containers of a role are registered with, the newest first; none where the server is told
 * no references (docs/medperf.md 4.1).
 */
export function listStandingImages(snapshot: Snapshot, role: Role, image: string): readonly StandingImage[] {
  const { name } = splitReference(image)
  const found = findCandidates(snapshot, role)
    .toSorted((a, b) => b.uid - a.uid)
    .flatMap((row) => readStandingImage(row) ?? [])
    .filter(({ reference }) => splitReference(reference).name === name)
  return [...new Map(found.map((one) => [`${one.reference} ${one.digest}`, one])).values()].slice(0, MOST)
}

function readStandingImage({ fields }: Candidate): StandingImage | undefined {
  const { container_config: config = null, image_hash: digest = null } = fields
  const reference = isMapping(config) ? config['image'] : undefined
  if (typeof reference !== 'string' || typeof digest !== 'string' || !digest.startsWith('sha256:'))
    return undefined
  return { reference, digest }
}

/**
 * The evidence as it is if all that is not known yet of images and files comes out as it is registered; undefined where nothing is
 * open that could.
 */
export function imagineRegistered(
  { components }: Pick<Benchmark, 'components'>,
  evidence: Evidence,
  snapshot: Snapshot,
): Evidence | undefined {
  let isOpen = false
  const imagined = mapParts(evidence.components, (found, role) => {
    const { name, spec } = expectPart(components, role)
    if (found.uid !== undefined) return found
    const rows = findCandidates(snapshot, role)
    const newest = findFamily(name.trim(), rows)[0]
    if (newest === undefined) return found
    const changed = { ...found, ...imagineImage(found, newest, spec.image), ...imagineFiles(found, newest) }
    isOpen ||= changed.image !== found.image || changed.additionalFiles !== found.additionalFiles
    return changed
  })
  return isOpen ? { ...evidence, components: imagined } : undefined
}

function imagineImage(
  { image }: ComponentEvidence,
  row: Candidate,
  reference: string,
): Partial<Pick<ComponentEvidence, 'image'>> {
  if (image.standing?.kind === 'other') return {}
  const standing = readStandingImage(row)
  if (standing === undefined) {
    const hash = row.fields['image_hash']
    const isKnown = image.imageId !== undefined || image.fileHash !== undefined
    if (isKnown || typeof hash !== 'string' || hash === '') return {}
    return { image: { ...image, imageId: `sha256:${hash.replace(/^sha256:/, '')}`, fileHash: hash } }
  }
  if (image.digest !== undefined || image.fileHash !== undefined) return {}
  if (splitReference(standing.reference).name !== splitReference(reference).name) return {}
  const { digest } = standing
  return image.toPush === true
    ? { image: { ...image, digest, reference: standing.reference, toPush: false } }
    : { image: { ...image, digest } }
}

function imagineFiles(
  { additionalFiles }: ComponentEvidence,
  { fields }: Candidate,
): Partial<Pick<ComponentEvidence, 'additionalFiles'>> {
  const { additional_files_tarball_hash: hash, additional_files_tarball_url: url } = fields
  if (additionalFiles === undefined || additionalFiles.sha256 !== undefined) return {}
  if (typeof hash !== 'string' || hash === '' || typeof url !== 'string') return {}
  return { additionalFiles: known({ url: additionalFiles.url ?? url, sha256: hash }) }
}
