import { createHash } from 'node:crypto'
import { lstatSync, readlinkSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { ExpectedError, readCode } from '../facts/error.ts'
import { countBytes } from '../words/size.ts'
import { plainLine } from '../words/text.ts'
import { fromBytes, onDisk, toBytes } from './byte-name.ts'
import type { FileHashes } from './folder-hash.ts'
import { type HashedFile, hashFile } from './hash-file.ts'
import { type DiskEntry, locateEntry } from './held.ts'
import { walkFolder } from './walk.ts'

/*
 * MedPerf's hash of a folder knows neither names nor modes (docs/medperf.md 11.2), so this is one of our own beside it:
 * the SHA-256 of a record for the path itself and for everything below it. A record is three fields, each with a zero byte
 * behind it, which no name can hold:
 *
 *     kind   `folder`, `file`, `program` (a file that its owner may execute), `link`, or `other` (a pipe, a socket, a device)
 *     path   below the top, in bytes, with `/` between its parts; empty for the top itself
 *     what   of a file its bytes, a space and its SHA-256; of a link its target, which is not followed; else nothing
 *
 * A folder comes before what is in it, and that in the order of the bytes of its names. More of a mode than the one bit is
 * the machine's and not the repository's, and so is `.git`, which is left out wherever it lies and however it is written.
 */

/** A file or folder, told by what is in it, by its names and by what may be executed. */
export interface TreeHash {
  readonly sha256: string
  readonly files: number
  /** Of the files. */
  readonly bytes: number
}

/** The same with the hashes of the files themselves, as far as there was room for their names. */
export interface HashedTree extends TreeHash {
  readonly hashes: FileHashes
}

/** What a tree may hold until it is no checkout any more, in entries and bytes. */
export interface TreeLimits {
  readonly entries: number
  readonly bytes: number
}

const LIMITS: TreeLimits = { entries: 1_000_000, bytes: 1024 ** 4 }
/** So many bytes of names are kept for whoever needs the same hashes again. */
const NAMES = 64 * 1024 * 1024
const ENTRIES_PER_TURN = 5_000

interface Options {
  readonly signal?: AbortSignal
  readonly limits?: TreeLimits
}

/**
 * Hashes a file or a folder of a checkout. Nothing is read through a link. Rejects with an ExpectedError of kind `input` for what
 * cannot be read or is too much, or with the reason of the signal.
 */
export async function hashTree(path: string, { signal, limits = LIMITS }: Options = {}): Promise<HashedTree> {
  const root = toBytes(resolve(path))
  const hash = createHash('sha256')
  const files = new Map<string, string>()
  const sum = { entries: 0, files: 0, bytes: 0, names: 0 }
  for (const entry of walk(root)) {
    const below = entry.path.slice(root.length + 1)
    const { kind, size } = readEntry(() => look(entry), entry.path, root)
    sum.entries += 1
    sum.bytes += size
    if (sum.entries > limits.entries)
      throw tooMuch(root, `${limits.entries.toLocaleString('en')} files and folders`)
    if (sum.bytes > limits.bytes) throw tooMuch(root, countBytes(limits.bytes))
    if (sum.entries % ENTRIES_PER_TURN === 0) await nextTurn()
    signal?.throwIfAborted()
    const file = kind === 'file' || kind === 'program' ? await readFile(entry, root) : undefined
    const target =
      kind === 'link' ? readEntry(() => readlinkSync(onDisk(entry.at), 'latin1'), entry.path, root) : ''
    const what = file === undefined ? target : `${file.bytes} ${file.sha256}`
    hash.update(Buffer.from(`${kind}\0${below}\0${what}\0`, 'latin1'))
    if (file === undefined) continue
    sum.files += 1
    sum.names += below.length
    if (sum.names <= NAMES) files.set(below, file.sha256)
  }
  const hashes = { root: resolve(path), files }
  return { sha256: hash.digest('hex'), files: sum.files, bytes: sum.bytes, hashes }
}

/** The top itself, and where it is a folder all that is below it. */
function* walk(root: string): Generator<DiskEntry> {
  const top = locateEntry(root)
  yield top
  if (readEntry(() => look(top), root, root).kind !== 'folder') return
  const explain = (path: string, error: unknown) => unreadable(path, root, error)
  yield* walkFolder(top, { explain, leaveOut: isGit, inOrder: true })
}

const isGit = (name: string) => name.toLowerCase() === '.git'

function look({ at }: DiskEntry): { readonly kind: string; readonly size: number } {
  const stats = lstatSync(onDisk(at))
  if (stats.isDirectory()) return { kind: 'folder', size: 0 }
  if (stats.isSymbolicLink()) return { kind: 'link', size: 0 }
  if (!stats.isFile()) return { kind: 'other', size: 0 }
  return { kind: (stats.mode & 0o100) === 0 ? 'file' : 'program', size: stats.size }
}

async function readFile({ at, path }: DiskEntry, root: string): Promise<HashedFile> {
  const file = await hashFile(onDisk(at)).catch((error: unknown) => {
    throw unreadable(path, root, error)
  })
  if (file === undefined) throw unreadable(path, root, 'it changed')
  return file
}

function readEntry<T>(read: () => T, path: string, root: string): T {
  try {
    return read()
  } catch (error) {
    throw unreadable(path, root, error)
  }
}

const show = (path: string, root: string) =>
  plainLine(fromBytes(basename(root) + path.slice(root.length)), 200)

const unreadable = (path: string, root: string, error: unknown) =>
  new ExpectedError(
    'input',
    `${show(path, root)} cannot be read (${readCode(error) ?? plainLine(String(error), 100)})`,
    { hint: 'Everything in it is hashed: make it readable for the user of the runner.', cause: error },
  )

const tooMuch = (root: string, most: string) =>
  new ExpectedError('input', `${show(root, root)} holds more than ${most}`, {
    hint: 'Name a smaller folder: all of it is hashed.',
  })

/** A tree and where it lies, as a report names it. */
export interface LocatedTree extends TreeHash {
  readonly path: string
}

/** The trees of a checkout, and the hashes of their files by the absolute path of the tree. */
export interface HashedTrees {
  readonly trees: readonly LocatedTree[]
  readonly hashes: ReadonlyMap<string, FileHashes>
}

/** Hashes files and folders of a checkout, as `hashTree`, which may lie in each other; `shown` is what they are called. */
export async function hashTrees(
  named: readonly { readonly path: string; readonly shown: string }[],
  options?: Options,
): Promise<HashedTrees> {
  const trees: LocatedTree[] = []
  const hashes = new Map<string, FileHashes>()
  for (const { path, shown } of named) {
    const { hashes: files, ...tree } = await hashTree(path, options)
    trees.push({ path: shown, ...tree })
    hashes.set(path, files)
  }
  return { trees, hashes }
}
