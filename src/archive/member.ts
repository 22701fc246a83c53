import { ExpectedError } from '../facts/error.ts'
import { fromBytes, toBytes } from '../files/byte-name.ts'
import { plainLine } from '../words/text.ts'

/** A member's header as tar-stream reads it: more kinds and fewer certainties than its types say. */
export interface Header {
  readonly name: string
  readonly type?: string | null
  /** What stands in the header for its type, which tar-stream tells only of those that it knows. */
  readonly flag?: string
  readonly size?: number
  readonly mode?: number
  readonly linkname?: string | null
  /** Where the member's data begins in the unpacked tar stream. */
  readonly byteOffset?: number
  readonly pax?: {
    readonly path?: string
    readonly linkpath?: string
    readonly [key: string]: string | undefined
  } | null
}

/** A member that may be written: `path` holds the names from the top down, as byte names; none for the top itself. */
export type Member =
  | { readonly kind: 'file'; readonly path: readonly string[]; readonly mode: number; readonly size: number }
  | { readonly kind: 'folder'; readonly path: readonly string[]; readonly mode: number }
  | { readonly kind: 'symlink'; readonly path: readonly string[]; readonly target: string }
  | { readonly kind: 'hardlink'; readonly path: readonly string[]; readonly target: readonly string[] }

/** A member's name as messages show it. */
export const showMember = (path: string | readonly string[]): string =>
  plainLine(fromBytes(typeof path === 'string' ? path : path.join('/')), 200)

/** A failure of kind `archive`: the archive is not what it has to be. */
export const badArchive = (message: string, hint: string, options?: ErrorOptions): ExpectedError =>
  new ExpectedError('archive', message, { hint, ...options })

/** What is said of compressed data that ends too early. */
export const CUT_OFF = 'it is cut off'

/** The failure for compressed data that cannot be decompressed; `why` is a part of a sentence. */
export const damagedData = (packing: string, why: string, cause?: unknown): ExpectedError =>
  badArchive(
    `the ${packing} data of the archive is damaged: ${plainLine(why, 200)}`,
    'Compare its size and sha256 with the original, and upload or pack it anew.',
    { cause },
  )

const BEHIND = 'bytes-behind-the-end'

/** The same failure, of data that follows compressed data which is whole: who has found the end of the archive need not mind it. */
export const behindTheEnd = ({ kind, message, hint, cause }: ExpectedError): ExpectedError =>
  new ExpectedError(kind, message, { hint, cause, code: BEHIND })

export const isBehindTheEnd = (error: unknown): boolean =>
  error instanceof ExpectedError && error.code === BEHIND

const PACK_AGAIN =
  'Pack only files and folders below one folder, for example with `tar czf demo.tar.gz -C folder .`'

/** Reads a header; throws an ExpectedError of kind `archive` for a member that could harm or cannot be unpacked. */
export function readMember(header: Header): Member {
  const name = header.pax?.path === header.name ? toBytes(header.name) : header.name
  // Called for messages only: to show a name costs more than all else that a small file needs.
  const shown = () => showMember(name)
  if (isSparse(header)) {
    throw badArchive(
      `${shown()} is stored as a sparse file, which cannot be unpacked here`,
      'Pack without `--sparse`.',
    )
  }
  const path = splitPath(name, shown)
  const mode = header.mode ?? 0o644
  if (header.type === 'directory') return { kind: 'folder', path, mode }
  if (path.length === 0) throw badArchive(`the archive holds a file without a name`, PACK_AGAIN)
  switch (header.type) {
    case 'file':
    case 'contiguous-file':
      return { kind: 'file', path, mode, size: header.size ?? 0 }
    case 'symlink':
      return { kind: 'symlink', path, target: symlinkTarget(header, shown) }
    case 'link':
      return {
        kind: 'hardlink',
        path,
        target: splitPath(linkName(header), () => `the target of the hard link ${shown()}`),
      }
    case 'fifo':
      throw badArchive(`${shown()} is a named pipe, which is not unpacked`, PACK_AGAIN)
    case 'character-device':
    case 'block-device':
      throw badArchive(`${shown()} is a device, which is not unpacked`, PACK_AGAIN)
    default:
      // A volume label (`V`), the rest of a file from another volume (`M`), what nobody knows: a file to Python's tarfile.
      if (header.flag !== undefined) return { kind: 'file', path, mode, size: header.size ?? 0 }
      throw badArchive(`${shown()} is a member of a kind that cannot be unpacked here`, PACK_AGAIN)
  }
}

/**
 * Whether MedPerf removes a member after unpacking (docs/medperf.md 13.4): the name of it, or of a folder that it lies in,
 * begins with `._`, unless that lies in a folder whose name begins with a dot.
 */
export function isMacDebris(path: readonly string[]): boolean {
  return path.find((name) => name.startsWith('.'))?.startsWith('._') ?? false
}

/** GNU's sparse files, in its own format or in that of PAX. */
function isSparse(header: Header): boolean {
  return header.flag === 'S' || Object.keys(header.pax ?? {}).some((key) => key.startsWith('GNU.sparse.'))
}

function splitPath(name: string, shown: () => string): string[] {
  if (name.includes('\0')) throw badArchive(`the name ${shown()} holds a NUL byte`, PACK_AGAIN)
  if (name.startsWith('/')) {
    throw badArchive(`${shown()} has an absolute path, which would leave the folder`, PACK_AGAIN)
  }
  const path = name.split('/').filter((part) => part !== '' && part !== '.')
  if (path.includes('..'))
    throw badArchive(`${shown()} has \`..\` in its path, which can leave the folder`, PACK_AGAIN)
  return path
}

function symlinkTarget(header: Header, shown: () => string): string {
  const target = linkName(header)
  if (target === '' || target.includes('\0'))
    throw badArchive(`the link ${shown()} leads nowhere`, PACK_AGAIN)
  if (target.startsWith('/')) throw leavingLink(shown(), target)
  return target
}

/** The failure for a link whose target lies outside the unpacked folder. */
export function leavingLink(shown: string, target: string): ExpectedError {
  return badArchive(
    `the link ${shown} leads out of the archive, to ${showMember(target)}`,
    'Pack the file itself instead of the link, for example with `tar --dereference`.',
  )
}

function linkName(header: Header): string {
  const name = header.linkname ?? ''
  return header.pax?.linkpath === name ? toBytes(name) : name
}
