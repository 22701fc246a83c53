/** What the first bytes of a stream of LZMA alone say, the forerunner of xz (`.lzma`). */
export interface LzmaHeader {
  readonly literalContextBits: number
  readonly literalPositionBits: number
  readonly positionBits: number
  /** Bytes back that a match may reach. */
  readonly dictionary: number
  /** Bytes that it unpacks to; undefined where a mark ends it. */
  readonly size?: number
}

/** Bytes of a header. */
export const LZMA_HEADER = 13
/** What liblzma takes for the size of a file, and not for chance, where it has to guess the format. */
const LARGEST = 2 ** 38

/**
 * Reads the header of LZMA alone as liblzma does, which is what Python's `tarfile` tells it by: it has no magic bytes, so its
 * numbers have to be ones that programs write. Undefined for everything else.
 */
export function readLzmaHeader(bytes: Uint8Array): LzmaHeader | undefined {
  if (bytes.length <= LZMA_HEADER || bytes[LZMA_HEADER] !== 0) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, LZMA_HEADER)
  const properties = view.getUint8(0)
  const literalContextBits = properties % 9
  const literalPositionBits = Math.floor(properties / 9) % 5
  const positionBits = Math.floor(properties / 45)
  const dictionary = view.getUint32(1, true)
  const size = view.getBigUint64(5, true)
  if (positionBits > 4 || literalContextBits + literalPositionBits > 4) return undefined
  if (!isUsualDictionary(dictionary)) return undefined
  const settings = { literalContextBits, literalPositionBits, positionBits, dictionary }
  if (size === 2n ** 64n - 1n) return settings
  return size < LARGEST ? { ...settings, size: Number(size) } : undefined
}

/** A power of two, or one and a half, or the largest. */
function isUsualDictionary(bytes: number): boolean {
  if (bytes === 0xffff_ffff) return true
  if (bytes === 0) return false
  const power = 2 ** Math.floor(Math.log2(bytes))
  return bytes === power || bytes === power * 1.5
}
