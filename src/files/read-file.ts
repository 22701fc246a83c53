import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { readCode } from '../facts/error.ts'
import { onDisk, toBytes } from './byte-name.ts'
import { findReal, type Held, hold, locateEntry } from './held.ts'

/** Why the bytes of a file cannot be had. */
export interface Unreadable {
  /** `special` is what is no regular file, and a link where none is followed. */
  readonly wrong: 'missing' | 'outside' | 'special' | 'large' | 'unreadable'
}

export interface ReadLimits {
  /** In bytes; what is larger is refused unread. */
  readonly most: number
  /** Follows a link that stays in this folder; without it, none. */
  readonly inside?: string
}

/**
 * The bytes of a small file. What was looked at is what is read: one descriptor from the first look to the end, and a file that
 * grows meanwhile is too large in the end. Never waits for a pipe.
 */
export function readBounded(path: string, { most, inside }: ReadLimits): Buffer | Unreadable {
  try {
    using held = hold(locateEntry(toBytes(path)), { follow: inside !== undefined })
    if (inside !== undefined && !isIn(held, inside)) return { wrong: 'outside' }
    return held.stats.isFile() ? readHeld(held, most) : { wrong: 'special' }
  } catch (error) {
    return { wrong: MISSING.has(readCode(error) ?? '') ? 'missing' : 'unreadable' }
  }
}

const MISSING: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR'])

function isIn(held: Held, folder: string): boolean {
  using home = hold(locateEntry(toBytes(folder)), { follow: true })
  return findReal(held).startsWith(`${findReal(home)}/`)
}

function readHeld({ at }: Held, most: number): Buffer | Unreadable {
  const file = openSync(onDisk(at), constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const stats = fstatSync(file)
    if (!stats.isFile()) return { wrong: 'special' }
    if (stats.size > most) return { wrong: 'large' }
    const bytes = Buffer.allocUnsafe(Math.min(Math.max(stats.size, LEAST), most) + 1)
    let length = 0
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(file, bytes, length, bytes.length - length, null)
    return length < bytes.length ? bytes.subarray(0, length) : { wrong: 'large' }
  } finally {
    closeSync(file)
  }
}

/** Room for files of the kernel, whose size is 0 whatever they hold. */
const LEAST = 64 * 1024
