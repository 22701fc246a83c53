import { ExpectedError } from '../facts/error.ts'
import { guardDisk } from '../files/disk-floor.ts'

/** What an archive may hold: entries, bytes of all files, and bytes unpacked for each byte packed. */
export interface ArchiveLimits {
  readonly maxFiles: number
  readonly maxSize: number
  readonly maxRatio: number
}

/** Below so many unpacked bytes the ratio does not count: small archives of empty files are no bombs. */
export const RATIO_FLOOR = 64 * 1024 * 1024

/** On average an entry's path and the target of a link have so many bytes at most; a list of all of them is kept in memory. */
const NAME_BYTES = 512
const LEAST_NAMES = 1024 * 1024
/** So many names are looked up on average to follow a link; the links of an archive could pass through one another without end. */
const LOOKUPS = 100
const LEAST_LOOKUPS = 1_000_000

export interface Guard {
  /** One more file, folder or link. */
  entry(): void
  /** A name of so many bytes is kept. */
  name(bytes: number): void
  /** So many names were looked up to follow a link. */
  followed(names: number): void
  /** A file of so many bytes is about to be written. */
  file(size: number): void
  /** So many bytes that came have become so many. */
  unpacked(came: number, unpacked: number): void
}

/** What a guard knows beforehand. */
export interface GuardOptions {
  /**
   * Bytes of the whole archive, of a file that lies here: the ratio then is not misled by how the contents are spread over it.
   * What a server announces does not count, it may be any number.
   */
  readonly length?: number
  /** Where it is written to. */
  readonly folder?: string
}

/** A limit that was passed: no further try can end otherwise. */
export class PassedLimit extends ExpectedError {
  constructor(message: string, hint: string) {
    super('archive', message, { hint })
    this.name = 'PassedLimit'
  }
}

/**
 * Counts what comes and what it unpacks to, and throws a PassedLimit before a limit is passed, or an ExpectedError of kind
 * `disk-full` before the disk is.
 */
export function createGuard(
  { maxFiles, maxSize, maxRatio }: ArchiveLimits,
  { length = 0, folder }: GuardOptions = {},
): Guard {
  const claim = folder === undefined ? undefined : guardDisk(folder)
  let entries = 0
  let bytes = 0
  let nameBytes = 0
  return {
    entry() {
      entries += 1
      if (entries <= maxFiles) return
      throw new PassedLimit(
        `the archive holds more than ${maxFiles.toLocaleString('en')} files and folders`,
        'Raise the input `max-files` if that many are meant.',
      )
    },
    name(more) {
      nameBytes += more
      if (nameBytes > NAME_BYTES * maxFiles + LEAST_NAMES)
        throw new PassedLimit('the paths in the archive are too long to be kept in memory', SHORTER)
    },
    followed: countLookups(maxFiles),
    file(size) {
      bytes += size
      if (bytes > maxSize) throw tooLarge(maxSize)
      claim?.(size)
    },
    unpacked(came, unpacked) {
      expectRatio(Math.max(came, length), unpacked, maxRatio)
    },
  }
}

/** Counts the names that are looked up for the links among so many entries; throws a PassedLimit. */
export function countLookups(entries: number): (names: number) => void {
  let lookups = 0
  return (names) => {
    lookups += names
    if (lookups <= LOOKUPS * entries + LEAST_LOOKUPS) return
    throw new PassedLimit('its links lead through too many others', SHORTER)
  }
}

const SHORTER = 'Pack it with shorter paths, or with the files themselves instead of links.'

/** Throws a PassedLimit where so many bytes have become too many. */
export function expectRatio(came: number, unpacked: number, maxRatio: number, what = 'the archive'): void {
  if (unpacked < RATIO_FLOOR || unpacked <= maxRatio * came) return
  throw new PassedLimit(
    `${what} unpacks to more than ${maxRatio.toLocaleString('en')} times its size`,
    'Raise the input `max-ratio` if its contents really are that repetitive.',
  )
}

/** The failure for an archive or file of more than `maxSize` bytes. */
export const tooLarge = (maxSize: number, what = 'the archive holds') =>
  new PassedLimit(
    `${what} more than ${maxSize.toLocaleString('en')} bytes`,
    'Raise the input `max-size` if that much is meant.',
  )
