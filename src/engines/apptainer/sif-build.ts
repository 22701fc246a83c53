import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseReference } from '../../registry/reference.ts'
import { isLoopback } from '../../words/loopback.ts'
import { imageFailure } from '../image-failure.ts'
import type { Ended } from '../process/process.ts'
import { runProcess } from '../process/process.ts'
import { withRetries } from '../retries.ts'
import { fatalWords } from './outcome.ts'

export interface SifOptions {
  readonly signal: AbortSignal
  readonly warn: (message: string) => void
  /** For what is needed while it is made. */
  readonly folder: string
}

/** A link in a folder of ours, which is the working directory: in the path itself a colon would begin a tag. */
const ARCHIVE = 'image.tar'

/** Little compression: three times as fast as the default for a tenth more disk. */
const FAST = ['--mksquashfs-args', '-comp gzip -Xcompression-level 1']

/** What is converted: what `docker save` wrote, not compressed, or what a registry has. */
export type SifSource = { readonly archive: string } | { readonly reference: string }

/** Converts an image into a SIF. Throws an ExpectedError of kind `image`. */
export async function buildSif(
  command: string,
  source: SifSource,
  path: string,
  { signal, warn, folder }: SifOptions,
): Promise<void> {
  const own = await mkdtemp(join(folder, '.build-'))
  const env = Object.fromEntries(
    ['APPTAINER', 'SINGULARITY'].flatMap((name) => [
      [`${name}_TMPDIR`, own],
      [`${name}_CACHEDIR`, join(own, 'cache')],
    ]),
  )
  const sif = resolve(path)
  const words = 'archive' in source ? [sif, `docker-archive:${ARCHIVE}`] : registryWords(source, sif)
  const build = (more: readonly string[]) =>
    runProcess(command, ['build', '--force', ...more, ...words], { signal, env, cwd: own })
  try {
    if ('archive' in source) await symlink(resolve(source.archive), join(own, ARCHIVE))
    const attempt = async () => {
      const built = await build(FAST)
      return isUnknownFlag(built) ? build([]) : built
    }
    const built = await withRetries(attempt, { signal, warn })
    signal.throwIfAborted()
    if (built.code === 0) return
    const reason = fatalWords(built.stderr).replace(/^While .*?: /, '') || 'it gave no reason'
    throw imageFailure(`the image cannot be converted for Apptainer: ${reason}`, reason)
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

const isUnknownFlag = ({ code, stderr }: Ended) => code !== 0 && /unknown flag/.test(stderr)

const registryWords = ({ reference }: { readonly reference: string }, path: string): readonly string[] => [
  ...plainHttp(reference),
  path,
  `docker://${reference}`,
]

/** A registry on this machine may speak plain http, and no other. */
function plainHttp(reference: string): readonly string[] {
  const url = URL.parse(`https://${parseReference(reference).host}`)
  return url !== null && isLoopback(url) ? ['--no-https'] : []
}
