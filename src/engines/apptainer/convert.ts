import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { ExpectedError } from '../../facts/error.ts'
import { known } from '../../facts/known.ts'
import type { ImageManifest } from '../../registry/manifest.ts'
import { parseReference } from '../../registry/reference.ts'
import { plainLine } from '../../words/text.ts'
import type { Image, ImageOptions, LoadOptions } from '../engine.ts'
import { imageFailure } from '../image-failure.ts'
import { findLocal, type LocalImage, listSilent, withSaved } from '../local-image.ts'
import { isSif } from '../plain-archive.ts'
import { PLATFORM, type Pull } from '../pull-size.ts'
import type { Room } from '../room.ts'
import { checkSaved } from '../saved/check.ts'
import { openInput } from '../saved/input-file.ts'
import { refuseChanged } from '../saved/refusal.ts'
import { withCopy } from '../saved/write.ts'
import { buildSif } from './sif-build.ts'
import { fileDigest, openSifCache, type SifCache } from './sif-cache.ts'
import { checkPartitions } from './sif-partitions.ts'

/**
 * Gets an image by reference as a SIF, converted once per digest. What Docker or Podman built on this machine is taken from
 * them; all else is what the registry has now, which is taken from them too where they have the same.
 */
export async function convertImage(
  command: string,
  cache: SifCache,
  reference: string,
  options: ImageOptions,
): Promise<Image> {
  const { signal, warn } = options
  const local = await findLocal(reference)
  if (local?.isOurs) return fromLocal(command, cache, local, options)
  const manifest = await ask(reference, signal)
  if (!(manifest instanceof Error)) return fromRegistry(command, cache, reference, manifest, local, options)
  const reason = plainLine(manifest.message, 500)
  if (local !== undefined) {
    warn(
      `The image ${plainLine(reference)} could not be looked up (${reason}); the copy of this machine is used.`,
    )
    return fromLocal(command, cache, local, options)
  }
  return fromLogin(command, cache, reference, reason, options)
}

/** What `convertImage` will get from a registry; nothing that Docker or Podman has, or that was converted before. */
export async function expectConversion(cache: SifCache, reference: string): Promise<Pull | undefined> {
  const local = await findLocal(reference)
  if (local?.isOurs) return undefined
  return {
    reference,
    isHere: (manifest) => isSame(local, manifest) || cache.has(manifest.digest),
  }
}

/** Whether Docker or Podman has what a registry has; by which of the digests depends on how Docker keeps images. */
const isSame = (local: LocalImage | undefined, manifest: ImageManifest): boolean =>
  local !== undefined && [manifest.configDigest, manifest.digest, manifest.platformDigest].includes(local.id)

async function ask(reference: string, signal: AbortSignal): Promise<ImageManifest | Error> {
  const { readManifest } = await import('../../registry/manifest.ts')
  try {
    return await readManifest(reference, { signal, platform: PLATFORM })
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof Error) return error
    throw error
  }
}

async function fromLocal(
  command: string,
  cache: SifCache,
  local: LocalImage,
  options: ImageOptions,
): Promise<Image> {
  const path = await cache.get(local.id, (part) => saveAndBuild(command, cache, local, part, options))
  return describe(path, local.id)
}

async function saveAndBuild(
  command: string,
  { folder }: SifCache,
  local: LocalImage,
  part: string,
  options: ImageOptions,
): Promise<void> {
  await withSaved(local, folder, options.signal, (archive) =>
    buildSif(command, { archive }, part, { ...options, folder }),
  )
}

async function fromRegistry(
  command: string,
  cache: SifCache,
  reference: string,
  manifest: ImageManifest,
  local: LocalImage | undefined,
  options: ImageOptions,
): Promise<Image> {
  const { digest, configDigest, platformDigest } = manifest
  if (configDigest === undefined) {
    throw new ExpectedError('image', `the image ${plainLine(reference)} is not made for this processor`, {
      hint: 'Build the image for this processor too (docker buildx build --platform).',
    })
  }
  const path = await cache.get(digest, async (part) => {
    if (local !== undefined && isSame(local, manifest))
      return saveAndBuild(command, cache, local, part, options)
    const pinned = `${stripVersion(reference)}@${platformDigest ?? digest}`
    return buildSif(command, { reference: pinned }, part, { ...options, folder: cache.folder })
  })
  return describe(path, configDigest, digest)
}

/** With the login that Apptainer or Docker has, an image may still be had; which one it was is not known. */
async function fromLogin(
  command: string,
  cache: SifCache,
  reference: string,
  reason: string,
  options: ImageOptions,
): Promise<Image> {
  try {
    const { folder } = cache
    // Of this run alone: nobody could find it again.
    const path = await openSifCache(folder).get(`unpinned-${randomUUID()}`, (part) =>
      buildSif(command, { reference }, part, { ...options, folder }),
    )
    return await describe(path, await fileDigest(path))
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    const [why] = await listSilent(reference)
    const failure = `the image ${plainLine(reference)} cannot be had: ${reason}`
    if (why === undefined) throw imageFailure(failure, reason)
    throw new ExpectedError('engine', `${why}, so whether it has this image is not known; ${failure}`, {
      code: 'engine-silent',
      hint: 'Let that engine answer: an image that lies only there is in no registry.',
    })
  }
}

/** Registry and repository, without tag and digest. */
function stripVersion(reference: string): string {
  const { host, repository, isHub } = parseReference(reference)
  return isHub ? repository : `${host}/${repository}`
}

/** Gives a `docker save` archive as a SIF, converted once per content, and a SIF as it is. */
export async function loadFile(
  command: string,
  cache: SifCache,
  file: string,
  options: Omit<LoadOptions, 'as'> & {
    /** Asked before an archive comes that has not been converted yet. */
    readonly room: Pick<Room, 'load'>
  },
): Promise<Image> {
  const { signal, folder, isSecret = false, room, limits } = options
  const digest = await fileDigest(file)
  signal.throwIfAborted()
  if (options.sha256 !== undefined && digest !== `sha256:${options.sha256}`) throw refuseChanged()
  if (await isSif(file)) {
    await checkPartitions(file)
    return describe(file, digest)
  }
  const own = isSecret ? openSifCache(folder) : cache
  await using input = await openInput(file)
  const checked = await checkSaved(input, { limits, sha256: digest.slice('sha256:'.length), needsTag: true })
  const path = await own.get(digest, async (part) => {
    await room.load(file)
    const wanted = { as: 'converted:1', limits, folder: own.folder }
    await withCopy(input, checked, wanted, (copy) =>
      buildSif(command, { archive: copy }, part, { signal, warn: () => {}, folder: own.folder }),
    )
  })
  return known({ ...(await describe(path, checked.configDigest)), among: checked.among })
}

const describe = async (path: string, configDigest: string, registryDigest?: string): Promise<Image> =>
  known({ runBy: path, configDigest, registryDigest, bytes: (await stat(path)).size })
