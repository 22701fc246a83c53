import { decompressArchive } from '../../archive/decompress.ts'
import { type ArchiveLimits, createGuard } from '../../archive/limits.ts'
import { readTarMembers, type TarMember } from '../../archive/tar/members.ts'
import { known } from '../../facts/known.ts'
import type { InputFile, Reading } from './input-file.ts'

/** An archive while it is read. */
export interface ReadingMembers {
  readonly members: AsyncIterable<TarMember>
  /** Counts bytes that a file of it was unpacked to; throws where that is too much. */
  readonly unpacked: (bytes: number) => void
  readonly sha256: Reading['sha256']
}

/**
 * Reads an image archive within limits, if there are any: of bytes that came and bytes that were made. What passes them ends it with
 * an ExpectedError of kind `archive`, and one of kind `disk-full` what would fill the disk of `folder`, where it is written to one.
 */
export function readMembers(
  input: InputFile,
  limits: ArchiveLimits | undefined,
  folder?: string,
): ReadingMembers {
  const guard = limits && createGuard(limits, known({ length: input.size, folder }))
  const reading = input.start()
  let made = 0
  const count = (bytes: number) => {
    made += bytes
    guard?.unpacked(reading.taken, made)
  }
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of decompressArchive(input.packing, reading.read())) {
      count(chunk.length)
      yield chunk
    }
  }
  async function* guarded(): AsyncGenerator<TarMember> {
    for await (const one of readTarMembers(counted())) {
      guard?.entry()
      if (one.member.kind === 'file') guard?.file(one.member.size)
      yield one
    }
  }
  return {
    members: guarded(),
    unpacked(bytes) {
      guard?.file(bytes)
      count(bytes)
    },
    sha256: reading.sha256,
  }
}
