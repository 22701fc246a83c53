import { countUnpacked, decompressArchive } from './decompress.ts'
import { type ArchiveLimits, createGuard, type GuardOptions } from './limits.ts'
import type { Packing } from './magic.ts'

/**
 * The tar stream inside an archive that is not unpacked here but written to `folder`, or read. Throws like `decompressArchive`,
 * a PassedLimit where it holds more than `maxSize` or `maxRatio` allow, and an ExpectedError of kind `disk-full` before it
 * fills the disk of `folder`.
 */
export async function* decompressWithin(
  packing: Packing,
  packed: AsyncIterable<Uint8Array>,
  limits: Pick<ArchiveLimits, 'maxSize' | 'maxRatio'>,
  options: GuardOptions = {},
): AsyncGenerator<Uint8Array> {
  const guard = createGuard({ ...limits, maxFiles: 0 }, options)
  let came = 0
  const counted = countUnpacked(packed, (bytes) => {
    came = bytes
  })
  const unpacked = countUnpacked(decompressArchive(packing, counted), (bytes) => guard.unpacked(came, bytes))
  for await (const chunk of unpacked) {
    guard.file(chunk.length)
    yield chunk
  }
}
