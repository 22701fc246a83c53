import { createInlet } from './inlet.ts'
import type { Slab } from './slabs.ts'
import { type Contents, type UnpackJob, unpackArchive } from './unpack.ts'

/** Something that unpacks an archive while it comes. */
export interface Unpacker {
  /** Takes a slab over; its memory comes back through `release`. */
  push(slab: Slab): void
  /** No more slabs will come; resolves when everything is on the disk. */
  end(): Promise<Contents>
  /** Gives up: resolves when nothing writes any more. */
  stop(): Promise<void>
}

export interface UnpackerEvents {
  readonly release: (buffer: ArrayBuffer) => void
  /** The unpacking has failed before its end: no more slabs are of use. */
  readonly failed: (error: unknown) => void
}

/** Unpacks on this thread: starting another costs more than it gives for a small archive. */
export function createUnpacker(job: UnpackJob, { release, failed }: UnpackerEvents): Unpacker {
  const inlet = createInlet(release)
  const work = unpackArchive(job, inlet)
  work.catch(failed)
  return {
    push: inlet.push,
    end() {
      inlet.end()
      return work
    },
    async stop() {
      inlet.fail(new Error('stopped'))
      await work.catch(() => {})
    },
  }
}
