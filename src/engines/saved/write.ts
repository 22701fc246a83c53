import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ArchiveLimits } from '../../archive/limits.ts'
import { frameFile, framePadding, TAR_END } from '../../archive/pack/tar-frame.ts'
import { inDiskWords } from '../../files/disk.ts'
import type { Checked } from './check.ts'
import { describeImage } from './describe.ts'
import type { InputFile } from './input-file.ts'
import { nameLayer } from './name-layer.ts'
import { readMembers } from './read-members.ts'
import { refuseChanged } from './refusal.ts'

export interface WriteOptions {
  /** The only name that the image gets, with a tag, whatever the archive calls it. */
  readonly as: string
  /** Whether it is for Docker, which may have containerd's store. */
  readonly isForDocker: boolean
  readonly limits?: ArchiveLimits | undefined
  /** Where it is written to, if it is. */
  readonly folder?: string
}

/**
 * The chunks of an archive with the image of a checked one and nothing else: its layers, its configuration, and tables of contents of our
 * own that give it one name, last, so that of an archive which ends before them nobody makes an image. Throws an ExpectedError before them
 * where the file is no longer the one that was checked.
 */
export async function* writeSaved(
  input: InputFile,
  checked: Checked,
  { as, isForDocker, limits, folder }: WriteOptions,
): AsyncGenerator<Uint8Array> {
  // containerd's store goes on with what another load left under the same name.
  const mark = randomBytes(8).toString('hex')
  const layers = new Set(checked.layers.map((layer) => layer.order))
  const reading = readMembers(input, limits, folder)
  let order = 0
  for await (const { member, data } of reading.members) {
    if (member.kind !== 'file' || !layers.has(order++)) continue
    yield frameFile(nameLayer(mark, order - 1), member.size)
    yield* data
    yield framePadding(member.size)
  }
  if ((await reading.sha256()) !== checked.sha256) throw refuseChanged()
  for (const { name, content } of describeImage(checked, { as, isForDocker, mark })) {
    yield frameFile(name, content.length)
    yield content
    yield framePadding(content.length)
  }
  yield TAR_END
}

/** Has something done with a copy of a checked archive, of which the same holds; it lies in `folder` meanwhile. */
export async function withCopy<T>(
  input: InputFile,
  checked: Checked,
  { folder, ...options }: Omit<WriteOptions, 'isForDocker'> & { readonly folder: string },
  use: (copy: string) => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true })
  const own = await mkdtemp(join(folder, '.image-'))
  try {
    const copy = join(own, 'image.tar')
    const chunks = writeSaved(input, checked, { ...options, folder, isForDocker: false })
    await pipeline(Readable.from(chunks), createWriteStream(copy, { mode: 0o600 })).catch(
      (error: unknown) => {
        throw inDiskWords(error)
      },
    )
    return await use(copy)
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}
