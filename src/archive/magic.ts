import { readLzmaHeader } from './lzma/header.ts'
import { badArchive } from './member.ts'

export type Packing = 'gzip' | 'bzip2' | 'xz' | 'lzma' | 'none'

/** So many bytes are enough to tell what an archive is. */
export const HEAD = 512

const TAR_HINT =
  'MedPerf reads tar archives, plain or compressed with gzip, bzip2, xz or lzma: pack one of these.'

const MAGIC: readonly { readonly packing: Packing; readonly bytes: string }[] = [
  { packing: 'gzip', bytes: '\x1f\x8b' },
  { packing: 'bzip2', bytes: 'BZh' },
  { packing: 'xz', bytes: '\xfd7zXZ\0' },
]

const OTHERS: readonly { readonly name: string; readonly bytes: string }[] = [
  { name: 'a zip archive', bytes: 'PK\x03\x04' },
  { name: 'an empty zip archive', bytes: 'PK\x05\x06' },
  { name: 'compressed with zstd', bytes: '\x28\xb5\x2f\xfd' },
  { name: 'a 7z archive', bytes: '7z\xbc\xaf\x27\x1c' },
  { name: 'a rar archive', bytes: 'Rar!' },
  { name: 'compressed with compress', bytes: '\x1f\x9d' },
]

/**
 * How an archive is compressed, by its first bytes (`HEAD`, or all there are) and never by its name. Throws an ExpectedError
 * of kind `archive` for what is not a tar archive that MedPerf opens (docs/medperf.md 13.4).
 */
export function detectPacking(head: Uint8Array): Packing {
  if (head.length === 0)
    throw badArchive('the archive is empty', 'Check the file that is served, and pack it anew.')
  const found = MAGIC.find(({ bytes }) => beginsWith(head, bytes))
  if (found !== undefined) return found.packing
  const other = OTHERS.find(({ bytes }) => beginsWith(head, bytes))
  if (other !== undefined) throw badArchive(`the file is ${other.name}, not a tar archive`, TAR_HINT)
  if (isTarHeader(head)) return 'none'
  if (readLzmaHeader(head) !== undefined) return 'lzma'
  throw badArchive('the file is not a tar archive', TAR_HINT)
}

/** Whether a download is a web page: what file sharing sites answer instead of the file. */
export function isWebPage(contentType: string | undefined, head: Uint8Array): boolean {
  const text = Buffer.from(head.subarray(0, HEAD))
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart()
    .toLowerCase()
  if (text.startsWith('<!doctype html') || text.startsWith('<html')) return true
  if (!/^\s*(text\/html|application\/xhtml\+xml)/i.test(contentType ?? '')) return false
  return !MAGIC.some(({ bytes }) => beginsWith(head, bytes)) && !isTarHeader(head)
}

function beginsWith(head: Uint8Array, bytes: string): boolean {
  return (
    head.length >= bytes.length &&
    Buffer.from(head.buffer, head.byteOffset, bytes.length).equals(Buffer.from(bytes, 'latin1'))
  )
}

/** A header whose checksum fits, or the zeros of an archive without members. */
function isTarHeader(head: Uint8Array): boolean {
  if (head.length < 512) return false
  let sum = 8 * 0x20
  for (let at = 0; at < 512; at += 1) if (at < 148 || at >= 156) sum += head[at] as number
  if (sum === 8 * 0x20) return true
  const text = Buffer.from(head.subarray(148, 156)).toString('latin1').replace(/\0.*/s, '').trim()
  return /^[0-7]+$/.test(text) && Number.parseInt(text, 8) === sum
}
