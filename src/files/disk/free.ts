import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { readCode } from '../../facts/error.ts'

/**
 * Bytes that are free for us on the disk of a folder, which need not exist yet; undefined where the system does not say.
 */
export function readFreeBytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch (error) {
    return readCode(error) === 'ENOENT' && dirname(folder) !== folder
      ? readFreeBytes(dirname(folder))
      : undefined
  }
}
