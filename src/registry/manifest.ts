import { createHash } from 'node:crypto'
import * as z from 'zod'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { parseBody, type Reply } from '../net/client.ts'
import { plainLine } from '../words/text.ts'
import { type HttpOptions, openHttp } from './http.ts'
import { parseReference, type Reference } from './reference.ts'
import { explainRefusedReply, nameRegistry } from './refusal.ts'
import { openSession, type Session } from './session.ts'

export interface ManifestOptions extends HttpOptions {
  /** Whose configuration is wanted of an image for several; `linux/amd64` unless said otherwise. */
  readonly platform?: string
}

/** What an image reference points at; all digests are `sha256:` and 64 hexadecimal digits. */
export interface ImageManifest {
  /** Of what the reference points at: of an image for several platforms that is the index (docs/medperf.md 11.5). */
  readonly digest: string
  readonly mediaType: string
  /** Whether it is an index, which lists one manifest for each platform. */
  readonly isIndex: boolean
  /** The image ID that Docker gives it; absent where an index has nothing for the platform. */
  readonly configDigest?: string
  /** Of the manifest that `configDigest` is from, where it is not the index's. */
  readonly platformDigest?: string
  /** Of an index, without what is not an image, such as attestations: `linux/arm64/v8`. */
  readonly platforms: readonly string[]
  /** Bytes that are downloaded for the platform. */
  readonly bytes?: number
  /** Its layers in their order; the digest is of the bytes that are downloaded. */
  readonly layers?: readonly { readonly bytes: number; readonly digest?: string }[]
}

const TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const
// Without all four a registry converts the manifest, and its digest is another (docs/medperf.md 11.5).
const ACCEPT = TYPES.join(', ')

const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/)
const size = z.int().min(0)
const text = z.string().max(200)

const Manifest = z.looseObject({
  schemaVersion: z.literal(2),
  mediaType: text.optional(),
  config: z.looseObject({ digest: Digest, size }),
  layers: z.array(z.looseObject({ size, digest: Digest.optional() })).max(10_000),
})

const Platform = z.looseObject({ os: text, architecture: text, variant: text.optional() })

const Index = z.looseObject({
  schemaVersion: z.literal(2),
  mediaType: text.optional(),
  manifests: z.array(z.looseObject({ digest: Digest, platform: Platform.optional() })).max(10_000),
})

/**
 * Reads what an image reference points at, without credentials, as everybody who runs the benchmark will. Rejects with an
 * ExpectedError: `input` for what is no reference, `registry` for what cannot be read or is not what it says, `unreachable`.
 */
export async function readManifest(reference: string, options: ManifestOptions = {}): Promise<ImageManifest> {
  const parsed = parseReference(reference)
  await using http = await openHttp(parsed.host, options)
  const session = openSession(parsed, http)
  const { digest, mediaType, document } = await read(parsed, session)
  const index = Index.safeParse(document).data
  if (index === undefined)
    return { digest, mediaType, isIndex: false, platforms: [], ...contentsOf(parsed, document) }
  const images = index.manifests.flatMap((entry) => {
    const { platform } = entry
    const name = platform === undefined ? '' : namePlatform(platform)
    return name === '' || name.startsWith('unknown') ? [] : [{ digest: entry.digest, platform: name }]
  })
  const common = { digest, mediaType, isIndex: true, platforms: images.map(({ platform }) => platform) }
  const wanted = options.platform ?? 'linux/amd64'
  const found = images.find(({ platform }) => `${platform}/`.startsWith(`${wanted}/`))
  if (found === undefined) return common
  const child = await fetchExactly(parsed, session, found.digest)
  return { ...common, platformDigest: found.digest, ...contentsOf(parsed, child.document) }
}

/**
 * The digest that a reference points at, by a question that no registry counts as a pull; undefined where it does not say.
 * Rejects with an ExpectedError like `readManifest`.
 */
export async function readDigest(reference: string, options: HttpOptions = {}): Promise<string | undefined> {
  const parsed = parseReference(reference)
  await using http = await openHttp(parsed.host, options)
  // Awaited, because the connections go when this returns.
  return (await askHead(parsed.version, openSession(parsed, http))).digest
}

/**
 * The media type that a reference is answered with, by a question that no registry counts as a pull; undefined where it does not say.
 * Rejects with an ExpectedError like `readManifest`.
 */
export async function readMediaType(
  reference: string,
  options: HttpOptions = {},
): Promise<string | undefined> {
  const parsed = parseReference(reference)
  await using http = await openHttp(parsed.host, options)
  return (await askHead(parsed.version, openSession(parsed, http))).mediaType
}

/** A platform as people name it: `linux/arm64/v8`. */
export const namePlatform = ({ os, architecture, variant }: z.infer<typeof Platform>): string =>
  plainLine([os, architecture, variant].filter(Boolean).join('/'), 100)

type Contents = Required<Pick<ImageManifest, 'configDigest' | 'bytes' | 'layers'>>

function contentsOf(reference: Reference, document: unknown): Contents {
  const manifest = Manifest.safeParse(document).data
  if (manifest === undefined) {
    throw broken(reference, 'answers with something that is not the manifest of an image', {
      hint: 'Check that the reference is of a container image; if it is, push it again with a current Docker.',
    })
  }
  const { config, layers } = manifest
  const bytes = layers.reduce((sum, layer) => sum + layer.size, config.size)
  return {
    configDigest: config.digest,
    bytes,
    layers: layers.map((layer) => known({ bytes: layer.size, digest: layer.digest })),
  }
}

interface Read {
  readonly digest: string
  readonly mediaType: string
  readonly document: unknown
}

/** A tag is asked for its digest first, so that one that moves meanwhile cannot mix two images. */
async function read(reference: Reference, session: Session): Promise<Read> {
  const { version } = reference
  if (version.includes(':')) return fetchExactly(reference, session, version)
  const { digest } = await askHead(version, session)
  if (digest !== undefined) return fetchExactly(reference, session, digest)
  const reply = await session.ask('GET', `manifests/${version}`, ACCEPT)
  return verified(reference, reply, reply.headers.get('docker-content-digest') ?? undefined)
}

async function askHead(
  version: string,
  session: Session,
): Promise<{ readonly digest?: string; readonly mediaType?: string }> {
  const { status, headers } = await session.ask('HEAD', `manifests/${version}`, ACCEPT)
  if (status !== 200) return {}
  const mediaType = headers.get('content-type')?.split(';')[0]?.trim()
  return known({ digest: Digest.safeParse(headers.get('docker-content-digest')).data, mediaType })
}

async function fetchExactly(reference: Reference, session: Session, digest: string): Promise<Read> {
  return verified(reference, await session.ask('GET', `manifests/${digest}`, ACCEPT), digest)
}

/** The registry's word is not enough: the digest is of the bytes that came. */
function verified(reference: Reference, reply: Reply, expected: string | undefined): Read {
  const { status, headers, body } = reply
  if (status !== 200) throw explainRefusedReply(reference, reply)
  const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`
  if (expected !== undefined && expected !== digest) {
    throw broken(reference, `promises ${plainLine(expected, 100)} and sends ${digest}`, {
      hint: 'Run the job again; if it happens again, something between here and the registry changes what it sends.',
    })
  }
  const document = parseBody(body)
  const declared = z.looseObject({ mediaType: text }).safeParse(document).data?.mediaType
  const mediaType = declared ?? headers.get('content-type')?.split(';')[0]?.trim() ?? ''
  return { digest, mediaType: plainLine(mediaType, 200), document }
}

const broken = (reference: Reference, why: string, options: { hint: string }) =>
  new ExpectedError(
    'registry',
    `\`${reference.shown}\` cannot be used: ${nameRegistry(reference)} ${why}`,
    options,
  )
