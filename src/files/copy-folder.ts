import {
  chmodSync,
  closeSync,
  fchmodSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs'
import { basename, resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { ExpectedError, readCode } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { plainLine } from '../words/text.ts'
import { fromBytes, onDisk, toBytes } from './byte-name.ts'
import { inDiskWords, writeAll } from './disk.ts'
import type { FileHashes } from './folder-hash.ts'
import { hashFile } from './hash-file.ts'
import { locateEntry } from './held.ts'
import { type Walked, walkFolder } from './walk.ts'

export interface CopyOptions {
  readonly limits: { readonly maxFiles: number; readonly maxSize: number }
  readonly signal: AbortSignal
  /** Byte names of what is left out, with all that is in it. */
  readonly leaveOut?: (name: string) => boolean
}

const ENTRIES_PER_TURN = 1_000

/**
 * Copies a folder into one that does not exist yet, so that its owner may read and write all of it. Links stay links, whatever
 * they lead to. The hashes are of the bytes that were written. Rejects with an ExpectedError of kind `archive` for what cannot be
 * copied or is more than the limits, or with the reason of the signal.
 */
export async function copyFolder(
  from: string,
  into: string,
  { limits, signal, leaveOut }: CopyOptions,
): Promise<FileHashes> {
  const [top, copy] = [toBytes(resolve(from)), toBytes(resolve(into))]
  const show = (path: string) => plainLine(fromBytes(basename(top) + path.slice(top.length)), 200)
  const explain = (path: string, error: unknown) => cannotCopy(show(path), error)
  const files = new Map<string, string>()
  let [entries, bytes] = [0, 0]
  mkdirSync(onDisk(copy), { recursive: true })
  for (const entry of walkFolder(locateEntry(top), known({ explain, leaveOut }))) {
    entries += 1
    if (entries > limits.maxFiles) throw tooMany(show(top), limits.maxFiles)
    if (entries % ENTRIES_PER_TURN === 0) await nextTurn()
    signal.throwIfAborted()
    try {
      const below = entry.path.slice(top.length + 1)
      const copied = await copyEntry(entry, `${copy}/${below}`, limits.maxSize - bytes)
      if (copied === undefined) continue
      bytes += copied.bytes
      files.set(below, copied.sha256)
    } catch (error) {
      if (error === TOO_LARGE) throw tooLarge(show(top), limits.maxSize)
      throw explain(entry.path, error)
    }
  }
  return { root: resolve(into), files }
}

const TOO_LARGE = new RangeError('more bytes than may be copied')

/** Copies what one entry is; gives what a file held. */
async function copyEntry({ at, kind }: Walked, to: string, room: number) {
  if (kind === 'link') {
    symlinkSync(readlinkSync(onDisk(at), 'buffer'), onDisk(to))
    return undefined
  }
  if (kind === 'folder') {
    mkdirSync(onDisk(to))
    chmodSync(onDisk(to), (lstatSync(onDisk(at)).mode & 0o777) | 0o700)
    return undefined
  }
  return copyFile(at, to, room)
}

async function copyFile(at: string, to: string, room: number) {
  let left = room
  let target: number | undefined
  try {
    const copied = await hashFile(onDisk(at), {
      onOpen(source) {
        target = openSync(onDisk(to), 'wx', 0o600)
        fchmodSync(target, (fstatSync(source).mode & 0o777) | 0o600)
      },
      onPiece(piece) {
        left -= piece.length
        if (left < 0) throw TOO_LARGE
        if (target !== undefined) writeAll(target, piece)
      },
    })
    if (copied === undefined) throw new Error('it is not a regular file')
    return copied
  } finally {
    if (target !== undefined) closeSync(target)
  }
}

const tooMany = (shown: string, most: number) =>
  new ExpectedError(
    'archive',
    `the folder ${shown} holds more than ${most.toLocaleString('en')} files and folders`,
    {
      hint: 'Raise the input `max-files` if that many are meant.',
    },
  )

const tooLarge = (shown: string, most: number) =>
  new ExpectedError('archive', `the folder ${shown} holds more than ${most.toLocaleString('en')} bytes`, {
    hint: 'Raise the input `max-size` if that much is meant.',
  })

function cannotCopy(shown: string, error: unknown): unknown {
  const worded = inDiskWords(error)
  if (worded !== error) return worded
  const reason = readCode(error) ?? (error instanceof Error ? error.message : String(error))
  return new ExpectedError('archive', `${shown} cannot be copied: ${plainLine(reason, 200)}`, {
    hint: 'Only files, folders and links that the user of the runner may read can be copied.',
    cause: error,
  })
}
