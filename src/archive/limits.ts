import { badArchive } from './member.ts'

/** What an archive may hold: entries, bytes of all files, and bytes unpacked for each byte packed. */
export interface ArchiveLimits {
  readonly maxFiles: number
  readonly maxSize: number
  readonly maxRatio: number
}

/** Below so many unpacked bytes the ratio does not count: small archives of empty files are no bombs. */
export const RATIO_FLOOR = 64 * 1024 * 1024

export interface Guard {
  /** One more file, folder or link. */
  entry(): void
  /** A file of so many bytes is about to be written. */
  file(size: number): void
  /** So many bytes of the archive have become so many bytes of tar. */
  unpacked(packed: number, unpacked: number): void
}

/**
 * Counts what an archive unpacks to and throws an ExpectedError of kind `archive` before a limit is passed. `length` is the
 * size of the whole archive where it is known: the ratio then is not misled by how the contents are spread over it.
 */
export function createGuard({ maxFiles, maxSize, maxRatio }: ArchiveLimits, length = 0): Guard {
  let entries = 0
  let bytes = 0
  return {
    entry() {
      entries += 1
      if (entries <= maxFiles) return
      throw badArchive(
        `the archive holds more than ${maxFiles.toLocaleString('en')} files and folders`,
        'Raise the input `max-files` if that many are meant.',
      )
    },
    file(size) {
      bytes += size
      if (bytes > maxSize) throw tooLarge(maxSize)
    },
    unpacked(packed, unpacked) {
      if (unpacked < RATIO_FLOOR || unpacked <= maxRatio * Math.max(packed, length)) return
      throw badArchive(
        `the archive unpacks to more than ${maxRatio.toLocaleString('en')} times its size`,
        'Raise the input `max-ratio` if its contents really are that repetitive.',
      )
    },
  }
}

/** The failure for an archive or file of more than `maxSize` bytes. */
export const tooLarge = (maxSize: number, what = 'the archive holds') =>
  badArchive(
    `${what} more than ${maxSize.toLocaleString('en')} bytes`,
    'Raise the input `max-size` if that much is meant.',
  )
