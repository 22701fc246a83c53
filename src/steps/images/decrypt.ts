import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type ArchiveLimits, RATIO_FLOOR } from '../../archive/limits.ts'
import type { Component } from '../../benchmark/benchmark.ts'
import type { Image } from '../../engines/engine.ts'
import { nameOwn } from '../../engines/own-names.ts'
import { ExpectedError } from '../../facts/error.ts'
import { collectParts, expectPart, type Role } from '../../facts/role.ts'
import { type DiskFloor, measureFloor } from '../../files/disk-floor.ts'
import type { Context } from '../context.ts'
import { checkFormat } from './format.ts'
import { decryptFile } from './gpg.ts'

/** A file of this machine, and its SHA-256. */
export interface ImageFile {
  readonly path: string
  readonly sha256: string
}

const isEncrypted = ({ spec }: Component) => spec.type.startsWith('Encrypted')

/** Checks that there is a key exactly where one is needed (docs/medperf.md 15); throws an ExpectedError of kind `image`. */
export function checkDecryptionKey({ benchmark, decryptionKey }: Context): void {
  const encrypted = collectParts(benchmark.components).filter(isEncrypted)
  const [first] = encrypted
  if (first !== undefined && decryptionKey === undefined) {
    throw new ExpectedError(
      'image',
      `Container seems to be encrypted, but no decryption key is provided (${first.config})`,
      {
        hint: 'Put the key into a secret and give that to the input `decryption-key`. Pull requests from forks get no secrets.',
      },
    )
  }
  if (first === undefined && decryptionKey !== undefined) {
    throw new ExpectedError('image', 'Container is not encrypted, but a decryption key is provided', {
      hint: 'Remove the input `decryption-key`, or use an encrypted `container_type`.',
    })
  }
}

/**
 * Loads an encrypted image. The decrypted file lies in a private folder of the run; an archive is gone right after. A SIF is run from
 * there, and goes with the run.
 */
export async function loadEncrypted(encrypted: ImageFile, role: Role, context: Context): Promise<Image> {
  const { engine, signal, benchmark, label, limits } = context
  const { type } = expectPart(benchmark.components, role).spec
  const file = await decryptImage(encrypted, role, context)
  try {
    await checkFormat(file, type)
    // What an engine converts stays in a private folder of the run, and goes with it.
    const folder = join(context.folders.work, CONVERTED)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return await engine.load(file, { signal, as: nameOwn(label, role), limits, folder, isSecret: true })
  } finally {
    if (type !== 'EncryptedSingularityFile') {
      rmSync(nameFolder(context, role), { recursive: true, force: true })
    }
  }
}

const DECRYPTED = 'decrypted'
const CONVERTED = 'decrypted-images'

/** Decrypts an image into the private folder of its role, where it lies until that or the run's folder is removed. */
async function decryptImage({ path, sha256 }: ImageFile, role: Role, context: Context): Promise<string> {
  const { limits, signal, decryptionKey = '' } = context
  const folder = nameFolder(context, role)
  const maxSize = limitDecrypted(statSync(path).size, limits, measureFloor(folder))
  return decryptFile(path, { key: decryptionKey, folder, maxSize, signal, sha256 })
}

/** Bytes that an encrypted file of a size may become: GnuPG packs what it encrypts, so that it can be a bomb. */
export function limitDecrypted(
  size: number,
  { maxSize, maxRatio }: Pick<ArchiveLimits, 'maxSize' | 'maxRatio'>,
  disk?: Pick<DiskFloor, 'free' | 'reserve'>,
): number {
  const room = disk === undefined ? maxSize : disk.free - disk.reserve
  // GnuPG takes 0 for no limit.
  return Math.max(1, Math.floor(Math.min(maxSize, Math.max(RATIO_FLOOR, maxRatio * size), room)))
}

const nameFolder = ({ folders }: Context, role: Role) => join(folders.work, DECRYPTED, role)

/** Removes what was decrypted in a run: images from its engine, and files. */
export async function removeDecrypted({ engine, folders, benchmark, label }: Context): Promise<void> {
  for (const name of [DECRYPTED, CONVERTED])
    rmSync(join(folders.work, name), { recursive: true, force: true })
  const encrypted = collectParts(benchmark.components).filter(isEncrypted)
  if (encrypted.length > 0) await engine.removeImages(encrypted.map(({ role }) => nameOwn(label, role)))
}
