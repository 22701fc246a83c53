import { hash as digest } from 'node:crypto'
import { realpathSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { ExpectedError, readCode } from '../facts/error.ts'
import { plainLine } from '../words/text.ts'
import { fromBytes, onDisk, toBytes } from './byte-name.ts'
import { type HashedFile, type HashOptions, hashFile } from './hash-file.ts'
import { type DiskEntry, findReal, type Held, hold, locateEntry } from './held.ts'
import { type Walked, walkFolder } from './walk.ts'

/**
 * SHA-256 of files that were hashed while they were written. The keys are byte names relative to `root`, an absolute
 * path; they hold only as long as nobody has written to it.
 */
export interface FileHashes {
  readonly root: string
  readonly files: ReadonlyMap<string, string>
}

export interface FolderHashOptions {
  /** A folder that links must not lead out of; without it, the target of a link is hashed wherever it is. */
  readonly inside?: string
}

/** So many bytes are hashed between two turns of the event loop, and so many entries are looked at. */
const BYTES_PER_TURN = 16 * 1024 * 1024
const ENTRIES_PER_TURN = 5_000

interface Walk {
  /** The hash of a file that was hashed before. */
  readonly known: (path: string) => string | undefined
  readonly inside: string | undefined
  /** A path as messages show it. */
  readonly show: (path: string) => string
}

/**
 * MedPerf's hash of folders (docs/medperf.md 11.2): the SHA-256 of all their files, sorted, joined and hashed again. Names
 * do not count, nor do links to folders; a folder that is missing or is a file adds nothing. `known` saves reading again
 * what was hashed before. Rejects with an ExpectedError of kind `output` at a broken link, a pipe, socket or device, an
 * unreadable file, or a link that leaves `inside`.
 */
export async function hashFolder(
  folders: readonly string[],
  known?: FileHashes,
  options: FolderHashOptions = {},
): Promise<string> {
  const hashes: (readonly string[])[] = []
  const inside =
    options.inside === undefined ? undefined : realpathSync.native(options.inside, { encoding: 'latin1' })
  for (const folder of folders) {
    const top = toBytes(resolve(folder))
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) continue
    const show = (path: string) => plainLine(fromBytes(basename(top) + path.slice(top.length)), 200)
    hashes.push(await hashFiles(top, { known: lookUp(known), inside, show }))
  }
  return digest('sha256', hashes.flat().sort().join(''))
}

/** The hash of each file below a folder. */
async function hashFiles(top: string, walk: Walk): Promise<readonly string[]> {
  const hashes: string[] = []
  let entries = 0
  let bytes = 0
  const explain = (path: string, error: unknown) => unreadable('folder', walk.show(path), error)
  for (const entry of walkFolder(locateEntry(top), { explain })) {
    entries += 1
    const found = entry.kind === 'folder' ? undefined : await hashEntry(entry, walk)
    if (found !== undefined) hashes.push(found.sha256)
    bytes += found?.bytes ?? 0
    if (bytes < BYTES_PER_TURN && entries < ENTRIES_PER_TURN) continue
    await nextTurn()
    entries = 0
    bytes = 0
  }
  return hashes
}

/** The hash of a file, or of the file that a link leads to, and the bytes that had to be read; undefined for a link to a folder. */
async function hashEntry(entry: Walked, walk: Walk): Promise<HashedFile | undefined> {
  if (entry.kind === 'link') return hashTarget(entry, walk)
  if (entry.kind !== 'file') throw irregular(walk.show(entry.path))
  const known = walk.known(entry.path)
  return known === undefined ? read(entry, walk.show(entry.path)) : { sha256: known, bytes: 0 }
}

function lookUp(known: FileHashes | undefined): (path: string) => string | undefined {
  if (known === undefined) return () => undefined
  const root = `${toBytes(known.root)}/`
  return (path) => (path.startsWith(root) ? known.files.get(path.slice(root.length)) : undefined)
}

async function read({ at }: DiskEntry, shown: string, options: HashOptions = {}): Promise<HashedFile> {
  let result: HashedFile | undefined
  try {
    result = await hashFile(onDisk(at), options)
  } catch (error) {
    throw unreadable('file', shown, error)
  }
  if (result === undefined) throw irregular(shown)
  return result
}

/** The file that a link leads to is held, judged and read as the same one; a folder MedPerf neither enters nor hashes. */
async function hashTarget(entry: DiskEntry, walk: Walk): Promise<HashedFile | undefined> {
  const shown = walk.show(entry.path)
  using target = holdTarget(entry, shown)
  const real = findReal(target)
  if (walk.inside !== undefined && real !== walk.inside && !real.startsWith(`${walk.inside}/`)) {
    throw new ExpectedError('output', `the link ${shown} leads out of its folder`, {
      hint: 'Write a copy instead of the link: what lies elsewhere does not belong to the output.',
    })
  }
  if (target.stats.isDirectory()) return undefined
  if (!target.stats.isFile()) throw irregular(shown)
  const known = walk.known(real)
  return known === undefined ? await read(target, shown, { follow: true }) : { sha256: known, bytes: 0 }
}

function holdTarget(entry: DiskEntry, shown: string): Held {
  try {
    return hold(entry, { follow: true })
  } catch (error) {
    throw new ExpectedError('output', `the link ${shown} is broken (${codeOf(error)})`, {
      hint: 'MedPerf hashes what a link leads to: remove the link, or write the file that it names.',
      cause: error,
    })
  }
}

function irregular(shown: string): ExpectedError {
  return new ExpectedError('output', `${shown} is not a regular file`, {
    hint: 'MedPerf hashes everything here, which a pipe, a socket or a device does not allow: remove it.',
  })
}

function unreadable(what: 'file' | 'folder', shown: string, error: unknown): ExpectedError {
  return new ExpectedError('output', `the ${what} ${shown} cannot be read (${codeOf(error)})`, {
    hint: 'MedPerf hashes everything here: make it readable for the user that the containers run as.',
    cause: error,
  })
}

const codeOf = (error: unknown): string => readCode(error) ?? plainLine(String(error), 100)
