import { join } from 'node:path'
import type { Component, Source } from '../benchmark/benchmark.ts'
import type { Image } from '../engines/engine.ts'
import { StepFailure } from '../failure.ts'
import { fetchFile } from '../fetch/archive.ts'
import type { Context } from './context.ts'
import type { Recording } from './recording.ts'

/** Gets the image of a container: built from this change, loaded from an archive, or by its registry reference. */
export async function getImage(component: Component, context: Context, recording: Recording): Promise<Image> {
  const { engine, signal, benchmark } = context
  const { role, spec, build } = component
  if (build !== undefined) {
    const tag = `medperf-benchmark/${benchmark.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${role.replace('_', '-')}`
    return engine.build(build, tag, { signal, onOutput: (chunk) => recording.write(chunk) })
  }
  if (spec.type === 'DockerImage') return engine.image(spec.image, { signal, warn: recording.say })
  if (spec.type === 'DockerArchive')
    return engine.load(await archiveFile(component, context, recording), { signal })
  throw new StepFailure('image', `a ${spec.type} cannot be run with ${engine.title}`)
}

/** The `docker save` archive as a file of this machine. */
async function archiveFile(
  { role, spec, imageFile }: Component,
  { folders, limits, signal, hasToolCache }: Context,
  recording: Recording,
): Promise<string> {
  const source: Source = imageFile ?? { kind: 'url', url: spec.image }
  if (source.kind === 'path') return source.path
  if (source.kind === 'synapse') {
    throw new StepFailure(
      'download',
      `image archive: synapse:${source.id} cannot be fetched, because Synapse needs a login`,
    )
  }
  const { path, sha256 } = await fetchFile(source.url, {
    into: join(folders.work, 'images', `${role}.tar`),
    maxSize: limits.maxSize,
    signal,
    toolCache: hasToolCache,
    say: (line) => recording.say(`image archive: ${line}`),
    ...(source.sha256 === undefined ? {} : { sha256: source.sha256 }),
  })
  recording.say(`image archive: sha256 ${sha256}`)
  return path
}
