import { plainLine } from '../../words/text.ts'
import { type Descriptor, parseIndex } from './index-json.ts'
import type { Members } from './members.ts'
import { isOther } from './own-platform.ts'
import { refuseForged } from './refusal.ts'

/** An image that an index leads to. */
export interface IndexedImage extends Pick<Descriptor, 'platform' | 'annotations'> {
  /** The digest of its configuration, and those of its layers' files. */
  readonly config: string
  readonly layers: readonly string[]
}

/** Indexes in indexes. */
const DEEPEST = 4
const LAYER = /^application\/vnd\.(?:oci\.image\.layer|docker\.image\.rootfs\.diff)\./

/** The images that a descriptor leads to and that are there, for whatever platform: Docker looks through all of them. */
export function listIndexed(members: Members, descriptor: Descriptor, depth = 0): readonly IndexedImage[] {
  const { digest, platform, annotations } = descriptor
  const blob = members.findBlob(digest)
  // Of an image for several platforms not all need have been saved.
  if (blob === undefined && depth > 0 && isOther(platform)) return []
  if (depth > DEEPEST || blob === undefined)
    throw refuseForged(`does not hold ${plainLine(digest, 100)}, which its index.json names`)
  const { config, layers, manifests } = parseIndex(blob.json)
  const below = (manifests ?? []).flatMap((one) => listIndexed(members, one, depth + 1))
  if (config == null) return below
  const kept = (layers ?? []).filter(({ mediaType }) => LAYER.test(mediaType ?? ''))
  return [...below, { platform, annotations, config: config.digest, layers: kept.map((one) => one.digest) }]
}
