import { rmSync } from 'node:fs'
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
  const { engine, signal, folders, limits, decryptionKey = '' } = context
  const folder = join(folders.work, 'decrypted', role)
  try {
    const { decryptFile } = await import('../engines/gpg.ts')
    const options = { key: decryptionKey, folder, maxSize: limits.maxSize, signal }
    const archive = await decryptFile(encrypted, options)
    decrypted.loading(await archiveTag(archive))
    return await engine.load(archive, { signal })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Removes the decrypted images of a run from its engine. */
export async function removeDecrypted(references: readonly string[], { engine }: Context): Promise<void> {
  if (references.length === 0) return
  const { removeImages } = await import('../engines/gpg.ts')
  await removeImages(references, engine.title.startsWith('Podman') ? 'podman' : 'docker')
}
