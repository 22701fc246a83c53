import type { Benchmark, Component } from '../benchmark/benchmark.ts'
import { findImagePlace } from '../benchmark/component/image-place.ts'
import type { Among, Image } from '../engines/engine.ts'
import { askMediaType, askRegistry } from '../engines/pull-size.ts'
import { known } from '../facts/known.ts'
import { judgePlatforms } from '../facts/platform.ts'
import type { Problem } from '../facts/problem.ts'
import { collectParts, type Role } from '../facts/role.ts'
import type { ServerRules } from '../medperf/rules.ts'
import { plainLine, quoteName } from '../words/text.ts'

/** What is known of an image as everybody has it. */
export interface PublicImage {
  /** All that it is for, such as `linux/amd64`. */
  readonly platforms: readonly string[]
  /** Of what its reference points at. */
  readonly mediaType?: string
  readonly among?: Among
}

export type PublicImages = Readonly<Partial<Record<Role, PublicImage>>>

/** Looks at how an image that came from a registry lies there; what does not answer is passed over. */
export async function lookAtImage(
  { spec: { image: reference } }: Component,
  { platform, registryDigest, among }: Image,
  signal: AbortSignal,
): Promise<PublicImage> {
  const own = platform === undefined ? [] : [platform]
  if (registryDigest === undefined) return known({ platforms: own, among })
  const mediaType = await askMediaType(reference, signal)
  // An index may have what this machine did not pull.
  const isFine = judgePlatforms(own) === undefined
  const index = isFine ? undefined : await askRegistry(reference, signal)
  return known({ platforms: index?.isIndex ? index.platforms : own, mediaType })
}

/** What hospitals will meet with these images, as warnings on the lines that name them. */
export const judgeImages = (
  benchmark: Benchmark,
  images: PublicImages,
  { repository, rules }: { readonly repository: string; readonly rules: ServerRules | undefined },
): readonly Problem[] =>
  collectParts(benchmark.components).flatMap((component): readonly Problem[] => {
    const image = images[component.role]
    if (image === undefined) return []
    const said = [
      ...judgePlatform(image),
      ...judgeArchive(image),
      ...(rules?.containers === 'files' ? [] : judgeManifest(component, image)),
    ]
    const place = said.length === 0 ? undefined : findImagePlace(repository, benchmark, component)
    return said.map(({ message, ...more }) => ({
      severity: 'warning',
      ...(place ?? { file: benchmark.config }),
      message: `the image ${quoteName(component.spec.image, 300)} ${message}`,
      ...more,
    }))
  })

type Said = Pick<Problem, 'message' | 'hint' | 'code'>

function judgePlatform({ platforms }: PublicImage): readonly Said[] {
  const fault = judgePlatforms(platforms)
  return fault === undefined ? [] : [{ message: fault.message, hint: fault.hint, code: fault.code }]
}

/** MedPerf's client runs the first tag of an archive (docs/medperf.md 14.2), which need not be the one that is meant. */
function judgeArchive({ among }: PublicImage): readonly Said[] {
  if (among === undefined) return []
  const { first, others } = among
  const shown = others.slice(0, 3).map((one) => quoteName(one, 100))
  const more = others.length > shown.length ? ` and ${others.length - shown.length} more` : ''
  const are = others.length === 1 ? 'is' : 'are'
  return [
    {
      code: 'archive-several-images',
      message: `is an archive of ${others.length + 1} images: its first one, ${quoteName(first, 100)}, runs, as in MedPerf, and ${shown.join(', ')}${more} ${are} left aside`,
      hint: `Save the one that is meant alone, for example \`docker save ${plainLine(first, 100)}\`.`,
    },
  ]
}

const KINDS: Readonly<Record<string, string>> = {
  'application/vnd.oci.image.index.v1+json': 'an OCI index',
  'application/vnd.oci.image.manifest.v1+json': 'an OCI manifest',
  'application/vnd.docker.distribution.manifest.list.v2+json': 'a list of manifests',
}

/** Clients with Singularity ask for a plain manifest of Docker alone (docs/medperf.md 11.6); what was registered by others stays. */
function judgeManifest(
  { spec, build, registered }: Component,
  { mediaType = '' }: PublicImage,
): readonly Said[] {
  const kind = KINDS[mediaType]
  if (kind === undefined || spec.type !== 'DockerImage' || build !== undefined || registered !== undefined)
    return []
  return [
    {
      code: 'image-oci',
      message: `was pushed as ${kind}: MedPerf’s client on Singularity computes another digest of it than the one that is registered, and refuses it`,
      hint: 'Where participants use Singularity, push one plain manifest: `docker buildx build --provenance=false --output type=image,oci-mediatypes=false,push=true`.',
    },
  ]
}
