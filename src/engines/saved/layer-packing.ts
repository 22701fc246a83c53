import type { Transform } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib'

/** How a layer is packed; Docker packs with gzip or zstd, and `docker save` may leave layers so. */
export type LayerPacking = 'none' | 'gzip' | 'zstd' | 'other'

/** Unpacks a layer. */
export interface LayerUnpacking {
  /** Throws what `take` has thrown. */
  add(chunk: Uint8Array): Promise<void>
  /** Whether it was whole, with nothing behind it. */
  end(): Promise<boolean>
  close(): void
}

const PIECE = 256 * 1024

const UNPACKERS = {
  gzip: () => createGunzip({ chunkSize: PIECE }),
  zstd: () => createZstdDecompress({ chunkSize: PIECE }),
} as const

/** Unpacks a layer to its very end, through all its parts, as engines do; `take` gets what comes out. */
export function unpackLayer(
  packing: keyof typeof UNPACKERS,
  take: (chunk: Uint8Array) => void,
): LayerUnpacking {
  let refused: { readonly error: unknown } | undefined
  const open = () =>
    openPart(UNPACKERS[packing](), (chunk) => {
      if (refused !== undefined) return false
      try {
        take(chunk)
        return true
      } catch (error) {
        refused = { error }
        return false
      }
    })
  let part = open()
  let isSound = true
  const check = () => {
    if (refused !== undefined) throw refused.error
  }
  return {
    async add(chunk) {
      for (let rest = chunk; isSound && rest.length > 0; ) {
        const left = await part.write(rest)
        check()
        if (left === 0) return
        rest = rest.subarray(rest.length - left)
        // Node unpacks one frame of zstd after the other only where a chunk ends with it; of gzip it knows the parts.
        isSound = packing === 'zstd' && (await part.end())
        check()
        if (isSound) part = open()
      }
    },
    async end() {
      const isWhole = isSound && (await part.end())
      check()
      return isWhole
    },
    close: () => part.close(),
  }
}

/** One stream of packed data. */
interface Part {
  /** Gives how many bytes at the end of the chunk are not its own. */
  readonly write: (chunk: Uint8Array) => Promise<number>
  readonly end: () => Promise<boolean>
  readonly close: () => void
}

function openPart(
  unpacker: Transform & (Gunzip | ZstdDecompress),
  take: (chunk: Uint8Array) => boolean,
): Part {
  const isWhole = finished(unpacker).then(
    () => true,
    () => false,
  )
  unpacker.on('data', (chunk: Uint8Array) => {
    if (!take(chunk)) unpacker.destroy()
  })
  let given = 0
  return {
    async write(chunk) {
      const written = new Promise<void>((resolve) => unpacker.write(chunk, () => resolve()))
      given += chunk.length
      if (!unpacker.destroyed) await Promise.race([written, isWhole])
      return unpacker.errored === null ? given - unpacker.bytesWritten : chunk.length
    },
    async end() {
      if (!unpacker.destroyed) unpacker.end()
      return isWhole
    },
    close: () => void unpacker.destroy(),
  }
}
