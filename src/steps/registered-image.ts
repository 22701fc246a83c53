import type { RegisteredFacts } from '../benchmark/benchmark.ts'
import type { Image } from '../engines/engine.ts'
import { MedPerfError } from '../facts/error.ts'
import { StepFailure } from '../facts/failure.ts'
import { registeredImage } from '../medperf/registered.ts'
import { plainLine } from '../words/text.ts'

/**
 * The image of a registered container, if it is the one that is registered: MedPerf's client gets it by its
 * reference and refuses another digest, or in the mlcube era another image ID (docs/medperf.md 11.4). Throws
 * a StepFailure of kind `image`.
 */
export async function asRegistered(
  image: Image,
  reference: string,
  { uid, imageHash }: RegisteredFacts,
  signal: AbortSignal,
): Promise<Image> {
  const registered = registeredImage(imageHash)
  const isDigest = 'digest' in registered
  const expected = isDigest ? registered.digest : registered.imageId
  const found = isDigest ? image.digest : await idOf(image, reference, expected, signal)
  if (found === expected) return { ...image, ...(isDigest ? {} : { id: expected }) }
  const shown = plainLine(reference, 300)
  if (found === undefined) {
    throw new StepFailure(
      'image',
      `${shown} could not be compared with what is registered as ${uid}: its registry did not say which digest it has`,
      'Let this machine reach the registry; an image of that name that was built here is not the registered one.',
    )
  }
  throw new StepFailure(
    'image',
    `Hash mismatch. Expected ${expected}, found ${found}: ${shown} is no longer the image that is registered as ${uid}`,
    'Its tag was moved since it was registered, so hospitals cannot run it either. Tell its owner, or name another container.',
  )
}

/** The image ID; an engine that keeps manifests tells their digest in its place, and then the registry knows the ID. */
async function idOf(
  { id }: Image,
  reference: string,
  expected: string,
  signal: AbortSignal,
): Promise<string> {
  if (id === expected) return id
  const { readManifest } = await import('../registry/manifest.ts')
  try {
    const { configDigest, digest, platformDigest } = await readManifest(reference, { signal })
    return configDigest !== undefined && [digest, platformDigest].includes(id) ? configDigest : id
  } catch (error) {
    if (error instanceof MedPerfError) return id
    throw error
  }
}
