import type { ArchiveLimits } from '../../archive/limits.ts'
import type { TarMember } from '../../archive/tar/members.ts'
import { known } from '../../facts/known.ts'
import { type Chosen, chooseImage } from './choose.ts'
import type { InputFile } from './input-file.ts'
import { readLayer } from './layer.ts'
import { createMembers, type SavedFile } from './members.ts'
import { readMembers } from './read-members.ts'
import { refuseChanged } from './refusal.ts'

export interface SavedCheck {
  /** What it may unpack to; absent for an archive that an engine of this machine made just now. */
  readonly limits?: ArchiveLimits
  /** Whether it has to name a tag, as MedPerf's client demands. */
  readonly needsTag: boolean
  /** What the bytes of the file were hashed to before. */
  readonly sha256?: string | undefined
}

/** The image of an archive, and the SHA-256 of the file that it was read from. */
export interface Checked extends Chosen {
  readonly sha256: string
}

/** Of JSON in an archive, in bytes: one file, and all together. More is not kept in memory. */
const LARGEST = 4 * 1024 * 1024
const MOST = 64 * 1024 * 1024

/**
 * Reads a `docker save` archive to its end: its image is what its configuration says, byte for byte, and everybody who loads it by its first
 * tag gets that one. Throws an ExpectedError of kind `image` or `archive` for every other, before an engine has seen a byte of it.
 */
export async function checkSaved(
  input: InputFile,
  { limits, needsTag, sha256: wanted }: SavedCheck,
): Promise<Checked> {
  const reading = readMembers(input, limits)
  const members = createMembers()
  let kept = 0
  let order = 0
  for await (const { member, data } of reading.members) {
    members.note(member)
    if (member.kind !== 'file') continue
    const mayKeep = member.size <= LARGEST && kept + member.size <= MOST
    const file = await readFile(data, {
      size: member.size,
      order: order++,
      mayKeep,
      unpacked: reading.unpacked,
    })
    if (file.json !== undefined) kept += file.size
    members.add(member.path, file)
  }
  const sha256 = await reading.sha256()
  if (wanted !== undefined && sha256 !== wanted) throw refuseChanged()
  return { ...chooseImage(members, needsTag), sha256 }
}

interface Reading {
  readonly size: number
  readonly order: number
  readonly mayKeep: boolean
  readonly unpacked: (bytes: number) => void
}

async function readFile(
  data: TarMember['data'],
  { size, order, mayKeep, unpacked }: Reading,
): Promise<SavedFile> {
  const layer = readLayer(unpacked)
  let json: Uint8Array[] | undefined
  let isFirst = true
  try {
    for await (const chunk of data) {
      if (isFirst && mayKeep && mayBeJson(chunk)) json = []
      isFirst = false
      json?.push(chunk)
      await layer.add(chunk)
    }
    const digests = await layer.end()
    return known({ size, order, ...digests, json: json && Buffer.concat(json) })
  } finally {
    layer.close()
  }
}

const mayBeJson = (head: Uint8Array) => head[0] === 0x7b || head[0] === 0x5b
