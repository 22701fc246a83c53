import { imageReferenceFault, splitReference } from '../containers/image-reference.ts'
import { ExpectedError } from '../facts/error.ts'
import { plainLine } from '../words/text.ts'

/** Where the parts of an image reference lead. */
export interface Reference {
  /** As written, for messages. */
  readonly shown: string
  /** Host and port of the registry's API; Docker Hub's is not the name in its references. */
  readonly host: string
  readonly repository: string
  /** What is asked for: the digest where the reference has one, else the tag; `latest` without either. */
  readonly version: string
  readonly isHub: boolean
}

const HUB = /^(?:(?:index\.|registry-1\.)?docker\.io)$/
const HUB_API = 'registry-1.docker.io'

/** Reads a reference as Docker does; throws kind `input` for one that Docker would not take. */
export function parseReference(reference: string): Reference {
  const shown = plainLine(reference, 300)
  const fault = imageReferenceFault(reference)
  if (fault !== undefined) {
    throw new ExpectedError('input', `\`${shown}\` is no image reference`, { hint: fault })
  }
  const { name, tag, digest } = splitReference(reference)
  const slash = name.indexOf('/')
  const first = slash === -1 ? '' : name.slice(0, slash)
  const version = digest ?? tag ?? 'latest'
  if (!isRegistry(first)) {
    const repository = slash === -1 ? `library/${name}` : name
    return { shown, host: HUB_API, repository, version, isHub: true }
  }
  const rest = name.slice(slash + 1)
  if (!HUB.test(first)) return { shown, host: first, repository: rest, version, isHub: false }
  const repository = rest.includes('/') ? rest : `library/${rest}`
  return { shown, host: HUB_API, repository, version, isHub: true }
}

/** The same image under another tag: what came behind the name is left out. */
export const replaceTag = (reference: string, tag: string): string =>
  `${splitReference(reference).name}:${tag}`

/** Exactly one image of the same name. */
export const pinReference = (reference: string, digest: string): string =>
  `${splitReference(reference).name}@${digest}`

// What Docker takes for a host in front of the first slash.
const isRegistry = (first: string): boolean => first === 'localhost' || /[.:A-Z]/.test(first)
