import { hash as digest } from 'node:crypto'
import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { ExpectedError, readCode } from '../facts/error.ts'
import { plainLine } from '../words/text.ts'
import { fromBytes, onDisk, toBytes } from './byte-name.ts'
import { hashFile } from './hash-file.ts'

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
  const waiting = [top]
  let entries = 0
  let bytes = 0
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of list(folder, walk)) {
      const path = `${folder}/${entry.name}`
      entries += 1
      if (entry.isDirectory()) waiting.push(path)
      else {
        const found = await hashEntry(path, entry, walk)
        if (found !== undefined) hashes.push(found.sha256)
        bytes += found?.bytes ?? 0
      }
      if (bytes < BYTES_PER_TURN && entries < ENTRIES_PER_TURN) continue
      await nextTurn()
      entries = 0
      bytes = 0
    }
  }
  return hashes
}

function list(folder: string, walk: Walk): Dirent[] {
  try {
    return readdirSync(onDisk(folder), { withFileTypes: true, encoding: 'latin1' })
  } catch (error) {
    throw unreadable('folder', walk.show(folder), error)
  }
}

interface Hashed {
  readonly sha256: string
  /** That had to be read for it. */
  readonly bytes: number
}

/** The hash of a file, or of the file that a link leads to; undefined for a link to a folder. */
async function hashEntry(path: string, entry: Dirent, walk: Walk): Promise<Hashed | undefined> {
  const file = entry.isSymbolicLink() ? followLink(path, walk) : path
  if (file === undefined) return undefined
  if (file === path && !entry.isFile()) throw irregular(walk.show(path))
  const known = walk.known(file)
  return known === undefined ? read(file, walk.show(path)) : { sha256: known, bytes: 0 }
}

function lookUp(known: FileHashes | undefined): (path: string) => string | undefined {
  if (known === undefined) return () => undefined
  const root = `${toBytes(known.root)}/`
  return (path) => (path.startsWith(root) ? known.files.get(path.slice(root.length)) : undefined)
}

async function read(file: string, shown: string): Promise<Hashed> {
  let result: Awaited<ReturnType<typeof hashFile>>
  try {
    result = await hashFile(onDisk(file))
  } catch (error) {
    throw unreadable('file', shown, error)
  }
  if (result === undefined) throw irregular(shown)
  return result
}

/** The file that a link leads to; undefined for a folder, which MedPerf neither enters nor hashes. */
function followLink(path: string, walk: Walk): string | undefined {
  const shown = walk.show(path)
  const { real, stats } = linkTarget(path, shown)
  if (walk.inside !== undefined && real !== walk.inside && !real.startsWith(`${walk.inside}/`)) {
    throw new ExpectedError('output', `the link ${shown} leads out of its folder`, {
      hint: 'Write a copy instead of the link: what lies elsewhere does not belong to the output.',
    })
  }
  if (stats.isDirectory()) return undefined
  if (!stats.isFile()) throw irregular(shown)
  return real
}

function linkTarget(path: string, shown: string): { real: string; stats: Stats } {
  try {
    // The other one takes every name for UTF-8.
    const real = realpathSync.native(onDisk(path), { encoding: 'latin1' })
    return { real, stats: statSync(onDisk(real)) }
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
