import { realpathSync } from 'node:fs'
import { resolve, sep } from 'node:path'

/** Whether a path is a folder or lies in it, by its name or by where that leads, and so with either name of the folder. */
export function liesIn(folder: string, path: string): boolean {
  const roots = [resolve(folder), realPath(folder)]
  return [resolve(path), realPath(path)].some((one) =>
    roots.some((root) => `${one}${sep}`.startsWith(root === sep ? sep : `${root}${sep}`)),
  )
}

/** Of what is not there, its name. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    return resolve(path)
  }
}
