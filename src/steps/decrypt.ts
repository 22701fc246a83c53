import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Component } from '../benchmark/benchmark.ts'
import { archiveTag } from '../engines/docker-archive.ts'
import type { Image } from '../engines/engine.ts'
import { StepFailure } from '../failure.ts'
import type { Role } from '../report/report.ts'
import type { Context } from './context.ts'

const isEncrypted = ({ spec }: Component) => spec.type.startsWith('Encrypted')

/** Checks that there is a key exactly where one is needed (contract 12); throws a StepFailure of kind `image`. */
export function checkDecryptionKey({ benchmark, decryptionKey }: Context): void {
  const encrypted = Object.values(benchmark.components).filter(isEncrypted)
  const [first] = encrypted
  if (first !== undefined && decryptionKey === undefined) {
    throw new StepFailure(
      'image',
      `Container seems to be encrypted, but no decryption key is provided (${first.config})`,
      'Put the key into a secret and give that to the input `decryption-key`. Pull requests from forks get no secrets.',
    )
  }
  if (first === undefined && decryptionKey !== undefined) {
    throw new StepFailure(
      'image',
      'Container is not encrypted, but a decryption key is provided',
      'Remove the input `decryption-key`, or use an encrypted `container_type`.',
    )
  }
}

/** Decrypted images that an engine has been given; who ends the run removes them. */
export interface Decrypted {
  /** Told the tag of an image before it is loaded. */
  loading(reference: string): void
}

/**
 * Loads an encrypted archive. The decrypted file lies in a private folder of the run and is gone right after; of the image
 * `decrypted` is told first, so that it can be removed whatever happens.
 */
export async function loadEncrypted(
  encrypted: string,
  role: Role,
  context: Context,
  decrypted: Decrypted,
): Promise<Image> {
  try {
    const archive = await decryptImage(encrypted, role, context)
    decrypted.loading(await archiveTag(archive))
    // What an engine converts stays in a private folder of the run, and goes with it.
    const within = join(context.folders.work, 'decrypted-images')
    mkdirSync(within, { recursive: true, mode: 0o700 })
    return await context.engine.load(archive, { signal: context.signal, within })
  } finally {
    rmSync(folderOf(context, role), { recursive: true, force: true })
  }
}

/** Decrypts an image into the private folder of its role, where it lies until that or the run's folder is removed. */
export async function decryptImage(encrypted: string, role: Role, context: Context): Promise<string> {
  const { decryptFile } = await import('../engines/gpg.ts')
  const { limits, signal, decryptionKey = '' } = context
  const folder = folderOf(context, role)
  return decryptFile(encrypted, { key: decryptionKey, folder, maxSize: limits.maxSize, signal })
}

const folderOf = ({ folders }: Context, role: Role) => join(folders.work, 'decrypted', role)

/** Removes the decrypted images of a run from its engine. */
export async function removeDecrypted(references: readonly string[], { engine }: Context): Promise<void> {
  if (references.length === 0) return
  const { removeImages } = await import('../engines/gpg.ts')
  if (engine.title.startsWith('Podman')) await removeImages(references, 'podman')
  else if (engine.title.startsWith('Docker')) await removeImages(references, 'docker')
}
