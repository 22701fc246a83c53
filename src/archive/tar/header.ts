import { known } from '../../facts/known.ts'
import { badArchive } from '../member.ts'

/** A header of 512 bytes, names as byte names. */
export interface RawHeader {
  readonly name: string
  readonly target: string
  /** Of the data behind it, in bytes. */
  readonly size: number
  /** One character that tells what it is. */
  readonly flag: string
}

/** What a header in front of a member's header says of it. */
export interface LongNames {
  readonly path?: string
  readonly linkpath?: string
  readonly size?: number
}

/** Undefined for the block of zeros that ends an archive; throws an ExpectedError of kind `archive` for what is no header. */
export function decodeHeader(block: Buffer): RawHeader | undefined {
  const sum = block.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 0x20 : byte), 0)
  if (sum === 8 * 0x20) return undefined
  if (readNumber(block.subarray(148, 156)) !== sum)
    throw damagedTar('where a member should begin there is something else')
  const isPosix = block.toString('latin1', 257, 265) === 'ustar\x0000'
  const prefix = readField(block.subarray(345, 500))
  if (!isPosix && prefix !== '') throw damagedTar('a name in it is not where it should be')
  const name = readField(block.subarray(0, 100))
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    target: readField(block.subarray(157, 257)),
    size: readNumber(block.subarray(124, 136)),
    flag: block[156] === 0 ? '0' : String.fromCharCode(block[156] as number),
  }
}

/** Reads a PAX header: records of `LENGTH KEY=VALUE\n`, the length in bytes and counting itself. */
export function readPax(bytes: Buffer): LongNames {
  const found = new Map<string, string>()
  for (let at = 0; at < bytes.length; ) {
    const [, digits = ''] = /^([1-9]\d{0,7}) /.exec(bytes.toString('latin1', at, at + 10)) ?? []
    const end = at + Number(digits)
    const record = bytes.toString('latin1', at + digits.length + 1, end - 1)
    const cut = record.indexOf('=')
    if (digits === '' || end > bytes.length || bytes[end - 1] !== 0x0a || cut < 1)
      throw damagedTar('a header in it is broken')
    const key = record.slice(0, cut)
    if (found.has(key)) throw damagedTar('a header in it says a thing twice')
    if (key.startsWith('GNU.sparse.')) throw damagedTar('a file in it is stored as a sparse file')
    found.set(key, record.slice(cut + 1))
    at = end
  }
  const size = found.get('size')
  if (size !== undefined && !/^\d{1,15}$/.test(size)) throw damagedTar('a header in it is broken')
  return known({
    path: found.get('path'),
    linkpath: found.get('linkpath'),
    size: size === undefined ? undefined : Number(size),
  })
}

/** Bytes up to the first NUL, as a byte name. */
export function readField(field: Buffer): string {
  const end = field.indexOf(0)
  return field.toString('latin1', 0, end === -1 ? field.length : end)
}

/** Octal digits, or, with the first bit set, a number in bytes. */
function readNumber(field: Buffer): number {
  if (field[0] === 0x80) {
    const number = field.subarray(1).reduce((all, byte) => all * 256 + byte, 0)
    if (Number.isSafeInteger(number)) return number
  }
  const text = field
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .trimStart()
  if (/^[0-7]*$/.test(text)) return text === '' ? 0 : Number.parseInt(text, 8)
  throw damagedTar('a number in it is none')
}

/** The failure for a tar archive that cannot be read, or not by everybody in the same way; `why` is a part of a sentence. */
export const damagedTar = (why: string): Error =>
  badArchive(
    `the archive is damaged: ${why}`,
    'Compare its size and sha256 with the original, and pack or upload it anew.',
  )
