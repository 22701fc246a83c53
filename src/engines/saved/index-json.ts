import * as z from 'zod'
import { refuseForged } from './refusal.ts'
import { parseStrictly } from './strict-json.ts'

const DescriptorSchema = z.object({
  mediaType: z.string().nullish(),
  digest: z.string(),
  platform: z.looseObject({ architecture: z.string().optional(), os: z.string().optional() }).nullish(),
  annotations: z.record(z.string(), z.string()).nullish(),
})
const ManifestSchema = z.object({
  config: DescriptorSchema.nullish(),
  layers: z.array(DescriptorSchema).max(1_000).nullish(),
  manifests: z.array(DescriptorSchema).max(1_000).nullish(),
})

/** What the OCI's files say of another one. */
export type Descriptor = z.infer<typeof DescriptorSchema>

/** The keys of a name: Docker's own, and the one of the OCI, which Docker takes where there is no other. */
export const IMAGE_NAME = 'io.containerd.image.name'
export const REF_NAME = 'org.opencontainers.image.ref.name'

const KEYS = [
  ...['mediaType', 'digest', 'platform', 'annotations', 'config', 'layers', 'manifests'],
  ...['architecture', 'os', IMAGE_NAME, REF_NAME],
]

/** Reads an index or a manifest. Throws an ExpectedError of kind `image` where it is neither, or not to everybody the same. */
export function parseIndex(json: Buffer | undefined): z.infer<typeof ManifestSchema> {
  const parsed = ManifestSchema.safeParse(parseStrictly(json?.toString() ?? '', KEYS))
  if (parsed.success) return parsed.data
  throw refuseForged('has an index.json that is not valid')
}
