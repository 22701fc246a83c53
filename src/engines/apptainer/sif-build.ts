import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseReference } from '../../registry/reference.ts'
import { isLoopback } from '../../words/loopback.ts'
import { imageFailure } from '../image-failure.ts'
import type { Ended } from '../process.ts'
import { runProcess } from '../process.ts'
import { withRetries } from '../retries.ts'
import { fatalWords } from './outcome.ts'

export interface SifOptions {
  readonly signal: AbortSignal
  readonly warn: (message: string) => void
  /** For what is needed while it is made. */
  readonly folder: string
}

/** Little compression: three times as fast as the default for a tenth more disk. */
const FAST = ['--mksquashfs-args', '-comp gzip -Xcompression-level 1']

/** Converts an image into a SIF; `source` is like `docker-archive:///x.tar`. Throws an ExpectedError of kind `image`. */
export async function buildSif(
  command: string,
  source: string,
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
  const build = (more: readonly string[]) =>
    runProcess(command, ['build', '--force', ...more, ...plainHttp(source), path, source], { signal, env })
  try {
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

/** A registry on this machine may speak plain http, and no other. */
function plainHttp(source: string): readonly string[] {
  if (!source.startsWith('docker://')) return []
  const url = URL.parse(`https://${parseReference(source.slice('docker://'.length)).host}`)
  return url !== null && isLoopback(url) ? ['--no-https'] : []
}
