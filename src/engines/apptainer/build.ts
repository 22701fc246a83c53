import { mkdir } from 'node:fs/promises'
import type { Build } from '../../facts/build.ts'
import { ExpectedError } from '../../facts/error.ts'
import type { Engine, Image, ImageKeeper } from '../engine.ts'
import { withSaved } from '../local-image.ts'
import { findProgram } from '../process/program.ts'
import { buildSif } from './sif-build.ts'
import type { SifCache } from './sif-cache.ts'

/** Apptainer reads no Dockerfile, so Docker or Podman builds the image if one of them works here; then it is converted. */
export async function buildElsewhere(
  command: string,
  cache: SifCache,
  build: Build,
  as: string,
  options: Parameters<ImageKeeper['build']>[2],
): Promise<Image> {
  const builder = await findBuilder()
  const { signal } = options
  try {
    const { runBy, configDigest } = await builder.engine.build(build, as, options)
    await mkdir(cache.folder, { recursive: true })
    const local = { command: builder.command, id: runBy }
    const path = await cache.get(configDigest, (part) =>
      withSaved(local, cache.folder, signal, (archive) =>
        buildSif(command, { archive }, part, {
          signal,
          warn: () => {},
          folder: cache.folder,
        }),
      ),
    )
    return { runBy: path, configDigest }
  } finally {
    await builder.engine.removeImages([as])
  }
}

/** Judges builds where they are made; throws as `buildElsewhere` does where nobody can. */
export async function checkBuilder(...wanted: Parameters<ImageKeeper['checkRoom']>): Promise<void> {
  const { engine } = await findBuilder()
  await engine.checkRoom(...wanted)
}

async function findBuilder(): Promise<{ readonly command: 'docker' | 'podman'; readonly engine: Engine }> {
  // Engines of their own, which few runs with Apptainer need.
  const { openDocker } = await import('../docker/docker.ts')
  const docker = await openDocker().catch(toError)
  if (!(docker instanceof Error)) return { command: 'docker', engine: docker }
  const { openPodman } = await import('../podman/podman.ts')
  const podman = await openPodman().catch(toError)
  if (!(podman instanceof Error)) return { command: 'podman', engine: podman }
  const here = [
    ...(findProgram('docker') === undefined ? [] : [docker.message]),
    ...(findProgram('podman') === undefined ? [] : [podman.message]),
  ]
  const why = here.length === 0 ? 'neither Docker nor Podman is here to' : here.join(', and ')
  throw new ExpectedError('build', `the image cannot be built: Apptainer reads no Dockerfile, and ${why}`, {
    hint: 'Use a runner with Docker or Podman, or push the image and leave `build` out.',
  })
}

function toError(error: unknown): Error {
  if (error instanceof ExpectedError) return error
  throw error
}
