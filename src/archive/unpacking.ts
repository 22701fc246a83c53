import { known } from '../facts/known.ts'
import { type ArchiveLimits, PassedLimit } from './limits.ts'
import { detectPacking } from './magic.ts'
import { type Slab, type SlabPool, viewBytes } from './slabs.ts'
import type { Contents, UnpackJob } from './unpack.ts'
import type { Unpacker, UnpackerEvents } from './unpacker.ts'

/** Archives of less than so many bytes are unpacked on the main thread: starting another costs more than it gives. */
const SMALL = 32 * 1024 * 1024

/** What brings the archive. */
export interface Delivery {
  /** Bytes of the whole archive, of a file that lies here. */
  readonly length?: number
  /** Bytes of the whole archive in the words of whoever serves it. */
  readonly announced?: number
  /** Aborted with whatever ends it; `stop` does so. */
  readonly signal: AbortSignal
  readonly stop: (reason: unknown) => void
}

export interface Unpacking {
  /** Takes a slab over. Throws an ExpectedError of kind `archive` at the first one if that does not begin an archive. */
  write(slab: Slab): Promise<void>
  /** What was unpacked, when all of it is on the disk. */
  end(): Promise<Contents>
  /** Whether a limit is passed already by what was delivered, of which no more will come; waits until all of it was unpacked. */
  judge(): Promise<PassedLimit | undefined>
  /** Resolves when nothing writes any more. */
  stop(): Promise<void>
}

/**
 * Unpacks what is delivered into `folder`. It starts with the first slab, which shows what the archive is, and stops the
 * delivery when it fails.
 */
export function createUnpacking(
  folder: string,
  limits: ArchiveLimits,
  { length, announced = length, signal, stop }: Delivery,
  pool: SlabPool,
): Unpacking {
  let unpacker: Unpacker | undefined
  let stopped = false
  const failed = (error: unknown) => {
    if (!stopped) stop(error)
  }
  const start = async (head: Uint8Array) => {
    const packing = detectPacking(head)
    const job = known({ folder, packing, limits, length })
    return unpackerFor(job, { release: pool.give, failed }, announced)
  }
  return {
    async write(slab) {
      unpacker ??= await start(viewBytes(slab))
      unpacker.push(slab)
    },
    async end() {
      unpacker ??= await start(new Uint8Array())
      return untilAborted(unpacker.end(), signal)
    },
    async judge() {
      stopped = true
      const error: unknown = await unpacker?.end().then(undefined, (reason: unknown) => reason)
      return error instanceof PassedLimit ? error : undefined
    },
    async stop() {
      stopped = true
      await unpacker?.stop()
    },
  }
}

/** The same promise, unless the signal comes first. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', abort))
}

async function unpackerFor(
  job: UnpackJob,
  events: UnpackerEvents,
  length = Number.POSITIVE_INFINITY,
): Promise<Unpacker> {
  const slow = job.packing !== 'none' && job.packing !== 'gzip'
  if (!slow && length < SMALL) {
    const { createUnpacker } = await import('./unpacker.ts')
    return createUnpacker(job, events)
  }
  const { createUnpackThread } = await import('./unpack-thread.ts')
  return createUnpackThread(job, events)
}
