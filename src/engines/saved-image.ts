import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { text as readText } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'
import * as z from 'zod'
import { decompressArchive } from '../archive/decompress.ts'
import { detectPacking } from '../archive/magic.ts'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { parseAnswer } from './answer.ts'
import { readHead } from './plain-archive.ts'

const ManifestSchema = z
  .array(
    z.object({
      Config: z.string().max(500).optional(),
      RepoTags: z.array(z.string().min(1).max(500)).nullish(),
    }),
  )
  .min(1)

const HINT = 'Make it with `docker save NAME:TAG`, by tag: MedPerf takes the image name from it.'
const MANIFEST_LIMIT = 1024 * 1024

/** What a `docker save` archive says of its first image. */
export interface SavedImage {
  /** The first of its tags. */
  readonly tag: string
  /** The config digest with `sha256:`, where the archive names its files by it. */
  readonly id?: string
}

/**
 * Reads what a `docker save` archive holds, plain or compressed; an ExpectedError of kind `image` when it names no tag, of kind
 * `archive` when it is no tar archive.
 */
export async function readSaved(archive: string): Promise<SavedImage> {
  const text = await readManifest(archive)
  if (text === undefined)
    throw new ExpectedError('image', 'the image archive has no manifest.json', { hint: HINT })
  const parsed = ManifestSchema.safeParse(parseAnswer(text))
  if (!parsed.success)
    throw new ExpectedError('image', 'the manifest.json of the image archive is not valid', { hint: HINT })
  const tag = parsed.data[0]?.RepoTags?.[0]
  if (tag === undefined) throw new ExpectedError('image', 'the image archive names no tag', { hint: HINT })
  const id = /^(?:blobs\/sha256\/)?([0-9a-f]{64})(?:\.json)?$/.exec(parsed.data[0]?.Config ?? '')?.[1]
  return known({ tag, id: id && `sha256:${id}` })
}

async function readManifest(archive: string): Promise<string | undefined> {
  const packing = detectPacking(await readHead(archive))
  const tar = extract()
  const packed = createReadStream(archive, { highWaterMark: 1024 * 1024 })
  const fed = pipeline(Readable.from(decompressArchive(packing, packed)), tar)
  // Its errors come out of `tar` as well; it also complains when we leave early.
  fed.catch(() => {})
  try {
    for await (const entry of tar) {
      const { name, size = 0 } = entry.header
      if (name === 'manifest.json' && size <= MANIFEST_LIMIT) return await readText(entry)
      entry.resume()
    }
    return undefined
  } catch (error) {
    if (error instanceof ExpectedError) throw error
    throw new ExpectedError('archive', 'the image archive is damaged: it is not a whole tar archive', {
      hint: HINT,
      cause: error,
    })
  } finally {
    packed.destroy()
  }
}
