import { readFileSync } from 'node:fs'
import bitIterator from 'unbzip2-stream/lib/bit_iterator.js'
import bzip2 from 'unbzip2-stream/lib/bzip2.js'
import { describe, expect, test } from 'vitest'
import * as xz from 'xz-decompress'
import { fixture } from '../fetch/support.ts'

/** `ab` 120,000 times, packed with `bzip2 -1`: three blocks. */
const BLOCKS = Buffer.from(
  'QlpoMTFBWSZTWfFLiycAYaMBADAAIAAwgCkZQlBaoSguYoKyTKayA328+ADDRgIAYABAAGEAUjVCUFlCUFzFBWSZTWRf7rgoAJxkBADAAIAAwgE1GKKhWKKhXF3JFOFCQ0ag+bQ=',
  'base64',
)

/** 100 zeros, packed with `xz --lzma2=dict=1536MiB`. */
const HUGE = Buffer.from(
  '/Td6WFoAAATm1rRGAgAhASUAAAA7eHtB4ABjAAZdAABuoEV4AAAAANpU80sOfGu8AAEiZEpW680ftvN9AQAAAAAEWVo=',
  'base64',
)

const CUT = new RangeError('no more data')

/** The packed bytes as `bunzip.ts` gives them: nothing first, and an error behind the last chunk. */
function source(...chunks: readonly Uint8Array[]) {
  const left = [new Uint8Array(), ...chunks]
  const bits = bitIterator(() => {
    const next = left.shift()
    if (next === undefined) throw CUT
    return next
  })
  return { bits, left }
}

const errorOf = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

test.each(['unbzip2-stream', 'xz-decompress'])(
  '%s is pinned, since this uses what it does not promise',
  (name) => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(dependencies[name]).toMatch(/^\d+\.\d+\.\d+$/)
  },
)

describe('the bits of unbzip2-stream', () => {
  test('are asked for when they are needed, and no chunk before', () => {
    const { bits, left } = source(Uint8Array.of(0xa5), Uint8Array.of(0x5a))
    expect([left.length, bits(4), left.length, bits(4), left.length]).toEqual([2, 0xa, 1, 5, 1])
    expect([bits(8), left.length]).toEqual([0x5a, 0])
  })

  test('count a byte at its first bit, and go on at the next whole one', () => {
    const { bits } = source(Uint8Array.of(0b1010_0000, 0xff, 1))
    expect(bits.bytesRead).toBe(0)
    expect([bits(3), bits.bytesRead]).toEqual([0b101, 1])
    bits(null)
    expect([bits(8), bits.bytesRead]).toEqual([0xff, 2])
    bits(null)
    expect([bits(8), bits.bytesRead]).toEqual([1, 3])
  })

  test('pass on the error of whoever has no more', () => {
    const { bits } = source()
    expect(errorOf(() => bits(1))).toBe(CUT)
  })
})

describe('the decoder of unbzip2-stream', () => {
  const LEVEL = 100_000

  test('gives one block for each call, in the memory that it is given, and null at the end', () => {
    const { bits } = source(BLOCKS, fixture('plain.tar.bz2'))
    const work = new Int32Array(2 * LEVEL).fill(-1)
    expect(bzip2.header(bits)).toBe(1)
    const sizes: number[] = []
    const bytes: number[] = []
    for (let checksum: number | null = 0; checksum !== null; ) {
      const before = bytes.length
      checksum = bzip2.decompress(bits, (byte) => bytes.push(byte), work.subarray(0, LEVEL), LEVEL, checksum)
      sizes.push(bytes.length - before)
    }
    expect(sizes).toEqual([99_981, 99_981, 40_038, 0])
    expect(Buffer.from(bytes).toString()).toBe('ab'.repeat(120_000))
    expect(work.subarray(LEVEL).every((number) => number === -1)).toBe(true)
    // The next stream begins at the next whole byte.
    expect(bits.bytesRead).toBe(BLOCKS.length)
    expect(bzip2.header(bits)).toBe(9)
  })

  const decode = (bytes: Uint8Array) => () => {
    const { bits } = source(bytes)
    const level = bzip2.header(bits)
    return bzip2.decompress(bits, () => {}, new Int32Array(LEVEL * level), LEVEL * level, 0)
  }
  const damaged = Buffer.from(BLOCKS).fill(0xff, 20, 21)

  test.each([
    ['something else', Buffer.from('BZX9')],
    ['no level', Buffer.from('BZh0')],
    ['a damaged block', damaged],
  ])('throws for %s an error that is not of the source', (_, bytes) => {
    const error = errorOf(decode(bytes))
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(RangeError)
  })

  test('passes on the error of the source for a block that is cut off', () => {
    expect(errorOf(decode(BLOCKS.subarray(0, 30)))).toBe(CUT)
  })
})

describe('the stream of xz-decompress', () => {
  const { XzReadableStream } = 'default' in xz ? (xz.default as typeof xz) : xz

  /** What comes out when the packed bytes are followed by empty chunks without an end, as in `unxz.ts`. */
  async function decode(bytes: Uint8Array): Promise<readonly Uint8Array[]> {
    const left = [Uint8Array.from(bytes)]
    const packed = new ReadableStream<Uint8Array>(
      { pull: (controller) => controller.enqueue(left.shift() ?? new Uint8Array()) },
      { highWaterMark: 0 },
    )
    return Array.fromAsync(new XzReadableStream(packed))
  }

  test.each(['plain.tar.xz', 'streams.tar.xz'])('ends at the first empty chunk after %s', async (name) => {
    expect(Buffer.concat(await decode(fixture(name))).equals(fixture('plain.tar'))).toBe(true)
  })

  test('gives chunks with a memory of their own, which it does not write to again', async () => {
    const chunks = await decode(fixture('plain.tar.xz'))
    expect(chunks.map(({ buffer }) => buffer.byteLength)).toEqual(chunks.map(({ length }) => length))
  })

  test.each([
    ['cut off', fixture('plain.tar.xz').subarray(0, 200), 8],
    ['with a check that it does not know', fixture('sha256.tar.xz'), 6],
    ['with a filter that it does not know', fixture('x86.tar.xz'), 6],
    ['with a dictionary beyond its memory', HUGE, 4],
    ['damaged', Buffer.from(fixture('plain.tar.xz')).fill(0xff, 150, 151), 7],
    ['not xz', Buffer.from('not xz, but long enough'), 5],
  ])('tells data %s by the code at the end of its message', async (_, bytes, code) => {
    await expect(decode(bytes)).rejects.toThrow(new RegExp(`code ${code}$`))
  })
})
