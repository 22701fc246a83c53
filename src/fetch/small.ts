import { createSlabPool, type Slab, viewBytes } from '../archive/slabs.ts'
import { consumeBody } from './consume.ts'
import { type FetchOptions, readOrigin } from './origin.ts'

export interface FetchSmallOptions extends Omit<FetchOptions, 'toolCache'> {
  /** In bytes; all of it is held in memory. */
  readonly maxSize: number
}

/**
 * Downloads a small file into memory. Rejects with an ExpectedError of kind `download`, `hash` or `archive` (above `maxSize`), or
 * with the reason of the signal.
 */
export const fetchSmall = (url: string, options: FetchSmallOptions): Promise<Uint8Array> =>
  readOrigin({ kind: 'url', url }, options, async ({ source, body, signal }) => {
    const pool = createSlabPool(signal)
    const pieces: Uint8Array[] = []
    const write = (slab: Slab) => {
      // The slab's memory is used again.
      pieces.push(viewBytes(slab).slice())
      pool.give(slab.buffer)
    }
    const limits = { maxSize: options.maxSize, maxRatio: Number.POSITIVE_INFINITY }
    await consumeBody(body, { write }, { ...options, limits, source, pool })
    return Buffer.concat(pieces)
  })
