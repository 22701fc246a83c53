import * as z from 'zod'
import { plainLine } from '../../words/text.ts'
import { PLATFORM } from '../pull-size.ts'
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
  const found = meant.flatMap((descriptor) => listConfigs(members, descriptor, 0))
  if (found.length > 0 && found.every((digest) => digest === named.configDigest)) return
  throw refuseForged(
    `means another image by ${plainLine(named.tag, 200)} in its index.json than in its manifest.json`,
  )
}

/** The configurations that a descriptor leads to: those of this machine's platform, where there are several. */
function listConfigs(members: Members, { digest }: Descriptor, depth: number): readonly string[] {
  const blob = members.findBlob(digest)
  if (depth > DEEPEST || blob === undefined)
    throw refuseForged(`does not hold ${plainLine(digest, 100)}, which its index.json names`)
  const { config, manifests } = parseManifest(blob.json)
  // Of an image for several platforms not all need have been saved.
  const below = (manifests ?? []).filter(({ platform }) => !isOther(platform))
  const found = below.flatMap((one) => listConfigs(members, one, depth + 1))
  return config == null ? found : [...found, config.digest]
}

/** An attestation is of the platform `unknown`. */
const OTHERS = {
  os: ['windows', 'darwin', 'freebsd', 'unknown'],
  architecture: [
    ...['386', 'amd64', 'arm', 'arm64', 'loong64', 'mips64le', 'ppc64le', 'riscv64', 's390x', 'unknown'],
  ],
} as const

/** Whether it names another platform in so many words: engines know more of them (`x86_64`), and those may be ours. */
function isOther(platform: Descriptor['platform']): boolean {
  const [, own] = PLATFORM.split('/')
  const { os = '', architecture = '' } = platform ?? {}
  return (
    OTHERS.os.some((one) => one === os) ||
    OTHERS.architecture.some((one) => one === architecture && one !== own)
  )
}

function parseManifest(json: Buffer | undefined): z.infer<typeof ManifestSchema> {
  const parsed = ManifestSchema.safeParse(parseStrictly(json?.toString() ?? '', KEYS))
  if (parsed.success) return parsed.data
  throw refuseForged('has an index.json that is not valid')
}
