import { lstatSync, type Stats } from 'node:fs'
import { resolve } from 'node:path'
import { onDisk, toBytes } from '../../files/byte-name.ts'
import { type ContainerUser, findContainerUser, isRoot } from '../../files/container-user.ts'
import { locateEntry } from '../../files/held.ts'
import { walkFolder } from '../../files/walk.ts'

const READ = 0o4
const READ_AND_ENTER = 0o5

/**
 * Whether a folder of the repository cannot be read by containers as it is, because root runs them as somebody else and its files
 * are closed to others (`umask 077`). It is not ours to give away, and a hospital's files are its user's, whatever their modes are
 * here.
 */
export const isClosed = (folder: string): boolean => isRoot() && !isOpen(folder, findContainerUser())

/** Whether somebody can read all that is below a folder; what links lead to is not looked at. Throws the system's errors. */
export function isOpen(folder: string, user: ContainerUser): boolean {
  const top = locateEntry(toBytes(resolve(folder)))
  if (!canRead(lstatSync(onDisk(top.at)), user)) return false
  return walkFolder(top, { explain: (_, error) => error }).every(
    ({ at, kind }) => kind === 'link' || canRead(lstatSync(onDisk(at)), user),
  )
}

/** Only the first of owner, group and others that fits counts. */
function canRead(stats: Stats, { uid, gid }: ContainerUser): boolean {
  const needed = stats.isDirectory() ? READ_AND_ENTER : READ
  const group = stats.gid === gid ? stats.mode >> 3 : stats.mode
  return ((stats.uid === uid ? stats.mode >> 6 : group) & needed) === needed
}
