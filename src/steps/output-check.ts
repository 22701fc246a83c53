import { chmodSync, type Dirent, lstatSync, readdirSync, realpathSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { StepFailure } from '../failure.ts'
import { plainLine } from '../text.ts'

const OWNER_READS = 0o400
const OWNER_ENTERS = 0o700

/** What a look over outputs found that stands in the way of reading them. */
export interface OutputState {
  /** Bytes of all regular files. */
  readonly bytes: number
  readonly files: number
  /** Entries that belong to somebody else, or that even their owner could not make readable. */
  readonly foreign: boolean
}

/**
 * Looks over what a container wrote, never through a link, and makes our own entries readable to us. Throws a
 * StepFailure of kind `output` for a link that leads out of the folder, a device, a FIFO or a socket (design: a link out
 * fails the step; one inside is hashed as contract 8.2 says).
 */
export function inspectOutput(path: string): OutputState {
  const state = { bytes: 0, files: 0, foreign: false }
  inspect(path, path, state)
  return state
}

type State = { bytes: number; files: number; foreign: boolean }

function inspect(path: string, root: string, state: State): void {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return
  if (stat.isSymbolicLink()) {
    checkLink(path, root)
    return
  }
  const needed = stat.isDirectory() ? OWNER_ENTERS : OWNER_READS
  const isOurs = process.getuid?.() === stat.uid
  if (stat.isFile()) {
    state.files++
    state.bytes += stat.size
  } else if (!stat.isDirectory()) {
    throw new StepFailure(
      'output',
      `wrote ${shown(path, root)}, which is neither a file nor a folder`,
      'Write regular files only: devices, FIFOs and sockets cannot be hashed or passed on.',
    )
  }
  if (!isOurs) state.foreign = true
  else if ((stat.mode & needed) !== needed) chmodSync(path, stat.mode | needed)
  if (stat.isDirectory()) for (const entry of list(path, state)) inspect(join(path, entry.name), root, state)
}

function list(path: string, state: State): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    state.foreign = true
    return []
  }
}

function checkLink(path: string, root: string): void {
  const target = resolveLink(path)
  const home = realpathSync(root)
  if (target !== undefined && (target === home || target.startsWith(home + sep))) return
  throw new StepFailure(
    'output',
    `wrote the link ${shown(path, root)}, which leads ${target === undefined ? 'nowhere' : 'out of its folder'}`,
    'Copy the file instead of linking to it: only what lies in the output folder travels on.',
  )
}

function resolveLink(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

const shown = (path: string, root: string) => plainLine(JSON.stringify(relative(root, path) || '.'), 200)
