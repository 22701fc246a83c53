import { createHash } from 'node:crypto'
import { known } from '../../facts/known.ts'
import { type LayerPacking, unpackLayer } from './layer-packing.ts'
import { watchSparse } from './sparse.ts'

/** What a layer is known by. */
export interface LayerDigests {
  /** With `sha256:`, of the file as it is. */
  readonly digest: string
  /** With `sha256:`, of what it unpacks to; none of what is packed and damaged, or packed as no layer is. */
  readonly unpacked?: string
  readonly packing: 'none' | 'gzip' | 'zstd'
  /** Whether a file in it would take more room than its bytes here. */
  readonly isSparse: boolean
}

/** Reads a file of an archive as the layer that it may be. */
export interface LayerReader {
  add(chunk: Uint8Array): Promise<void>
  end(): Promise<LayerDigests>
  /** Ends it where nobody will ask. */
  close(): void
}

/** So many bytes tell how a layer is packed; they may come one by one. */
const HEAD = 6

/**
 * Layers may be compressed, and the configuration of an image has the digests of what they unpack to. `made` is told how many bytes
 * that is, as they come; what it throws comes out of here.
 */
export function readLayer(made: (bytes: number) => void): LayerReader {
  const [hash, unpackedHash] = [createHash('sha256'), createHash('sha256')]
  const sparse = watchSparse()
  const take = (chunk: Uint8Array) => {
    unpackedHash.update(chunk)
    sparse.see(chunk)
  }
  let head: Buffer | undefined = Buffer.alloc(0)
  let packing: LayerPacking = 'none'
  let unpacking: ReturnType<typeof unpackLayer> | undefined
  const pass = async (chunk: Uint8Array) => {
    if (packing === 'none') take(chunk)
    else await unpacking?.add(chunk)
  }
  const begin = async (bytes: Buffer) => {
    head = undefined
    packing = detectPacking(bytes)
    if (packing === 'gzip' || packing === 'zstd') {
      unpacking = unpackLayer(packing, (chunk) => {
        made(chunk.length)
        take(chunk)
      })
    }
    await pass(bytes)
  }
  return {
    async add(chunk) {
      hash.update(chunk)
      if (head === undefined) return pass(chunk)
      head = Buffer.concat([head, chunk])
      if (head.length >= HEAD) await begin(head)
    },
    async end() {
      if (head !== undefined) await begin(head)
      const digest = `sha256:${hash.digest('hex')}`
      const isWhole = packing === 'none' || ((await unpacking?.end()) ?? false)
      const unpacked = isWhole ? `sha256:${unpackedHash.digest('hex')}` : undefined
      return known({
        digest,
        unpacked,
        packing: packing === 'other' ? 'none' : packing,
        isSparse: sparse.found,
      })
    },
    close: () => unpacking?.close(),
  }
}

/** Bzip2, xz, and zstd behind a frame that is skipped: engines unpack these too, and nobody packs a layer so. */
const OTHERS = /^(?:425a68|fd377a585a00|5.2a4d18)/

function detectPacking(head: Buffer): LayerPacking {
  const start = head.toString('hex', 0, HEAD)
  if (start.startsWith('1f8b')) return 'gzip'
  if (start.startsWith('28b52ffd')) return 'zstd'
  return OTHERS.test(start) ? 'other' : 'none'
}
