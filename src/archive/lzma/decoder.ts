import type { BitDecoder } from './bits.ts'
import type { LzmaHeader } from './header.ts'
import type { Window } from './window.ts'

/** The shortest match. */
const SHORTEST = 2
/** Lengths from here on have a table of distances in common. */
const LONG = 4
const MARK = 0xffff_ffff

/** What a symbol was. */
export type Symbol = 'bytes' | 'mark'

/**
 * Decodes the symbols of an LZMA stream, each a byte or a match, into `window`; throws a SyntaxError where the data is damaged, and
 * the error of `bits` where it ends. The format is the one of the LZMA SDK, in the public domain.
 */
export function createSymbolDecoder(header: LzmaHeader, bits: BitDecoder, window: Window): () => Symbol {
  const positions = (1 << header.positionBits) - 1
  const [isMatch, isLongRepeat] = [bits.reserve(12 << 4), bits.reserve(12 << 4)]
  const [isRepeat, isFirst] = [bits.reserve(12), bits.reserve(12)]
  const [isSecond, isThird] = [bits.reserve(12), bits.reserve(12)]
  const slots = bits.reserve(LONG << 6)
  const [special, align] = [bits.reserve(128), bits.reserve(16)]
  const [matchLength, repeatLength] = [createLengthDecoder(bits), createLengthDecoder(bits)]
  const literal = createLiteralDecoder(header, bits, window)
  const last = [0, 0, 0, 0]
  let state = 0

  const readDistance = (length: number): number => {
    const slot = bits.tree(slots + (Math.min(length - SHORTEST, LONG - 1) << 6), 6)
    if (slot < 4) return slot
    const count = (slot >>> 1) - 1
    const base = (2 | (slot & 1)) * 2 ** count
    if (slot < 14) return base + bits.reverseTree(special + base - slot, count)
    return base + bits.direct(count - 4) * 16 + bits.reverseTree(align, 4)
  }

  const copy = (length: number) => {
    const [distance = 0] = last
    if (!window.reaches(distance)) throw new SyntaxError('a match reaches too far back')
    for (let left = length; left > 0; left -= 1) window.put(window.back(distance))
  }

  const readRepeat = (position: number): Symbol => {
    const isFirstOne = bits.bit(isFirst + state) === 0
    if (isFirstOne && bits.bit(isLongRepeat + (state << 4) + position) === 0) {
      state = state < 7 ? 9 : 11
      copy(1)
      return 'bytes'
    }
    if (!isFirstOne) {
      const which = bits.bit(isSecond + state) === 0 ? 1 : 2 + bits.bit(isThird + state)
      last.unshift(...last.splice(which, 1))
    }
    const length = repeatLength(position)
    state = state < 7 ? 8 : 11
    copy(length)
    return 'bytes'
  }

  const readMatch = (position: number): Symbol => {
    const length = matchLength(position)
    state = state < 7 ? 7 : 10
    last.pop()
    last.unshift(readDistance(length))
    if (last[0] === MARK) return 'mark'
    copy(length)
    return 'bytes'
  }

  return () => {
    const position = window.written & positions
    if (bits.bit(isMatch + (state << 4) + position) === 1)
      return bits.bit(isRepeat + state) === 1 ? readRepeat(position) : readMatch(position)
    window.put(literal(state < 7 ? undefined : (last[0] ?? 0)))
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6
    return 'bytes'
  }
}

/** Reads lengths from 2 to 273, which depend on the position. */
function createLengthDecoder(bits: BitDecoder): (position: number) => number {
  const [choice, long] = [bits.reserve(2), bits.reserve(256)]
  const [short, middle] = [bits.reserve(16 << 3), bits.reserve(16 << 3)]
  return (position) => {
    if (bits.bit(choice) === 0) return SHORTEST + bits.tree(short + (position << 3), 3)
    if (bits.bit(choice + 1) === 0) return SHORTEST + 8 + bits.tree(middle + (position << 3), 3)
    return SHORTEST + 16 + bits.tree(long, 8)
  }
}

/** Reads single bytes, which depend on the one before, and behind a match on the one that would have come. */
function createLiteralDecoder(
  { literalContextBits, literalPositionBits }: LzmaHeader,
  bits: BitDecoder,
  window: Window,
): (distance: number | undefined) => number {
  const first = bits.reserve(0x300 << (literalContextBits + literalPositionBits))
  const positions = (1 << literalPositionBits) - 1
  return (distance) => {
    const before = window.written === 0 ? 0 : window.back(0)
    const context =
      ((window.written & positions) << literalContextBits) + (before >>> (8 - literalContextBits))
    const offset = first + 0x300 * context
    let symbol = 1
    if (distance !== undefined && window.reaches(distance)) {
      let matched = window.back(distance)
      while (symbol < 0x100) {
        const expected = (matched >>> 7) & 1
        matched <<= 1
        const found = bits.bit(offset + ((1 + expected) << 8) + symbol)
        symbol = (symbol << 1) | found
        if (found !== expected) break
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | bits.bit(offset + symbol)
    return symbol - 0x100
  }
}
