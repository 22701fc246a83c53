import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ExpectedError } from '../facts/error.ts'
import { findDigest, type Inspected, inspectImage } from './docker/inspect.ts'
import { cleanDockerWords } from './docker/words.ts'
import { runProcess } from './process.ts'

/** An image that Docker or Podman has on this machine. */
export interface LocalImage {
  readonly command: 'docker' | 'podman'
  readonly reference: string
  readonly id: string
  /** Whether it was made here and came from no registry. */
  readonly isOurs: boolean
}

/** Looks for an image where Docker and Podman keep theirs, if they are here at all. */
export async function findLocal(reference: string): Promise<LocalImage | undefined> {
  for (const command of ['docker', 'podman'] as const) {
    // Neither has to be installed.
    const found = await inspectImage(command, reference).catch(() => undefined)
    if (found !== undefined)
      return { command, reference, id: found.Id, isOurs: isOurs(command, reference, found) }
  }
  return undefined
}

/** Podman notes a digest for every image, but what was built under a short name it calls `localhost/…`. */
function isOurs(command: 'docker' | 'podman', reference: string, found: Inspected): boolean {
  if (command === 'docker') return findDigest(reference, found.RepoDigests ?? []) === undefined
  return (found.RepoTags ?? []).some((tag) => tag === `localhost/${reference}`)
}

/** Has an image of Docker or Podman written into an archive, for whoever reads `docker save`. */
export async function withSaved<T>(
  { command, reference }: LocalImage,
  folder: string,
  signal: AbortSignal,
  use: (archive: string) => Promise<T>,
): Promise<T> {
  const own = await mkdtemp(join(folder, '.saved-'))
  try {
    const archive = join(own, 'image.tar')
    const saved = await runProcess(command, ['save', '--output', archive, reference], { signal })
    signal.throwIfAborted()
    if (saved.code === 0) return await use(archive)
    throw new ExpectedError(
      'image',
      `the image cannot be taken from ${command}: ${cleanDockerWords(saved.stderr)}`,
      { hint: 'Look at what the engine says; the disk may be full.' },
    )
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}
