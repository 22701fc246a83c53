import type { ImageManifest, ManifestOptions } from '../registry/manifest.ts'

/** A registry that says nothing for so many milliseconds is not waited for. */
const PATIENCE = 10_000

/** What images for several platforms are asked for. */
export const PLATFORM: string = `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`

/** An image that the engine is going to be asked for. */
export interface Pull {
  readonly reference: string
  /** What the reference pointed at when the image of this machine came; while that is so, nothing is pulled. */
  readonly digest?: string
  /** Whether what the registry has is here already, under whatever name. */
  readonly isHere?: (manifest: ImageManifest) => boolean | Promise<boolean>
}

/** A pull whose size its registry told. */
export interface SizedPull {
  readonly reference: string
  readonly manifest: ImageManifest
  /** All that the image has, in bytes as they are downloaded. */
  readonly bytes: number
}

/** Sizes of what will really come, each image once; a registry that does not answer is not for us to complain about. */
export async function readSizes(pulls: readonly Pull[], signal: AbortSignal): Promise<readonly SizedPull[]> {
  const different = new Map(pulls.map((pull) => [pull.reference, pull]))
  const sized = await Promise.all([...different.values()].map((pull) => sizeOf(pull, signal)))
  return sized.flatMap((one) => one ?? [])
}

async function sizeOf(
  { reference, digest, isHere = () => false }: Pull,
  signal: AbortSignal,
): Promise<SizedPull | undefined> {
  // A manifest counts as a pull at Docker Hub, which limits these; asking for a digest does not.
  if (digest !== undefined) {
    const { readDigest } = await import('../registry/manifest.ts')
    const now = await quietly(readDigest(reference, patient(signal)), signal)
    if (now === undefined || now === digest) return undefined
  }
  const manifest = await askRegistry(reference, signal)
  if (manifest?.bytes === undefined || (await isHere(manifest))) return undefined
  return { reference, manifest, bytes: manifest.bytes }
}

/**
 * Bytes that have to be downloaded for images together: a layer that several of them have counts once, and one that is here
 * already, as part of another image, not at all. `here` are the digests of what the layers of this machine unpack to.
 */
export async function missingBytes(
  pulls: readonly SizedPull[],
  here: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<number> {
  const needed = await Promise.all(pulls.map((pull) => neededLayers(pull, here, signal)))
  const counted = new Set<string>()
  let sum = 0
  for (const [at, { bytes, manifest }] of pulls.entries()) {
    const { layers = [] } = manifest
    sum += layers.reduce((rest, layer) => rest - layer.bytes, bytes)
    for (const layer of needed[at] ?? []) {
      if (layer.digest !== undefined && counted.has(layer.digest)) continue
      if (layer.digest !== undefined) counted.add(layer.digest)
      sum += layer.bytes
    }
  }
  return sum
}

/** The layers of an image that are not here. */
async function neededLayers(
  { reference, manifest }: SizedPull,
  here: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<NonNullable<ImageManifest['layers']>> {
  const { layers = [] } = manifest
  if (here.size === 0) return layers
  const { readImageConfig } = await import('../registry/image-config.ts')
  const unpacked = await quietly(readImageConfig(reference, manifest, patient(signal)), signal)
  return layers.filter((_, at) => !here.has(unpacked?.layers[at] ?? ''))
}

/**
 * What a registry has under a reference, for this platform: a question that only makes something better. Undefined where the
 * registry wants a login, is silent for long or is none; rejects only when the signal is aborted.
 */
export async function askRegistry(
  reference: string,
  signal: AbortSignal,
): Promise<ImageManifest | undefined> {
  const { readManifest } = await import('../registry/manifest.ts')
  return quietly(readManifest(reference, patient(signal)), signal)
}

/** How an image lies in its registry, asked like `askRegistry`. */
export async function askMediaType(reference: string, signal: AbortSignal): Promise<string | undefined> {
  const { readMediaType } = await import('../registry/manifest.ts')
  return quietly(readMediaType(reference, patient(signal)), signal)
}

const patient = (signal: AbortSignal): ManifestOptions => ({
  signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
  pauses: [],
  platform: PLATFORM,
})

async function quietly<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await work
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}
