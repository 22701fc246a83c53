import { stat } from 'node:fs/promises'
import { StepFailure } from '../failure.ts'
import { detectPacking } from '../fetch/magic.ts'
import { freeBytes } from '../free-disk.ts'
import type { ImageManifest } from '../registry/manifest.ts'
import { formatBytes } from '../report/format.ts'
import { plainLine } from '../text.ts'
import { readHead } from './plain-archive.ts'

/**
 * How much an image grows when it is unpacked: images with Python and CUDA have 2.2 to 2.8, and one full of weights hardly
 * grows. It is told and warned with; refused is only what cannot fit even if nothing grows.
 */
export const GROWTH = 2.5
/** What has to be free before anything is built, in bytes. */
export const LEAST = 512 * 1024 ** 2
/** A registry that says nothing for so many milliseconds is not waited for. */
const PATIENCE = 10_000

/** Looks whether images fit on the disk of an engine before they come; throws a StepFailure of kind `disk-full`. */
export interface Room {
  /** An image that is going to be pulled; `known` saves asking the registry. */
  readonly pull: (reference: string, known?: ImageManifest) => Promise<void>
  /** A `docker save` archive that is going to be loaded or converted. */
  readonly load: (archive: string) => Promise<void>
  readonly build: () => Promise<void>
}

export interface RoomOptions {
  /** Where the engine keeps images; undefined where that is not known, and then nothing is refused. */
  readonly store: () => Promise<string | undefined>
  /** The layers that the engine has, by the digests of what they unpack to. */
  readonly layers: () => Promise<ReadonlySet<string>>
  readonly signal: AbortSignal
  /** Takes a line for the log. */
  readonly say?: (line: string) => void
}

/** The room of an engine. What is not known (the disk, the registry's answer) refuses nothing. */
export function openRoom({ store, layers, signal, say = () => {} }: RoomOptions): Room {
  const find = async () => {
    const folder = await store()
    const free = folder === undefined ? undefined : freeBytes(folder)
    return folder === undefined || free === undefined ? undefined : { folder, free }
  }
  return {
    async pull(reference, known) {
      const place = await find()
      const manifest = place && (known ?? (await ask(reference, signal)))
      if (place === undefined || manifest?.bytes === undefined) return
      say(
        `image ${plainLine(reference)}: ${formatBytes(manifest.bytes)} to download, about ${formatBytes(manifest.bytes * GROWTH)} unpacked; ${formatBytes(place.free)} are free`,
      )
      if (manifest.bytes * GROWTH <= place.free) return
      // Most of it may be here already, as layers of other images.
      const bytes = await missingBytes(reference, manifest, await layers(), signal)
      const what = `the image ${plainLine(reference)} is ${sizes(bytes)}`
      refuse(what, bytes, place)
      if (bytes * GROWTH > place.free) say(`${what}: it may not fit`)
    },
    async load(archive) {
      const place = await find()
      if (place === undefined) return
      const isPacked = await looksPacked(archive)
      if (isPacked === undefined) return
      const { size } = await stat(archive)
      const about = isPacked ? ` and takes about ${formatBytes(size * GROWTH)} unpacked (an estimate)` : ''
      refuse(`the image archive has ${formatBytes(size)}${about}`, size, place)
    },
    async build() {
      const place = await find()
      if (place !== undefined) refuse(`a build needs ${formatBytes(LEAST)} at least`, LEAST, place)
    },
  }
}

const sizes = (bytes: number) =>
  `${formatBytes(bytes)} to download and takes about ${formatBytes(bytes * GROWTH)} unpacked (an estimate)`

/** Whether a tar archive is compressed; undefined for what is none, which whoever loads it will say. */
async function looksPacked(archive: string): Promise<boolean | undefined> {
  try {
    return detectPacking(await readHead(archive)) !== 'none'
  } catch {
    return undefined
  }
}

/** Throws where `bytes` do not fit; `what` is a sentence's beginning. */
export function refuse(
  what: string,
  bytes: number,
  { folder, free }: { readonly folder: string; readonly free: number },
): void {
  if (bytes <= free) return
  throw new StepFailure(
    'disk-full',
    `${what}, and ${formatBytes(free)} are free in ${plainLine(folder)}`,
    'Free disk space before this step (`docker system prune --all`), use a runner with a larger disk, or make the image smaller.',
  )
}

/** What a registry says of an image; nothing where it does not answer, which is not for us to complain about. */
async function ask(reference: string, signal: AbortSignal): Promise<ImageManifest | undefined> {
  const { readManifest } = await import('../registry/manifest.ts')
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)])
  return quietly(readManifest(reference, { signal: patience, pauses: [] }), signal)
}

async function missingBytes(
  reference: string,
  manifest: ImageManifest,
  layers: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<number> {
  const { bytes = 0, layerBytes = [] } = manifest
  if (layers.size === 0) return bytes
  const { readLayers } = await import('../registry/layers.ts')
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)])
  const digests = await quietly(readLayers(reference, manifest, { signal: patience, pauses: [] }), signal)
  const here = digests?.map((digest, at) => (layers.has(digest) ? (layerBytes[at] ?? 0) : 0)) ?? []
  return here.reduce((left, one) => left - one, bytes)
}

async function quietly<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await work
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}
