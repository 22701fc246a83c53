import { lstatSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'

/** The first of some names in a folder that is there and is no file of that folder: a link out of it or to nothing yet, a folder, a pipe. */
export const findForeignFile = (folder: string, names: readonly string[]): string | undefined =>
  names.find((name) => isThere(join(folder, name)) && !isOwnFile(realpathSync.native(folder), name))

const isThere = (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined

function isOwnFile(root: string, name: string): boolean {
  try {
    const path = realpathSync.native(join(root, name))
    return path.startsWith(`${root}${sep}`) && statSync(path).isFile()
  } catch {
    return false
  }
}
