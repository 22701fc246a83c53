import { known } from '../facts/known.ts'
import { FILL_IN, findPlaceholder } from '../words/placeholder.ts'

// The grammar of image references (distribution/reference): [registry[:port]/]repository[:tag][@digest].
const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?'
const REGISTRY = `(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`
const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const TAG = '[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}'
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'
const REFERENCE = new RegExp(`^(?:${REGISTRY}/)?${PART}(?:/${PART})*(?::${TAG})?(?:@${DIGEST})?$`)

/** UTF-16 units of a reference: 255 of the name, 128 of the tag, and a digest. */
const LONGEST = 600

/** What is wrong with an image reference, as a hint; undefined for one that an engine takes. */
export function imageReferenceFault(image: string): string | undefined {
  if (image.length > LONGEST) return `An image reference has at most ${LONGEST} characters.`
  if (REFERENCE.test(image) && !/^[0-9a-f]{64}$/.test(image)) return undefined
  if (image === '') return 'Write it as `registry/name:tag`, for example `ghcr.io/lab/prep:1.0`.'
  if (findPlaceholder(image) !== undefined) return FILL_IN
  if (/\s/.test(image)) return 'An image reference has no spaces.'
  if (image.includes('://')) return `Write it without \`${image.slice(0, image.indexOf('://') + 3)}\`.`
  const repository = image.replace(/@.*$/, '').replace(/:[^/]*$/, '')
  if (/[A-Z]/.test(repository)) return 'Repository names are in lower case.'
  if (image.includes('@')) return 'A digest looks like `@sha256:` and 64 hexadecimal digits.'
  return 'Write it as `registry/name:tag`, for example `ghcr.io/lab/prep:1.0`.'
}

/** An image reference in its parts, as written. */
export interface ReferenceParts {
  /** With the registry, if it names one. */
  readonly name: string
  readonly tag?: string
  readonly digest?: string
}

/** Takes a reference apart: what is before the tag and the digest, and these. */
export function splitReference(reference: string): ReferenceParts {
  const at = reference.indexOf('@')
  const before = at === -1 ? reference : reference.slice(0, at)
  const colon = /:([^/:]+)$/.exec(before)
  return known({
    name: colon === null ? before : before.slice(0, colon.index),
    tag: colon?.[1],
    digest: at === -1 ? undefined : reference.slice(at + 1),
  })
}

/** Whether a reference names one image for good. */
export const isPinned = (reference: string): boolean => reference.includes('@sha256:')

/** `namespace/name` or `namespace/name:tag`, whose first part is no host. */
const HUB_NAME = /^(?!localhost\/)[^/.:@]+\/[^/:@]+(?::[^/:@]+)?$/

/** Whether MedPerf's clients with Singularity can ask for an image; they know Docker Hub alone (docs/medperf.md 11.6). */
export const isSingularityReference = (reference: string): boolean => HUB_NAME.test(reference)
