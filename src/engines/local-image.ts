import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ExpectedError } from '../facts/error.ts'
import { findDigest, type Inspected, inspectImage } from './docker/inspect.ts'
import { cleanDockerWords } from './docker/words.ts'
import { runProcess } from './process/process.ts'
import { checkSaved } from './saved/check.ts'
import { openInput } from './saved/input-file.ts'
import { withCopy } from './saved/write.ts'

/** An image that Docker or Podman has on this machine. */
export interface LocalImage {
  readonly command: 'docker' | 'podman'
  readonly id: string
  /** Whether it was made here and came from no registry. */
  readonly isOurs: boolean
}

/** Looks for an image where Docker and Podman keep theirs, if they are here at all. */
export async function findLocal(reference: string): Promise<LocalImage | undefined> {
  for (const command of ['docker', 'podman'] as const) {
    // One that does not answer is passed over, as one that is not installed.
    const found = await inspectImage(command, reference).catch(() => undefined)
    if (found !== undefined) return { command, id: found.Id, isOurs: isOurs(command, reference, found) }
  }
  return undefined
}

/** What is wrong with engines that are here and do not answer, of which nobody knows what they have. */
export async function listSilent(reference: string): Promise<readonly string[]> {
  const found = await Promise.all(
    (['docker', 'podman'] as const).map((command) =>
      inspectImage(command, reference).then(
        () => [],
        (error: unknown) => (error instanceof ExpectedError ? [error.message] : []),
      ),
    ),
  )
  return found.flat()
}

/** Podman notes a digest for every image, but what was built under a short name it calls `localhost/…`. */
function isOurs(command: 'docker' | 'podman', reference: string, found: Inspected): boolean {
  if (command === 'docker') return findDigest(reference, found.RepoDigests ?? []) === undefined
  return (found.RepoTags ?? []).some((tag) => tag === `localhost/${reference}`)
}

/** Has an image of Docker or Podman written into an archive, for whoever reads what `docker save` wrote before 25. */
export async function withSaved<T>(
  { command, id }: Pick<LocalImage, 'command' | 'id'>,
  folder: string,
  signal: AbortSignal,
  use: (archive: string) => Promise<T>,
): Promise<T> {
  const own = await mkdtemp(join(folder, '.saved-'))
  try {
    const archive = join(own, 'image.tar')
    const saved = await runProcess(command, ['save', '--output', archive, id], { signal })
    signal.throwIfAborted()
    // Docker 29 saves tables of contents that others do not understand.
    if (saved.code === 0) {
      await using input = await openInput(archive)
      const checked = await checkSaved(input, { needsTag: false })
      return await withCopy(input, checked, { as: 'saved:1', folder: own }, use)
    }
    throw new ExpectedError(
      'image',
      `the image cannot be taken from ${command}: ${cleanDockerWords(saved.stderr)}`,
      { hint: 'Look at what the engine says; the disk may be full.' },
    )
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}
