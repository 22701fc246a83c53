import { createCipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createInflateRaw } from 'node:zlib'
import bitIterator from 'unbzip2-stream/lib/bit_iterator.js'
import bzip2 from 'unbzip2-stream/lib/bzip2.js'
import { describe, expect, test } from 'vitest'
import * as xz from 'xz-decompress'
import { decompressArchive } from '../../src/archive/decompress.ts'
import { readLzmaHeader } from '../../src/archive/lzma/header.ts'
import { unpackLzma } from '../../src/archive/lzma/unlzma.ts'
import { isBehindTheEnd } from '../../src/archive/member.ts'
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

describe("what Node's zlib says of bytes behind the end", () => {
  test.each([
    ['in one piece', [[3, 0, 1, 2, 3]], 2],
    ['in pieces', [[3], [0, 1], [2, 3]], 2],
    [
      'in a piece of its own',
      [
        [3, 0],
        [1, 2, 3],
      ],
      2,
    ],
  ])('%s: `bytesWritten` counts what was taken', async (_, parts, taken) => {
    const stream = createInflateRaw()
    for (const part of parts) stream.write(Uint8Array.from(part))
    for await (const chunk of stream) expect(chunk.length).toBe(0)
    expect(stream.bytesWritten).toBe(taken)
  })
})

describe('bytes behind the end of compressed data come as an error when all before it was handed out', () => {
  const plain = fixture('plain.tar')
  const garbage = Buffer.from('a signature, or what a mail program added')

  test.each(['gzip', 'bzip2', 'xz', 'lzma'] as const)('%s, whatever the pieces', async (packing) => {
    const name = { gzip: 'plain.tar.gz', bzip2: 'plain.tar.bz2', xz: 'plain.tar.xz', lzma: 'plain.tar.lzma' }[
      packing
    ]
    const packed = Buffer.concat([fixture(name), garbage])
    for (const size of [1, 2, 3, 5, 64, 255, 4096]) {
      async function* pieces() {
        for (let at = 0; at < packed.length; at += size) {
          const piece = Uint8Array.from(packed.subarray(at, at + size))
          yield piece
          piece.buffer.transfer() // as the memory of a slab goes
        }
      }
      const got: Buffer[] = []
      const error = await (async () => {
        for await (const chunk of decompressArchive(packing, pieces())) got.push(Buffer.from(chunk))
        return undefined
      })().catch((reason: unknown) => reason)
      expect(Buffer.concat(got).equals(plain), `${size} bytes`).toBe(true)
      // Those of bzip2 and lzma see that it is none of theirs.
      if (packing === 'gzip' || packing === 'xz') expect(isBehindTheEnd(error)).toBe(true)
      else expect(error).toBeUndefined()
    }
  })

  test.each(['gzip', 'bzip2', 'xz', 'lzma'] as const)('%s: a cut is none of these', async (packing) => {
    const name = { gzip: 'plain.tar.gz', bzip2: 'plain.tar.bz2', xz: 'plain.tar.xz', lzma: 'plain.tar.lzma' }[
      packing
    ]
    async function* cut() {
      yield Uint8Array.from(fixture(name).subarray(0, -3))
    }
    const error = await Array.fromAsync(decompressArchive(packing, cut())).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ kind: 'archive', message: expect.stringContaining('it is cut off') })
    expect(isBehindTheEnd(error)).toBe(false)
  })
})

describe('lzma', () => {
  const unpack = async (bytes: Uint8Array) => {
    async function* packed() {
      yield bytes
    }
    return Buffer.concat(await Array.fromAsync(unpackLzma(packed())))
  }
  const changed = (change: (bytes: Buffer) => void) => {
    const bytes = Buffer.from(fixture('plain.tar.lzma'))
    change(bytes)
    return bytes
  }

  test('is told by what liblzma takes for a header, since it has no magic bytes', () => {
    const heads: readonly [Buffer, boolean][] = [
      [fixture('plain.tar.lzma'), true],
      [fixture('settings.tar.lzma'), true],
      [fixture('sized.tar.lzma'), true],
      [changed((bytes) => bytes.writeUInt8(225, 0)), false],
      [changed((bytes) => bytes.writeUInt8(8 + 9, 0)), false],
      [changed((bytes) => bytes.writeUInt32LE(0x0081_0000, 1)), false],
      [changed((bytes) => bytes.writeUInt32LE(0x0060_0000, 1)), true],
      [changed((bytes) => bytes.writeBigUInt64LE(2n ** 38n, 5)), false],
      [changed((bytes) => bytes.writeUInt8(1, 13)), false],
      [Buffer.from('data_path: data\nlabels_path: labels\n'), false],
      [Buffer.alloc(100), false],
      [Buffer.from('GIF89a and so on and on'), false],
      [Buffer.alloc(5), false],
    ]
    for (const [head, is] of heads)
      expect(readLzmaHeader(head) !== undefined, head.toString('hex', 0, 16)).toBe(is)
  })

  test('is refused where it asks for more memory than any program does', async () => {
    const huge = changed((bytes) => bytes.writeUInt32LE(0x4000_0000, 1))
    await expect(unpack(huge)).rejects.toThrow('it needs more memory than there is')
    const sized = Buffer.from(fixture('sized.tar.lzma'))
    sized.writeUInt32LE(0xffff_ffff, 1)
    expect((await unpack(sized)).equals(fixture('plain.tar'))).toBe(true)
  })

  test.each([
    ['a match that reaches too far back', changed((bytes) => bytes.writeUInt32LE(0xffff_ffff, 14))],
    ['more than it says', changed((bytes) => bytes.writeBigUInt64LE(100n, 5))],
    ['less than it says', changed((bytes) => bytes.writeBigUInt64LE(1_000_000n, 5))],
  ])('%s is damage', async (_, bytes) => {
    await expect(unpack(bytes)).rejects.toMatchObject({ kind: 'archive' })
  })

  test('of chance bytes behind a header ends, with an error or some bytes', async () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(
        Buffer.alloc(2_000),
      )
      const bytes = Buffer.concat([fixture('plain.tar.lzma').subarray(0, 14), noise])
      const out = await unpack(bytes).catch((error: unknown) => error)
      if (!Buffer.isBuffer(out)) expect(out).toMatchObject({ kind: 'archive' })
    }
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
