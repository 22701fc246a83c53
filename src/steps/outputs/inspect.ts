import { chmodSync, lstatSync, readdirSync, realpathSync, type Stats } from 'node:fs'
import { resolve } from 'node:path'
import { ExpectedError, readCode } from '../../facts/error.ts'
import { fromBytes, onDisk, toBytes } from '../../files/byte-name.ts'
import { plainLine } from '../../words/text.ts'

const OWNER_READS = 0o400
const OWNER_ENTERS = 0o700
const SET_ID = 0o6000

/** What a look over outputs found that stands in the way of reading them. */
export interface OutputState {
  /** Bytes of all regular files. */
  readonly bytes: number
  readonly files: number
  /** Entries that belong to somebody else, or that even their owner could not make readable. */
  readonly foreign: boolean
}

/**
 * Looks over what a container wrote, never through a link, makes our own entries readable to us and takes set-user-ID bits
 * off them. Throws an ExpectedError of kind `output` for a link that leads out of the folder, a device, a FIFO, a socket (a
 * link out fails the step; one inside is hashed as docs/medperf.md 11.2 says) or a path that is too long to be opened.
 */
export function inspectOutput(path: string): OutputState {
  const root = toBytes(resolve(path))
  return inspect(root, root)
}

const NOTHING: OutputState = { bytes: 0, files: 0, foreign: false }
const FOREIGN: OutputState = { ...NOTHING, foreign: true }

const join = (one: OutputState, other: OutputState): OutputState => ({
  bytes: one.bytes + other.bytes,
  files: one.files + other.files,
  foreign: one.foreign || other.foreign,
})

/** Paths are byte names here: one that is not UTF-8 must not be overlooked. */
function inspect(path: string, root: string): OutputState {
  const stat = look(path, root)
  if (stat === 'unseen') return FOREIGN
  if (stat === undefined) return NOTHING
  if (stat.isSymbolicLink()) {
    checkLink(path, root)
    return NOTHING
  }
  if (!stat.isFile() && !stat.isDirectory()) {
    throw new ExpectedError('output', `wrote ${shown(path, root)}, which is neither a file nor a folder`, {
      hint: 'Write regular files only: devices, FIFOs and sockets cannot be hashed or passed on.',
    })
  }
  const foreign = process.getuid?.() !== stat.uid
  if (!foreign) makeReadable(path, stat)
  if (stat.isFile()) return { bytes: stat.size, files: 1, foreign }
  const names = list(path)
  if (names === undefined) return FOREIGN
  return names.map((name) => inspect(`${path}/${name}`, root)).reduce(join, { ...NOTHING, foreign })
}

function makeReadable(path: string, stat: Stats): void {
  const needed = stat.isDirectory() ? OWNER_ENTERS : OWNER_READS
  const mode = (stat.mode | needed) & (stat.isFile() ? ~SET_ID : ~0)
  if (mode !== stat.mode) chmodSync(onDisk(path), mode & 0o7777)
}

function look(path: string, root: string): Stats | undefined | 'unseen' {
  try {
    return lstatSync(onDisk(path), { throwIfNoEntry: false })
  } catch (error) {
    if (isTooLong(error)) throw tooLong(path, root)
    return 'unseen'
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

function list(path: string): readonly string[] | undefined {
  try {
    return readdirSync(onDisk(path), { encoding: 'latin1' })
  } catch {
    return undefined
  }
}

function checkLink(path: string, root: string): void {
  const target = resolveLink(path)
  const home = resolveLink(root)
  if (target !== undefined && (target === home || target.startsWith(`${home}/`))) return
  throw new ExpectedError(
    'output',
    `wrote the link ${shown(path, root)}, which leads ${target === undefined ? 'nowhere' : 'out of its folder'}`,
    { hint: 'Copy the file instead of linking to it: only what lies in the output folder travels on.' },
  )
}

function resolveLink(path: string): string | undefined {
  try {
    // The other one takes every name for UTF-8.
    return realpathSync.native(onDisk(path), { encoding: 'latin1' })
  } catch {
    return undefined
  }
}

const shown = (path: string, root: string) =>
  plainLine(JSON.stringify(fromBytes(path.slice(root.length + 1)) || '.'), 200)
