import { open } from 'node:fs/promises'
import { ExpectedError } from '../../facts/error.ts'

/** Where a SIF says how many things it holds, and where the list of them lies; one is described by so many bytes. */
const [TOTAL_AT, LIST_AT, HEADER, DESCRIPTOR] = [88, 96, 128, 585]
/** Where a description says what it is of, whether it counts, and which file system a partition has. */
const [TYPE_AT, USED_AT, SYSTEM_AT] = [0, 4, 201]
const PARTITION = 0x4004
/** Packed, and packed and encrypted: what cannot be written is what images are made as. */
const SQUASHFS = [1, 5]
const MOST = 1_024

/**
 * Throws an ExpectedError of kind `image` for a SIF with a file system other than squashfs, the image itself or one to lie over it:
 * for root the kernel mounts what Apptainer finds in it, and of other kinds a stranger's bytes are not safe to mount.
 */
export async function checkPartitions(path: string): Promise<void> {
  const file = await open(path)
  try {
    const header = await read(file, 0, HEADER)
    const total = Number(header.readBigInt64LE(TOTAL_AT))
    if (total < 1 || total > MOST) throw refuse(`says that it holds ${total} things`)
    const list = await read(file, Number(header.readBigInt64LE(LIST_AT)), total * DESCRIPTOR)
    for (let at = 0; at < list.length; at += DESCRIPTOR) {
      if (list[at + USED_AT] === 0 || list.readInt32LE(at + TYPE_AT) !== PARTITION) continue
      if (SQUASHFS.includes(list.readInt32LE(at + SYSTEM_AT))) continue
      throw refuse('has a partition of another kind than squashfs, such as a layer that can be written')
    }
  } finally {
    await file.close()
  }
}

async function read(file: Awaited<ReturnType<typeof open>>, at: number, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(size)
  const isPlace = Number.isSafeInteger(at) && at >= 0
  const { bytesRead } = isPlace ? await file.read(bytes, 0, size, at) : { bytesRead: 0 }
  if (bytesRead < size) throw refuse('ends before the list of what it holds')
  return bytes
}

const refuse = (what: string) =>
  new ExpectedError('image', `the Singularity file ${what}`, {
    hint: 'Make it anew with `apptainer build`, without `--sandbox` or an overlay.',
  })
