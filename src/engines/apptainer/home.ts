import { chownSync, mkdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { mountPathFault } from '../../containers/arguments/argument.ts'
import type { ContainerRun } from '../../containers/run.ts'
import { removeFolder } from '../../files/remove-folder.ts'

/** A container with its home, and what takes the home away when the container is over. */
export interface Housed {
  readonly run: ContainerRun
  readonly remove: () => Promise<unknown>
}

/**
 * Gives a container that root runs as another user a home of that user's. Apptainer's is a folder in memory that belongs to root,
 * where that of an ordinary caller is its own and can be written. Mounts below the home would find no place in ours, so with one
 * it stays as it is, as one at a path that no mount takes.
 */
export function houseContainer(run: ContainerRun, uid: number, scratch: string): Housed {
  const { homedir } = userInfo()
  const isWithin = run.binds.some(({ target }) => `${target}/`.startsWith(`${homedir}/`))
  const isPlace = homedir !== '/' && !isWithin && mountPathFault(homedir) === undefined
  if (uid !== 0 || run.user.uid === 0 || !isPlace) return { run, remove: async () => {} }
  const source = join(scratch, `${run.name}.home`)
  mkdirSync(source, { mode: 0o700 })
  chownSync(source, run.user.uid, run.user.gid)
  const home = { source, target: homedir, mode: 'rw' } as const
  return { run: { ...run, binds: [home, ...run.binds] }, remove: () => removeFolder(source) }
}
