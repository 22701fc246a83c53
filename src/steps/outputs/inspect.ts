import { chmodSync, lstatSync, readdirSync, type Stats } from 'node:fs'
import { resolve } from 'node:path'
import { ExpectedError, readCode } from '../../facts/error.ts'
import { fromBytes, onDisk, toBytes } from '../../files/byte-name.ts'
import { findContainerUser } from '../../files/container-user.ts'
import { type DiskEntry, findReal, type Held, hold, locateBelow, locateEntry } from '../../files/held.ts'
import { plainLine } from '../../words/text.ts'

const OWNER_READS = 0o400
const OWNER_ENTERS = 0o700
const SET_ID = 0o6000

/** What a look over outputs found that stands in the way of reading them. */
export interface OutputState {
  /** Bytes of all regular files. */
  readonly bytes: number
  readonly files: number
  /** Entries that do not belong to the user of the containers, or that even their owner could not make readable. */
  readonly foreign: boolean
}

/**
 * Looks over what a container wrote, never through a link, makes the entries of its user readable to us and takes set-user-ID
 * bits off them. Throws an ExpectedError of kind `output` for a link that leads out of the folder, a device, a FIFO, a socket (a
 * link out fails the step; one inside is hashed as docs/medperf.md 11.2 says) or a path that is too long to be opened.
 */
export function inspectOutput(path: string): OutputState {
  const root = toBytes(resolve(path))
  return inspect(locateEntry(root), root)
}

const NOTHING: OutputState = { bytes: 0, files: 0, foreign: false }
const FOREIGN: OutputState = { ...NOTHING, foreign: true }

const join = (one: OutputState, other: OutputState): OutputState => ({
  bytes: one.bytes + other.bytes,
  files: one.files + other.files,
  foreign: one.foreign || other.foreign,
})

/** Paths are byte names here: one that is not UTF-8 must not be overlooked. */
function inspect(entry: DiskEntry, root: string): OutputState {
  const stats = look(entry, root)
  if (stats === 'unseen') return FOREIGN
  if (stats === undefined) return NOTHING
  if (stats.isDirectory()) return inspectFolder(entry, root)
  if (stats.isSymbolicLink()) {
    checkLink(entry, root)
    return NOTHING
  }
  if (!stats.isFile()) {
    throw new ExpectedError(
      'output',
      `wrote ${shown(entry.path, root)}, which is neither a file nor a folder`,
      {
        hint: 'Write regular files only: devices, FIFOs and sockets cannot be hashed or passed on.',
      },
    )
  }
  const foreign = isForeign(stats)
  if (!foreign && findMode(stats) !== stats.mode) {
    // To hold every file would take longer than all else.
    using held = hold(entry)
    makeReadable(held)
  }
  return { bytes: stats.size, files: 1, foreign }
}

function inspectFolder(entry: DiskEntry, root: string): OutputState {
  using held = hold(entry)
  const foreign = isForeign(held.stats)
  if (!foreign) makeReadable(held)
  const names = list(held)
  if (names === undefined) return FOREIGN
  return names.map((name) => inspect(nameIn(held, name, root), root)).reduce(join, { ...NOTHING, foreign })
}

const isForeign = ({ uid }: Stats): boolean => findContainerUser().uid !== uid

function makeReadable({ at, stats }: Held): void {
  const mode = findMode(stats)
  // Of a link, which was something else a moment ago, the mode would be that of its target.
  if (mode !== stats.mode && !stats.isSymbolicLink()) chmodSync(onDisk(at), mode & 0o7777)
}

/** The mode of what its owner can read, and whose set-user-ID bits are off if it is a file. */
function findMode(stats: Stats): number {
  const needed = stats.isDirectory() ? OWNER_ENTERS : OWNER_READS
  return (stats.mode | needed) & (stats.isFile() ? ~SET_ID : ~0)
}

function look({ at, path }: DiskEntry, root: string): Stats | undefined | 'unseen' {
  try {
    return lstatSync(onDisk(at), { throwIfNoEntry: false })
  } catch (error) {
    if (isTooLong(error)) throw tooLong(path, root)
    return 'unseen'
  }
}

function nameIn(folder: Held, name: string, root: string): DiskEntry {
  try {
    return locateBelow(folder, name)
  } catch {
    throw tooLong(`${folder.path}/${name}`, root)
  }
}

/** Whether the file system says that a path is longer than it takes. */
export const isTooLong = (error: unknown): boolean => readCode(error) === 'ENAMETOOLONG'

function tooLong(path: string, root: string): ExpectedError {
  return new ExpectedError(
    'output',
    `wrote a path of more than ${path.length - root.length - 2} bytes, which cannot be opened: ${shown(path, root)}`,
    { hint: 'Nest folders less deeply: Linux takes 4,095 bytes for a path.' },
  )
}

function list({ at }: Held): readonly string[] | undefined {
  try {
    return readdirSync(onDisk(at), { encoding: 'latin1' })
  } catch {
    return undefined
  }
}

function checkLink(entry: DiskEntry, root: string): void {
  const target = resolveLink(entry)
  const home = resolveLink(locateEntry(root))
  if (target !== undefined && (target === home || target.startsWith(`${home}/`))) return
  const where = target === undefined ? 'nowhere' : 'out of its folder'
  throw new ExpectedError('output', `wrote the link ${shown(entry.path, root)}, which leads ${where}`, {
    hint: 'Copy the file instead of linking to it: only what lies in the output folder travels on.',
  })
}

function resolveLink(entry: DiskEntry): string | undefined {
  try {
    using target = hold(entry, { follow: true })
    return findReal(target)
  } catch {
    return undefined
  }
}

const shown = (path: string, root: string) =>
  plainLine(JSON.stringify(fromBytes(path.slice(root.length + 1)) || '.'), 200)
