import * as z from 'zod'
import { parseBody } from '../net/client.ts'
import { type HttpOptions, openHttp } from './http.ts'
import type { ImageManifest } from './manifest.ts'
import { parseReference } from './reference.ts'
import { openSession } from './session.ts'

const Config = z.looseObject({
  rootfs: z.looseObject({ diff_ids: z.array(z.string().max(200)).max(10_000) }),
})

/**
 * The digests of what an image's layers unpack to, in the order of its manifest, read from its configuration without
 * credentials; none where it does not say. Rejects with an ExpectedError where there is no answer.
 */
export async function readLayers(
  reference: string,
  { configDigest }: ImageManifest,
  options: HttpOptions = {},
): Promise<readonly string[]> {
  if (configDigest === undefined) return []
  const parsed = parseReference(reference)
  await using http = await openHttp(parsed.host, options)
  const session = openSession(parsed, http)
  const { status, body } = await session.ask('GET', `blobs/${configDigest}`, '*/*')
  return status === 200 ? (Config.safeParse(parseBody(body)).data?.rootfs.diff_ids ?? []) : []
}
