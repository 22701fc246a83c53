import { lchownSync, lstatSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { ExpectedError, readCode } from '../facts/error.ts'
import { plainLine } from '../words/text.ts'
import { fromBytes, onDisk, toBytes } from './byte-name.ts'
import { findContainerUser, isRoot } from './container-user.ts'
import { type DiskEntry, locateEntry } from './held.ts'
import { walkFolder } from './walk.ts'

/** So many entries are given away between two turns of the event loop. */
const ENTRIES_PER_TURN = 5_000

/**
 * Makes a file or folder, with all that is below, belong to the user of the containers, where that is not ourselves; links are
 * given away and never followed. Of a path that does not exist nothing is given. Rejects with an ExpectedError of kind `engine`
 * where we may not.
 */
export async function handOver(path: string): Promise<void> {
  if (!isRoot()) return
  const top = locateEntry(toBytes(resolve(path)))
  const stats = lstatSync(onDisk(top.at), { throwIfNoEntry: false })
  if (stats === undefined) return
  giveAway(top)
  if (!stats.isDirectory()) return
  let entries = 0
  for (const entry of walkFolder(top, { explain: cannotGive })) {
    giveAway(entry)
    if (++entries % ENTRIES_PER_TURN === 0) await nextTurn()
  }
}

/** The same for a file, or for a folder without what is below. */
export function handOverEntry(path: string): void {
  if (isRoot()) giveAway(locateEntry(toBytes(resolve(path))))
}

/** Makes a folder, and those above it that are missing, for the user of the containers; one that is there stays as it is. */
export function makeGivenFolder(path: string): void {
  const last = resolve(path)
  const first = mkdirSync(last, { recursive: true })
  if (first === undefined) return
  for (let made = last; made.length >= first.length; made = dirname(made)) handOverEntry(made)
}

function giveAway({ at, path }: DiskEntry): void {
  const { uid, gid } = findContainerUser()
  try {
    lchownSync(onDisk(at), uid, gid)
  } catch (error) {
    throw cannotGive(path, error)
  }
}

function cannotGive(path: string, error: unknown): ExpectedError {
  const { uid, gid } = findContainerUser()
  const reason = readCode(error) ?? plainLine(String(error), 100)
  return new ExpectedError(
    'engine',
    `this runner is root, so its containers run as nobody (${uid}:${gid}), and ${plainLine(fromBytes(path), 300)} cannot be given to that user (${reason})`,
    {
      hint: 'Let the runner be an ordinary user. Or let root change owners here: the capability CHOWN, a user namespace that has the user 65534, an input work-directory on a disk of this machine.',
      cause: error,
    },
  )
}
