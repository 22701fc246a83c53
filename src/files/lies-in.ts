import { resolve } from 'node:path'
import { toBytes } from './byte-name.ts'
import { findRealBytes } from './real-path.ts'

/** Whether a path is a folder or lies in it, by its name or by where that leads, and so with either name of the folder. */
export function liesIn(folder: string, path: string): boolean {
  const roots = listNames(folder)
  return listNames(path).some((one) =>
    roots.some((root) => `${one}/`.startsWith(root === '/' ? '/' : `${root}/`)),
  )
}

/** A path as it is called and as it really is, in bytes; of what is not there, the first alone. */
function listNames(path: string): readonly string[] {
  const name = toBytes(resolve(path))
  try {
    return [name, findRealBytes(name)]
  } catch {
    return [name]
  }
}
