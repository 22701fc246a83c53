import { dirname } from 'node:path'
import { known } from '../facts/known.ts'
import { inDiskWords } from '../files/disk.ts'
import { countUnpacked, decompressArchive } from './decompress.ts'
import type { Inlet } from './inlet.ts'
import { type ArchiveLimits, createGuard } from './limits.ts'
import type { Packing } from './magic.ts'
import { listHashes } from './tree.ts'
import { unpackTar } from './untar.ts'

/** What is to be unpacked; plain data, so that it can be handed to a thread. */
export interface UnpackJob {
  readonly folder: string
  readonly packing: Packing
  readonly limits: ArchiveLimits
  /** Bytes of the whole archive, of a file that lies here. */
  readonly length?: number
}

/** SHA-256 of each file by its path below the folder, as a byte name. */
export type Contents = ReadonlyMap<string, string>

/**
 * Unpacks what comes through `inlet` into the job's folder, which must exist, and resolves when the inlet has ended. It
 * runs on the main thread for small archives and in a thread of its own for all others; nothing else is different.
 */
export async function unpackArchive(job: UnpackJob, inlet: Inlet): Promise<Contents> {
  const guard = createGuard(job.limits, known({ length: job.length, folder: dirname(job.folder) }))
  const chunks = countUnpacked(decompressArchive(job.packing, inlet.chunks), (unpacked) =>
    guard.unpacked(inlet.came, unpacked),
  )
  try {
    const root = await unpackTar(chunks, job.folder, guard)
    await inlet.drain()
    return listHashes(root)
  } catch (error) {
    throw inDiskWords(error)
  }
}
