import * as z from 'zod'
import { plainLine } from '../../words/text.ts'
import type { Members } from './members.ts'
import { refuseForged } from './refusal.ts'
import { isSameName } from './same-name.ts'
import { parseStrictly } from './strict-json.ts'

const DescriptorSchema = z.object({
  digest: z.string(),
  platform: z.object({ architecture: z.string().optional(), os: z.string().optional() }).nullish(),
  annotations: z.record(z.string(), z.string()).nullish(),
})
const ManifestSchema = z.object({
  config: DescriptorSchema.nullish(),
  manifests: z.array(DescriptorSchema).max(1_000).nullish(),
})
type Descriptor = z.infer<typeof DescriptorSchema>

/** Docker's own, and the one of the OCI, which Docker takes too. */
const NAMES = ['io.containerd.image.name', 'org.opencontainers.image.ref.name'] as const
const KEYS = ['digest', 'platform', 'annotations', 'config', 'manifests', 'architecture', 'os', ...NAMES]
/** Indexes in indexes. */
const DEEPEST = 4

/** The image that an archive's manifest.json names. */
export interface Named {
  readonly tag: string
  readonly configDigest: string
  readonly architecture?: string | undefined
  readonly os?: string | undefined
}

/**
 * Docker from 25 on writes a second table of contents, index.json, and with containerd's store reads that alone. Throws an
 * ExpectedError of kind `image` where it means another image by the tag.
 */
export function checkIndex(members: Members, named: Named): void {
  const index = members.find('index.json')
  if (index === undefined) return
  const { manifests } = parseManifest(index.json)
  const meant = (manifests ?? []).filter(({ annotations }) =>
    NAMES.some((name) => annotations?.[name] !== undefined && isSameName(annotations[name], named.tag)),
  )
  const found = meant.flatMap((descriptor) => listConfigs(members, descriptor, named, 0))
  if (found.length > 0 && found.every((digest) => digest === named.configDigest)) return
  throw refuseForged(
    `means another image by ${plainLine(named.tag, 200)} in its index.json than in its manifest.json`,
  )
}

/** The configurations that a descriptor leads to, of this image's platform. */
function listConfigs(
  members: Members,
  { digest }: Descriptor,
  named: Named,
  depth: number,
): readonly string[] {
  const blob = members.findBlob(digest)
  if (depth > DEEPEST || blob === undefined)
    throw refuseForged(`does not hold ${plainLine(digest, 100)}, which its index.json names`)
  const { config, manifests } = parseManifest(blob.json)
  // Of an image for several platforms not all need have been saved.
  const below = (manifests ?? []).filter(({ platform }) => !isOther(platform, named))
  const found = below.flatMap((one) => listConfigs(members, one, named, depth + 1))
  return config == null ? found : [...found, config.digest]
}

/** An attestation is of the platform `unknown`. */
const isOther = (platform: Descriptor['platform'], { architecture, os }: Named): boolean =>
  platform != null &&
  ((platform.architecture !== undefined && platform.architecture !== architecture) ||
    (platform.os !== undefined && platform.os !== os))

function parseManifest(json: Buffer | undefined): z.infer<typeof ManifestSchema> {
  const parsed = ManifestSchema.safeParse(parseStrictly(json?.toString() ?? '', KEYS))
  if (parsed.success) return parsed.data
  throw refuseForged('has an index.json that is not valid')
}
