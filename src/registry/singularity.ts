import { isSingularityReference } from '../containers/image-reference.ts'
import { plainLine } from '../words/text.ts'
import type { ImageManifest } from './manifest.ts'

/**
 * What to tell the owner when participants with Singularity will be locked out of an image; undefined when they will not.
 * With the manifest it is also seen whether they would find another digest (docs/medperf.md 11.6).
 */
export function warnOfSingularity(
  reference: string,
  manifest?: Pick<ImageManifest, 'mediaType'>,
): string | undefined {
  const shown = plainLine(reference, 300)
  if (!isSingularityReference(reference)) {
    return `Participants who run MedPerf with Singularity cannot get \`${shown}\`: their client knows only images of Docker Hub that are named like \`lab/image:1.0\`.`
  }
  if (manifest === undefined || manifest.mediaType === DOCKER_MANIFEST) return undefined
  return `Participants who run MedPerf with Singularity may find another hash for \`${shown}\` and refuse it: it was pushed as ${plainLine(manifest.mediaType, 100)}. Push it for one platform in Docker's own format, for example with \`docker buildx build --provenance=false --output type=image,oci-mediatypes=false,push=true\`.`
}

/** The only format that these clients ask for (docs/medperf.md 11.6). */
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json'
