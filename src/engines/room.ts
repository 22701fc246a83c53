import { stat } from 'node:fs/promises'
import { detectPacking } from '../archive/magic.ts'
import { ExpectedError } from '../facts/error.ts'
import { readFreeBytes } from '../files/disk/free.ts'
import { formatBytes } from '../words/size.ts'
import { plainLine } from '../words/text.ts'
import type { Coming } from './engine.ts'
import { readHead } from './plain-archive.ts'
import { missingBytes, type Pull, readSizes } from './pull-size.ts'

/**
 * How much an image grows when it is unpacked: images with Python and CUDA have 2.2 to 2.8, and one full of weights hardly
 * grows. It is told and warned with; refused is only what cannot fit even if nothing grows.
 */
export const GROWTH = 2.5
/** What has to be free before anything is built, in bytes. */
export const LEAST = 512 * 1024 ** 2

/** Looks whether images fit on the disk of an engine before they come; throws an ExpectedError of kind `disk-full`. */
export interface Room {
  /** Images that are going to be pulled, judged together: what each lacks alone may fit, and all of it not. */
  readonly pull: (images: readonly Pull[]) => Promise<void>
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
    const free = folder === undefined ? undefined : readFreeBytes(folder)
    return folder === undefined || free === undefined ? undefined : { folder, free }
  }
  return {
    async pull(images) {
      const place = images.length === 0 ? undefined : await find()
      if (place === undefined) return
      const sized = await readSizes(images, signal)
      for (const { reference, bytes } of sized) {
        say(
          `image ${plainLine(reference)}: ${formatBytes(bytes)} to download, about ${formatBytes(bytes * GROWTH)} unpacked; ${formatBytes(place.free)} are free`,
        )
      }
      if (sized.reduce((sum, { bytes }) => sum + bytes, 0) * GROWTH <= place.free) return
      // Most of it may be here already, as layers of other images.
      const bytes = await missingBytes(sized, await layers(), signal)
      const what = `${named(sized.map(({ reference }) => plainLine(reference)))} ${sizes(bytes)}`
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

/** Judges builds and pulls before the first of them. */
export async function checkTogether(
  room: Pick<Room, 'build' | 'pull'>,
  coming: readonly Coming[],
  pulls: readonly Pull[],
): Promise<void> {
  if (coming.some((one) => 'context' in one)) await room.build()
  await room.pull(pulls)
}

const named = (names: readonly string[]) =>
  names.length === 1
    ? `the image ${names[0]} is`
    : `the images ${names.slice(0, -1).join(', ')} and ${names.at(-1)} are together`

const sizes = (bytes: number) =>
  `${formatBytes(bytes)} to download and about ${formatBytes(bytes * GROWTH)} unpacked (an estimate)`

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
  throw new ExpectedError('disk-full', `${what}, and ${formatBytes(free)} are free in ${plainLine(folder)}`, {
    hint: 'Free disk space before this step (`docker system prune --all`), use a runner with a larger disk, or make the image smaller.',
  })
}
