import * as z from 'zod'
import { known } from '../facts/known.ts'
import { parseBody } from '../net/client.ts'
import { type HttpOptions, openHttp } from './http.ts'
import { type ImageManifest, namePlatform } from './manifest.ts'
import { parseReference } from './reference.ts'
import { openSession } from './session.ts'

const text = z.string().max(200)
const Config = z.looseObject({
  os: text.optional(),
  architecture: text.optional(),
  variant: text.optional(),
  rootfs: z.looseObject({ diff_ids: z.array(text).max(10_000) }).optional(),
})

/** What the configuration of an image says. */
export interface ImageConfig {
  /** The digests of what its layers unpack to, in the order of its manifest. */
  readonly layers: readonly string[]
  /** Such as `linux/arm64`. */
  readonly platform?: string
}

/**
 * Reads the configuration of an image without credentials; it says nothing where there is none. Rejects with an ExpectedError
 * where there is no answer.
 */
export async function readImageConfig(
  reference: string,
  { configDigest }: ImageManifest,
  options: HttpOptions = {},
): Promise<ImageConfig> {
  if (configDigest === undefined) return { layers: [] }
  const parsed = parseReference(reference)
  await using http = await openHttp(parsed.host, options)
  const session = openSession(parsed, http)
  const { status, body } = await session.ask('GET', `blobs/${configDigest}`, '*/*')
  const config = status === 200 ? Config.safeParse(parseBody(body)).data : undefined
  const { os, architecture, variant } = config ?? {}
  const platform =
    os === undefined || architecture === undefined ? undefined : namePlatform({ os, architecture, variant })
  return known({ layers: config?.rootfs?.diff_ids ?? [], platform })
}
