import { lstatSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { onDisk, toBytes } from './byte-name.ts'
import { findRealBytes } from './real-path.ts'

/** The first of some names in a folder that is there and is no file of that folder: a link out of it or to nothing yet, a folder, a pipe. */
export const findForeignFile = (folder: string, names: readonly string[]): string | undefined =>
  names.find((name) => isThere(join(folder, name)) && !isOwnFile(folder, name))

const isThere = (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined

function isOwnFile(folder: string, name: string): boolean {
  try {
    const real = findRealBytes(toBytes(join(folder, name)))
    return real.startsWith(`${findRealBytes(toBytes(folder))}/`) && statSync(onDisk(real)).isFile()
  } catch {
    return false
  }
}
