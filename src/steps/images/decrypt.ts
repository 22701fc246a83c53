import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Component } from '../../benchmark/benchmark.ts'
import type { Image } from '../../engines/engine.ts'
import { readSaved } from '../../engines/saved-image.ts'
import { ExpectedError } from '../../facts/error.ts'
import type { Role } from '../../facts/role.ts'
import type { Context } from '../context.ts'
import { checkFormat } from './format.ts'
import { decryptFile } from './gpg.ts'

const isEncrypted = ({ spec }: Component) => spec.type.startsWith('Encrypted')

/** Checks that there is a key exactly where one is needed (docs/medperf.md 15); throws an ExpectedError of kind `image`. */
export function checkDecryptionKey({ benchmark, decryptionKey }: Context): void {
  const encrypted = Object.values(benchmark.components).filter(isEncrypted)
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
 * Loads an encrypted image. The decrypted file lies in a private folder of the run; an archive is gone right after, and of its
 * image `decrypting` is told first, so that it can be removed whatever happens. A SIF is run from there, and goes with the run.
 */
export async function loadEncrypted(encrypted: string, role: Role, context: Context): Promise<Image> {
  const { engine, signal, benchmark, decrypting } = context
  const { type } = benchmark.components[role].spec
  const file = await decryptImage(encrypted, role, context)
  try {
    await checkFormat(file, type)
    if (type === 'EncryptedSingularityFile') return await engine.load(file, { signal })
    // By both: an image whose tag another archive takes over can only be found by its ID.
    const { tag, id } = await readSaved(file)
    for (const reference of id === undefined ? [tag] : [tag, id]) decrypting?.(reference)
    // What an engine converts stays in a private folder of the run, and goes with it.
    const within = join(context.folders.work, CONVERTED)
    mkdirSync(within, { recursive: true, mode: 0o700 })
    return await engine.load(file, { signal, within })
  } finally {
    if (type !== 'EncryptedSingularityFile') {
      rmSync(nameFolder(context, role), { recursive: true, force: true })
    }
  }
}

const DECRYPTED = 'decrypted'
const CONVERTED = 'decrypted-images'

/** Decrypts an image into the private folder of its role, where it lies until that or the run's folder is removed. */
async function decryptImage(encrypted: string, role: Role, context: Context): Promise<string> {
  const { limits, signal, decryptionKey = '' } = context
  const folder = nameFolder(context, role)
  return decryptFile(encrypted, { key: decryptionKey, folder, maxSize: limits.maxSize, signal })
}

const nameFolder = ({ folders }: Context, role: Role) => join(folders.work, DECRYPTED, role)

/** Removes what was decrypted in a run: images from its engine, and files. */
export async function removeDecrypted(
  references: readonly string[],
  { engine, folders }: Context,
): Promise<void> {
  for (const name of [DECRYPTED, CONVERTED])
    rmSync(join(folders.work, name), { recursive: true, force: true })
  await engine.removeImages(references)
}
