import { crc32, createGunzip, createInflateRaw } from 'node:zlib'
import { behindTheEnd, CUT_OFF, damagedData } from '../member.ts'
import { createIntake, type Intake } from '../tar/intake.ts'
import { isZlibError, through, ZLIB_OPTIONS } from './through.ts'

const PIECE = 1024 * 1024
/** So many members are unpacked one by one, which tells where each ends; a program that writes more of them writes small ones. */
const SINGLE = 100

/** What is wrong with gzip data, as a part of a sentence. */
class Wrong extends SyntaxError {}

/**
 * Decompresses gzip, any number of members one after the other, with zeros between and behind them. What else follows a member comes
 * as an ExpectedError when all before it was handed out: Python's `tarfile` never sees it behind the end of an archive.
 */
export async function* unpackGzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = createIntake(packed)
  let members = 0
  try {
    while (members === 0 || (await passZeros(source))) {
      if (members === SINGLE)
        return yield* through(
          createGunzip(ZLIB_OPTIONS),
          pieces(source, () => false),
        )
      yield* unpackMember(source)
      members += 1
    }
  } catch (error) {
    const isOurs = error instanceof Wrong
    if (!isOurs && !isZlibError(error)) throw error
    const why = /unexpected end/.test(error.message) ? CUT_OFF : error.message
    throw members === 0 ? damagedData('gzip', why, error) : behindTheEnd(damagedData('gzip', why, error))
  } finally {
    // Whoever waits for the next chunk may do so for long; nobody here does.
    source.close().catch(() => {})
  }
}

async function* unpackMember(source: Intake): AsyncGenerator<Uint8Array> {
  await passHeader(source)
  const stream = createInflateRaw(ZLIB_OPTIONS)
  let given = 0
  let checksum = 0
  let size = 0
  const fed = pieces(
    source,
    // What zlib did not want stands behind the end.
    () => stream.destroyed || stream.bytesWritten < given,
    (bytes) => {
      given += bytes
    },
  )
  for await (const chunk of through(stream, fed)) {
    checksum = crc32(chunk, checksum)
    size = (size + chunk.length) % 2 ** 32
    yield chunk
  }
  source.giveBack(given - stream.bytesWritten)
  const trailer = await expect(source, 8)
  if (trailer.readUInt32LE(0) !== checksum) throw new Wrong('incorrect data check')
  if (trailer.readUInt32LE(4) !== size) throw new Wrong('incorrect length check')
}

/** What comes, until somebody has enough. */
async function* pieces(
  source: Intake,
  isEnough: () => boolean,
  count: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  while (!isEnough()) {
    const piece = await source.piece(PIECE)
    if (piece === undefined) return
    count(piece.length)
    yield piece
  }
}

const [HAS_CHECK, HAS_EXTRA, HAS_NAME, HAS_COMMENT, RESERVED] = [2, 4, 8, 16, 0xe0]

async function passHeader(source: Intake): Promise<void> {
  const header = Buffer.from(await expect(source, 10))
  const [method, flags = 0] = header.subarray(2)
  if (header.readUInt16BE(0) !== 0x1f8b) throw new Wrong('incorrect header check')
  if (method !== 8) throw new Wrong('unknown compression method')
  if ((flags & RESERVED) !== 0) throw new Wrong('unknown header flags set')
  if ((flags & HAS_EXTRA) !== 0) await expect(source, (await expect(source, 2)).readUInt16LE(0))
  if ((flags & HAS_NAME) !== 0) await passText(source)
  if ((flags & HAS_COMMENT) !== 0) await passText(source)
  if ((flags & HAS_CHECK) !== 0) await expect(source, 2)
}

async function passText(source: Intake): Promise<void> {
  for (;;) {
    const piece = await source.piece(PIECE)
    if (piece === undefined) throw new Wrong(CUT_OFF)
    const end = piece.indexOf(0)
    if (end === -1) continue
    return source.giveBack(piece.length - end - 1)
  }
}

/** Whether anything but zeros is left. */
async function passZeros(source: Intake): Promise<boolean> {
  for (;;) {
    const piece = await source.piece(PIECE)
    if (piece === undefined) return false
    const at = piece.findIndex((byte) => byte !== 0)
    if (at === -1) continue
    source.giveBack(piece.length - at)
    return true
  }
}

async function expect(source: Intake, bytes: number): Promise<Buffer> {
  const taken = await source.take(bytes)
  if (taken === undefined) throw new Wrong(CUT_OFF)
  return taken
}
