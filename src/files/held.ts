import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs'
import { onDisk } from './byte-name.ts'

/** Linux's flag for a descriptor that stands for a place and opens nothing: no pipe waits, no device notices, no mode forbids. */
const O_PATH = 0o10_000_000
const HAS_DESCRIPTORS = process.platform === 'linux' && existsSync('/proc/self/fd')
/** Bytes of the longest path that Linux takes. */
const LONGEST_PATH = 4_095

/** A place on the disk by two byte names. */
export interface DiskEntry {
  /** Where it is reached: below a held folder, in this very one. */
  readonly at: string
  /** Where it lies, for messages and for its length. */
  readonly path: string
}

/**
 * A file, folder or link that is held: what is asked at `at` is asked of this very one, whatever its path leads to by now.
 * Elsewhere than on Linux, where no container writes, it is the path itself.
 */
export interface Held extends DiskEntry, Disposable {
  readonly stats: Stats
}

/** The place of a path, which is a byte name. */
export const locateEntry = (path: string): DiskEntry => ({ at: path, path })

/** What has a name in a held folder. Throws ENAMETOOLONG where its path is longer than the system takes. */
export function locateBelow({ at, path }: Held, name: string): DiskEntry {
  const below = `${path}/${name}`
  if (below.length <= LONGEST_PATH) return { at: `${at}/${name}`, path: below }
  throw Object.assign(new Error('ENAMETOOLONG: name too long'), { code: 'ENAMETOOLONG' })
}

/** Holds what lies at a place; of a link itself, or with `follow` what it leads to. Throws the system's errors. */
export function hold({ at, path }: DiskEntry, { follow = false } = {}): Held {
  if (!HAS_DESCRIPTORS) {
    return { at, path, stats: (follow ? statSync : lstatSync)(onDisk(at)), [Symbol.dispose]() {} }
  }
  const file = openSync(onDisk(at), O_PATH | (follow ? 0 : constants.O_NOFOLLOW))
  return {
    at: `/proc/self/fd/${file}`,
    path,
    stats: fstatSync(file),
    [Symbol.dispose]: () => closeSync(file),
  }
}

/** Where what is held really lies, as a byte name. */
export const findReal = ({ at }: Held): string =>
  // The other realpath takes every name for UTF-8.
  HAS_DESCRIPTORS
    ? readlinkSync(at, { encoding: 'latin1' })
    : realpathSync.native(onDisk(at), { encoding: 'latin1' })
