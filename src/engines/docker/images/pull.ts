import { isPinned } from '../../../containers/image-reference.ts'
import { known } from '../../../facts/known.ts'
import { plainLine } from '../../../words/text.ts'
import type { Image, ImageOptions } from '../../engine.ts'
import { imageFailure } from '../../image-failure.ts'
import { runProcess } from '../../process/process.ts'
import { askRegistry, type Pull } from '../../pull-size.ts'
import { withRetries } from '../../retries.ts'
import {
  engineSilent,
  findDigest,
  type Inspected,
  inspectImage,
  isKeptByManifest,
  readPlatform,
} from '../inspect.ts'
import { cleanDockerWords, isEngineSilent } from '../words.ts'

export interface PullOptions extends ImageOptions {
  /** Milliseconds before each further try. */
  readonly delays?: readonly number[]
}

/**
 * Gets an image by reference. One that was built here and never pushed has no digest under this name and is used as it
 * is, and so is one that is pinned by digest; all others are pulled as MedPerf's client pulls them, because a tag may
 * have moved.
 */
export async function pullImage(command: string, reference: string, options: PullOptions): Promise<Image> {
  const { signal, warn } = options
  const local = await inspectImage(command, reference)
  if (local !== undefined && isKept(reference, local)) return toImage(reference, local, signal)
  const pulled = await withRetries(
    () => runProcess(command, ['pull', '--quiet', reference], { signal }),
    options,
  )
  signal.throwIfAborted()
  const now = pulled.code === 0 ? await inspectImage(command, reference) : undefined
  if (now !== undefined) return toImage(reference, now, signal)
  if (isEngineSilent(pulled.stderr)) throw engineSilent(command, pulled.stderr)
  const reason = cleanDockerWords(pulled.stderr)
  if (local === undefined)
    throw imageFailure(`the image ${plainLine(reference)} cannot be had: ${reason}`, reason)
  warn(`The image ${plainLine(reference)} could not be pulled (${reason}); the copy of this machine is used.`)
  // Which digest the registry has now is not known.
  return toImage(reference, { ...local, RepoDigests: [] }, signal)
}

/** The pull that `pullImage` will make; undefined where it makes none. */
export async function expectPull(command: string, reference: string): Promise<Pull | undefined> {
  const local = await inspectImage(command, reference)
  if (local === undefined) return { reference }
  if (isKept(reference, local)) return undefined
  const isHere: Pull['isHere'] = ({ configDigest, digest, platformDigest }) =>
    [configDigest, digest, platformDigest].includes(local.Id)
  return known({ reference, digest: findDigest(reference, local.RepoDigests ?? []), isHere })
}

/** Pinned by digest, or built here and never pushed. */
const isKept = (reference: string, { RepoDigests }: Inspected) =>
  isPinned(reference) || findDigest(reference, RepoDigests ?? []) === undefined

/** An Image of what Docker knows under a reference. */
async function toImage(reference: string, found: Inspected, signal: AbortSignal): Promise<Image> {
  const registryDigest = findDigest(reference, found.RepoDigests ?? [])
  const isUnknown = isKeptByManifest(found) && registryDigest !== undefined
  return known({
    runBy: found.Id,
    configDigest: isUnknown ? await askConfigDigest(reference, found.Id, signal) : found.Id,
    registryDigest,
    bytes: found.Size,
    platform: readPlatform(found),
  })
}

/** The digest of the configuration of an image that is kept by its manifest, where its registry knows the same image. */
async function askConfigDigest(reference: string, id: string, signal: AbortSignal): Promise<string> {
  const { configDigest, digest, platformDigest } = (await askRegistry(reference, signal)) ?? {}
  return configDigest !== undefined && [digest, platformDigest].includes(id) ? configDigest : id
}
