import { CUT_OFF, type Member, readMember } from '../member.ts'
import { damagedTar, decodeHeader, type LongNames, type RawHeader, readField, readPax } from './header.ts'
import { createIntake, type Intake } from './intake.ts'

/** A member of a tar archive; its data can be read until the next one is asked for. */
export interface TarMember {
  readonly member: Member
  readonly data: AsyncIterable<Uint8Array>
}

const BLOCK = 512
/** So much is still read behind the end of the archive, in bytes: enough for every padding, not for a bomb. */
const PADDING = 64 * 1024 * 1024
/** Of a name that takes a header of its own, in bytes. */
const LONGEST = 1024 * 1024

/**
 * The members of a tar archive, one after the other, up to the block of zeros that ends it. Only what every reader of tar takes alike
 * is taken: plain headers, GNU's long names, and the PAX headers of a single member. Throws an ExpectedError of kind `archive` for
 * everything else.
 */
export async function* readTarMembers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TarMember> {
  const source = createIntake(chunks)
  try {
    yield* readFrom(source)
    await passPadding(source)
  } finally {
    await source.close()
  }
}

/** What is packed is sound when it was unpacked to its end; what stands there says nothing. */
async function passPadding(source: Intake): Promise<void> {
  for (let left = PADDING; left > 0; ) {
    const piece = await source.piece(left)
    if (piece === undefined) return
    left -= piece.length
  }
}

async function* readFrom(source: Intake): AsyncGenerator<TarMember> {
  let long: LongNames = {}
  for (;;) {
    const block = await source.take(BLOCK)
    if (block === undefined) throw damagedTar(CUT_OFF)
    const header = decodeHeader(block)
    if (header === undefined) return
    if ('xLK'.includes(header.flag)) {
      long = { ...long, ...(await readLong(header, long, source)) }
      continue
    }
    const { size = header.size, path = header.name, linkpath = header.target } = long
    long = {}
    const type = typeFor(header.flag, path)
    const member = readMember({ name: path, linkname: linkpath, size, mode: 0o644, type })
    if (size > 0 && member.kind !== 'file') throw damagedTar('a member without data has some')
    const read = openData(source, size)
    yield { member, data: read() }
    // What nobody read of it.
    for await (const _ of read());
    await skip(source, -size & (BLOCK - 1))
  }
}

const TYPES: Readonly<Record<string, string>> = {
  0: 'file',
  1: 'link',
  2: 'symlink',
  3: 'character-device',
  4: 'block-device',
  5: 'directory',
  6: 'fifo',
}

/** Old archives mark a folder by its name alone. */
const typeFor = (flag: string, path: string) =>
  flag === '0' && path.endsWith('/') ? 'directory' : (TYPES[flag] ?? null)

async function readLong({ flag, size }: RawHeader, before: LongNames, source: Intake): Promise<LongNames> {
  const bytes = size > LONGEST ? undefined : await source.take(size)
  if (bytes === undefined) throw damagedTar('a name in it is too long, or cut off')
  await skip(source, -size & (BLOCK - 1))
  const found: LongNames =
    flag === 'x' ? readPax(bytes) : { [flag === 'L' ? 'path' : 'linkpath']: readField(bytes) }
  // Which of two counts is up to the reader.
  if (Object.keys(found).some((key) => Object.hasOwn(before, key)))
    throw damagedTar('a member in it has two names')
  return found
}

/** Gives what reads the data of a member, each reader from where the last one stopped. */
function openData(source: Intake, size: number): () => AsyncGenerator<Uint8Array> {
  let left = size
  return async function* read() {
    while (left > 0) {
      const piece = await source.piece(left)
      if (piece === undefined) throw damagedTar(CUT_OFF)
      left -= piece.length
      yield piece
    }
  }
}

async function skip(source: Intake, bytes: number): Promise<void> {
  if (bytes > 0 && (await source.take(bytes)) === undefined) throw damagedTar(CUT_OFF)
}
