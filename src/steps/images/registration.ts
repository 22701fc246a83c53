import type { RegisteredFacts } from '../../benchmark/benchmark.ts'
import type { Image } from '../../engines/engine.ts'
import { ExpectedError } from '../../facts/error.ts'
import { registeredImage } from '../../medperf/registration.ts'
import { plainLine } from '../../words/text.ts'

/**
 * The image of a registered container, if it is the one that is registered: MedPerf's client gets it by its reference and
 * refuses another digest, or in the mlcube era another image ID (docs/medperf.md 11.4). Throws an ExpectedError of kind
 * `image`.
 */
export function expectRegistered(
  image: Image,
  reference: string,
  { uid, imageHash }: RegisteredFacts,
): Image {
  const registered = registeredImage(imageHash)
  const expected = 'digest' in registered ? registered.digest : registered.imageId
  const found = 'digest' in registered ? image.registryDigest : image.configDigest
  if (found === expected) return image
  const shown = plainLine(reference, 300)
  if (found === undefined) {
    throw new ExpectedError(
      'image',
      `${shown} could not be compared with what is registered as ${uid}: its registry did not say which digest it has`,
      {
        hint: 'Let this machine reach the registry; an image of that name that was built here is not the registered one.',
      },
    )
  }
  throw new ExpectedError(
    'image',
    `Hash mismatch. Expected ${expected}, found ${found}: ${shown} is no longer the image that is registered as ${uid}`,
    {
      hint: 'Its tag was moved since it was registered, so hospitals cannot run it either. Tell its owner, or name another container.',
    },
  )
}
