import { createHash } from 'node:crypto'
import type { Transform } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { known } from '../../facts/known.ts'

/** What a layer is known by. */
export interface LayerDigests {
  /** With `sha256:`, of the file as it is. */
  readonly digest: string
  /** With `sha256:`, of what it unpacks to; none of what is packed and damaged. */
  readonly unpacked?: string
  readonly packing: 'none' | 'gzip' | 'zstd'
}

/** Reads a file of an archive as the layer that it may be. */
export interface LayerReader {
  add(chunk: Uint8Array): Promise<void>
  end(): Promise<LayerDigests>
  /** Ends it where nobody will ask. */
  close(): void
}

const PIECE = 256 * 1024

/**
 * Layers may be compressed, and the configuration of an image has the digests of what they unpack to. `made` is told how many bytes
 * that is, as they come; what it throws comes out of here.
 */
export function readLayer(made: (bytes: number) => void): LayerReader {
  const hash = createHash('sha256')
  let packing: LayerDigests['packing'] | undefined
  let unpacking: Unpacking | undefined
  return {
    async add(chunk) {
      hash.update(chunk)
      if (packing === undefined) {
        packing = detectPacking(chunk)
        if (packing !== 'none') unpacking = unpack(UNPACKERS[packing](), made)
      }
      await unpacking?.add(chunk)
    },
    async end() {
      const digest = `sha256:${hash.digest('hex')}`
      const unpacked = unpacking === undefined ? digest : await unpacking.end()
      return known({ digest, unpacked, packing: packing ?? 'none' })
    },
    close: () => unpacking?.close(),
  }
}

/** Docker packs layers with these; `docker save` may leave them so. */
const UNPACKERS = {
  gzip: () => createGunzip({ chunkSize: PIECE }),
  zstd: () => createZstdDecompress({ chunkSize: PIECE }),
} as const

function detectPacking(head: Uint8Array): LayerDigests['packing'] {
  const start = Buffer.from(head.subarray(0, 4)).toString('hex')
  if (start.startsWith('1f8b')) return 'gzip'
  return start === '28b52ffd' ? 'zstd' : 'none'
}

interface Unpacking {
  readonly add: (chunk: Uint8Array) => Promise<void>
  readonly end: () => Promise<string | undefined>
  readonly close: () => void
}

function unpack(unpacker: Transform, made: (bytes: number) => void): Unpacking {
  const hash = createHash('sha256')
  let refused: unknown
  const isWhole = finished(unpacker).then(
    () => true,
    () => false,
  )
  unpacker.on('data', (chunk: Uint8Array) => {
    if (refused !== undefined) return
    try {
      made(chunk.length)
      hash.update(chunk)
    } catch (error) {
      refused = error
      unpacker.destroy()
    }
  })
  const check = () => {
    if (refused !== undefined) throw refused
  }
  return {
    async add(chunk) {
      const written = new Promise<void>((resolve) => unpacker.write(chunk, () => resolve()))
      if (!unpacker.destroyed) await Promise.race([written, isWhole])
      check()
    },
    async end() {
      if (!unpacker.destroyed) unpacker.end()
      const whole = await isWhole
      check()
      return whole ? `sha256:${hash.digest('hex')}` : undefined
    },
    close: () => void unpacker.destroy(),
  }
}
