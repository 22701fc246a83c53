import { accessSync, constants, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { readCode } from '../../facts/error.ts'
import { plainLine } from '../../words/text.ts'
import { fromBytes, onDisk, toBytes } from '../byte-name.ts'
import { locateEntry } from '../held.ts'
import { walkFolder } from '../walk.ts'

/** Something that the user of the runner may not read, or the disk does not give. */
export interface UnreadablePlace {
  /** Below the place that was looked through; empty for that itself. */
  readonly name: string
  /** The system's, such as `EACCES`. */
  readonly code: string
}

/** What to do about files that are there and not to be read: a checkout makes none, so that something else has. */
export const UNREADABLE_HINT =
  'An earlier step or container left it to another user, as root: give it back in a step before this one (`sudo chown -R "$(id -u)" .`), or clean the workspace of this runner.'

const CODES: readonly string[] = ['EACCES', 'EPERM', 'EIO', 'ESTALE']

/** Whether a place is there and may not be read, as an error of the system says. */
export const isUnreadable = (error: unknown): boolean => CODES.includes(readCode(error) ?? '')

/**
 * The first thing in a file or folder that cannot be read, links not followed; with `alone: 'folders'` only what cannot be looked
 * through.
 */
export function findUnreadable(path: string, { alone }: { readonly alone?: 'folders' } = {}) {
  const top = toBytes(resolve(path))
  let found: UnreadablePlace | undefined
  const note = (at: string, error: unknown) => {
    if (isUnreadable(error))
      found = { name: plainLine(fromBytes(at.slice(top.length + 1)), 200), code: readCode(error) ?? '' }
    return error
  }
  const expectFile = (at: string, shown: string) => {
    try {
      if (alone !== 'folders') accessSync(onDisk(at), constants.R_OK)
    } catch (error) {
      throw note(shown, error)
    }
  }
  try {
    if (statSync(onDisk(top)).isFile()) expectFile(top, top)
    else
      for (const entry of walkFolder(locateEntry(top), { explain: note }))
        if (entry.kind === 'file') expectFile(entry.at, entry.path)
  } catch {
    // Whatever else is wrong is told by who uses it.
  }
  return found
}
