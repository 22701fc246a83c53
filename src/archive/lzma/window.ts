/** So much is handed out at once, in bytes. */
const CHUNK = 256 * 1024
const LEAST = 64 * 1024
/** The longest match, which may begin where a chunk is nearly full. */
const LONGEST = 273

/** What was unpacked last, which matches repeat. */
export interface Window {
  /** Bytes that were unpacked so far. */
  readonly written: number
  /** Whether there is a chunk to hand out. */
  readonly isFull: boolean
  put(byte: number): void
  /** The byte that stands so many back, 0 for the last one; 0 where nothing does. */
  back(distance: number): number
  /** Whether a match may begin so many back. */
  reaches(distance: number): boolean
  /** What was put since the last time; a copy. */
  take(): Uint8Array
}

/** A window of so many bytes, which takes no more memory than was put into it. */
export function createWindow(dictionary: number): Window {
  const size = Math.max(dictionary, CHUNK) + LONGEST
  let bytes = new Uint8Array(Math.min(size, LEAST))
  let at = 0
  let written = 0
  let taken = 0

  const grow = () => {
    const larger = new Uint8Array(Math.min(size, bytes.length * 2))
    larger.set(bytes)
    bytes = larger
  }

  return {
    get written() {
      return written
    },
    get isFull() {
      return written - taken >= CHUNK
    },
    put(byte) {
      if (at === bytes.length) {
        if (bytes.length < size) grow()
        else at = 0
      }
      bytes[at] = byte
      at += 1
      written += 1
    },
    back(distance) {
      const place = at - 1 - distance
      return bytes[place < 0 ? place + bytes.length : place] as number
    },
    reaches: (distance) => distance < written && distance < dictionary,
    take() {
      const count = written - taken
      taken = written
      if (count <= at) return bytes.slice(at - count, at)
      return Buffer.concat([bytes.subarray(bytes.length - (count - at)), bytes.subarray(0, at)])
    },
  }
}
