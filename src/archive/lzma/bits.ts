/** As many probabilities as a stream can need: those of single bytes, and fewer than 2,048 others. */
const PROBABILITIES = (0x300 << 4) + 2_048
/** In the middle, of eleven binary digits. */
const EVEN = 1_024

/** Reads bits that are packed by how likely they are. */
export interface BitDecoder {
  /** Takes bytes over, behind what is left of those before. */
  feed(bytes: Uint8Array): void
  /** Bytes that have not been read. */
  readonly left: number
  /** Whether what was read ends like a stream that was packed in one piece. */
  readonly isClean: boolean
  /** Reads the five bytes that a stream begins with. */
  begin(): void
  /** Sets so many probabilities aside, and gives the index of the first. */
  reserve(count: number): number
  /** One bit, by the probability with this index, which learns from it. */
  bit(index: number): number
  /** A number of so many bits, the highest one first, each of which has its own probability. */
  tree(offset: number, bits: number): number
  /** The same with the lowest bit first. */
  reverseTree(offset: number, bits: number): number
  /** A number of so many bits that are as likely as not. */
  direct(bits: number): number
}

/** Where there are no more bytes it throws a RangeError. */
export function createBitDecoder(): BitDecoder {
  let data: Uint8Array = new Uint8Array()
  let at = 0
  let range = 0
  let code = 0
  let reserved = 0
  const probabilities = new Uint16Array(PROBABILITIES).fill(EVEN)

  const next = (): number => {
    if (at >= data.length) throw new RangeError('no more data')
    const byte = data[at] as number
    at += 1
    return byte
  }

  const normalize = () => {
    if (range >= 0x100_0000) return
    range = (range << 8) >>> 0
    code = ((code << 8) | next()) >>> 0
  }

  const bit = (index: number): number => {
    const probability = probabilities[index] as number
    const bound = (range >>> 11) * probability
    const isOne = code >= bound
    if (isOne) {
      range -= bound
      code -= bound
      probabilities[index] = probability - (probability >>> 5)
    } else {
      range = bound
      probabilities[index] = probability + ((2048 - probability) >>> 5)
    }
    normalize()
    return isOne ? 1 : 0
  }

  return {
    bit,
    reserve(count) {
      reserved += count
      return reserved - count
    },
    feed(bytes) {
      const rest = data.subarray(at)
      data = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
      at = 0
    },
    get left() {
      return data.length - at
    },
    get isClean() {
      return code === 0
    },
    begin() {
      next()
      range = 0xffff_ffff
      for (let byte = 0; byte < 4; byte += 1) code = ((code << 8) | next()) >>> 0
    },
    tree(offset, bits) {
      let found = 1
      for (let left = bits; left > 0; left -= 1) found = (found << 1) | bit(offset + found)
      return found - (1 << bits)
    },
    reverseTree(offset, bits) {
      let node = 1
      let found = 0
      for (let place = 0; place < bits; place += 1) {
        const one = bit(offset + node)
        node = (node << 1) | one
        found |= one << place
      }
      return found
    },
    direct(bits) {
      let found = 0
      for (let left = bits; left > 0; left -= 1) {
        range >>>= 1
        const isOne = code >= range
        if (isOne) code -= range
        found = (found << 1) | (isOne ? 1 : 0)
        normalize()
      }
      return found >>> 0
    },
  }
}
