import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { readCode } from '../facts/error.ts'

/**
 * Makes a folder, and those above it that are missing. Throws the system's errors, also where Node's own way to do so tries for ever:
 * below a folder that is there and takes none, as `/proc`.
 */
export function makeMissingFolder(path: string): void {
  const missing: string[] = []
  for (let at = resolve(path); !existsSync(at) && at !== dirname(at); at = dirname(at)) missing.unshift(at)
  for (const folder of missing) makeOne(folder)
  if (!statSync(path).isDirectory())
    throw Object.assign(new Error(`ENOTDIR: not a directory, mkdir '${path}'`), { code: 'ENOTDIR' })
}

function makeOne(folder: string): void {
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another job may have made it just now.
    const isThere = readCode(error) === 'EEXIST' && statSync(folder, { throwIfNoEntry: false })?.isDirectory()
    if (isThere !== true) throw error
  }
}
