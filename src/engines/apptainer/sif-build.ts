import { mkdtemp, rename, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { parseReference } from '../../registry/reference.ts'
import { isLoopback } from '../../words/loopback.ts'
import { imageFailure } from '../image-failure.ts'
import type { Ended } from '../process/process.ts'
import { runProcess } from '../process/process.ts'
import { withRetries } from '../retries.ts'
import { makeCell, ROOM } from './cell/cell.ts'
import { cellEnvironment } from './environment.ts'
import { fatalWords } from './outcome.ts'

export interface SifOptions {
  readonly signal: AbortSignal
  readonly warn: (message: string) => void
  /** For what is needed while it is made. */
  readonly folder: string
}

/** What an archive is called where it is converted. */
const ARCHIVE = '/image.tar'
const SIF = `${ROOM}/image.sif`

/** Little compression: three times as fast as the default for a tenth more disk. */
const FAST = ['--mksquashfs-args', '-comp gzip -Xcompression-level 1']

/** What is converted: what `docker save` wrote, not compressed, or what a registry has. */
export type SifSource = { readonly archive: string } | { readonly reference: string }

/** Converts an image into a SIF, where nothing of the image can reach a file of this machine. Throws an ExpectedError of kind `image`. */
export async function buildSif(
  command: string,
  source: SifSource,
  path: string,
  { signal, warn, folder }: SifOptions,
): Promise<void> {
  const own = await mkdtemp(join(folder, '.build-'))
  try {
    const lent = 'archive' in source ? [{ source: resolve(source.archive), target: ARCHIVE }] : []
    const cell = await makeCell(command, own, lent)
    const words = 'archive' in source ? [SIF, `docker-archive:${ARCHIVE}`] : registryWords(source)
    const build = (more: readonly string[]) =>
      runProcess(command, [...cell.args, 'build', '--force', ...more, ...words], {
        signal,
        env: cellEnvironment(),
        cwd: own,
      })
    const attempt = async () => {
      const built = await build(FAST)
      return isUnknownFlag(built) ? build([]) : built
    }
    const built = await withRetries(attempt, { signal, warn })
    signal.throwIfAborted()
    if (built.code === 0) return await rename(join(cell.room, basename(SIF)), resolve(path))
    const reason = fatalWords(built.stderr).replace(/^While .*?: /, '') || 'it gave no reason'
    throw imageFailure(`the image cannot be converted for Apptainer: ${reason}`, reason)
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

const isUnknownFlag = ({ code, stderr }: Ended) => code !== 0 && /unknown flag/.test(stderr)

const registryWords = ({ reference }: { readonly reference: string }): readonly string[] => [
  ...plainHttp(reference),
  SIF,
  `docker://${reference}`,
]

/** A registry on this machine may speak plain http, and no other. */
function plainHttp(reference: string): readonly string[] {
  const url = URL.parse(`https://${parseReference(reference).host}`)
  return url !== null && isLoopback(url) ? ['--no-https'] : []
}
