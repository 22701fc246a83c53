import { realpathSync } from 'node:fs'
import { fromBytes, onDisk, toBytes } from './byte-name.ts'

/**
 * Where a path really leads, links followed. Throws the system's errors, and EILSEQ for a place whose name is not UTF-8: its text is
 * the name of another place, of which nothing was looked at.
 */
export function findRealPath(path: string): string {
  const bytes = findRealBytes(toBytes(path))
  const text = fromBytes(bytes)
  if (toBytes(text) === bytes) return text
  throw Object.assign(new Error('EILSEQ: the path leads to a name that is not UTF-8'), { code: 'EILSEQ' })
}

/** The same for byte names, which tell all places apart. */
export const findRealBytes = (path: string): string =>
  // The system's own: it knows by which name a disk keeps what was written in another case, and the other one takes all for UTF-8.
  realpathSync.native(onDisk(path), { encoding: 'latin1' })
