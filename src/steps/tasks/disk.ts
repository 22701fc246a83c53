import { lstatSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { ExpectedError } from '../../facts/error.ts'
import { onDisk, toBytes } from '../../files/byte-name.ts'
import { readFreeBytes } from '../../files/disk/free.ts'
import { measureFloor } from '../../files/disk-floor.ts'
import { formatBytes } from '../../words/size.ts'
import { isTooLong } from '../outputs/inspect.ts'

const INTERVAL = 1_000
/** Looking takes at most a tenth of the time. */
const REST = 10

/** Watches how much a task writes; `check` throws when it ended above the limit before the watch saw it. */
export interface DiskWatch {
  check(): void
  end(): void
}

export interface Watched {
  /** What the task may write: its outputs and its `/tmp`. */
  readonly paths: readonly string[]
  /** Bytes that these may take. */
  readonly limit?: number
  /** Folders on the disks that it may fill. */
  readonly disks: readonly string[]
}

/**
 * Stops a task through `stop` when its outputs and its `/tmp` take more than the limit, or when a disk that it may fill is
 * nearly full; looks about once a second.
 */
export function watchDisk(
  { paths, limit, disks }: Watched,
  stop: (reason: ExpectedError) => void,
): DiskWatch {
  const watched = disks.flatMap((folder) => measureFloor(folder) ?? [])
  const excess = () => (limit === undefined ? undefined : weigh(paths, limit))
  const shortage = () => {
    for (const { folder, free, reserve } of watched) {
      const left = readFreeBytes(folder) ?? free
      if (left < reserve) return nearlyFull(folder, free, left, paths)
    }
    return undefined
  }
  let timer = setTimeout(look, INTERVAL)
  function look() {
    const start = performance.now()
    const failure = excess() ?? shortage()
    if (failure !== undefined) return stop(failure)
    timer = setTimeout(look, Math.max(INTERVAL, (performance.now() - start) * REST))
  }
  return {
    check() {
      const failure = excess()
      if (failure !== undefined) throw failure
    },
    end: () => clearTimeout(timer),
  }
}

function weigh(paths: readonly string[], limit: number): ExpectedError | undefined {
  try {
    const bytes = paths.reduce((sum, path) => sum + measureSize(path), 0)
    return bytes > limit ? tooMuch(bytes, limit) : undefined
  } catch (error) {
    if (error instanceof ExpectedError) return error
    throw error
  }
}

/**
 * Bytes below a path, links not followed; entries that vanish or cannot be listed meanwhile count nothing. Throws an
 * ExpectedError where files lie too deep to be counted.
 */
export const measureSize = (path: string): number => sizeBelow(toBytes(resolve(path)))

function sizeBelow(path: string): number {
  try {
    const stat = lstatSync(onDisk(path))
    if (!stat.isDirectory()) return stat.size
    return readdirSync(onDisk(path), { encoding: 'latin1' }).reduce(
      (sum, name) => sum + sizeBelow(`${path}/${name}`),
      0,
    )
  } catch (error) {
    if (error instanceof ExpectedError) throw error
    if (isTooLong(error)) throw tooDeep()
    return 0
  }
}

const tooMuch = (bytes: number, limit: number) =>
  new ExpectedError(
    'output',
    `wrote ${formatBytes(bytes)}, more than the ${formatBytes(limit)} that its outputs and /tmp may take`,
    { hint: 'Write less, or raise `disk` of the task under `run.tasks`.' },
  )

const tooDeep = () =>
  new ExpectedError('output', 'wrote folders so deep in one another that their size cannot be looked up', {
    hint: 'Nest folders less deeply: Linux takes 4,095 bytes for a path.',
  })

const nearlyFull = (folder: string, free: number, left: number, paths: readonly string[]) =>
  new ExpectedError(
    'disk-full',
    `was stopped because the disk of ${folder} is nearly full: ${formatBytes(left)} of the ${formatBytes(free)} that were free when it started are left, and ${written(paths)}`,
    { hint: 'Free space on the runner, write less, or set the input work-directory to a larger disk.' },
  )

function written(paths: readonly string[]): string {
  try {
    return `its outputs and /tmp take ${formatBytes(paths.reduce((sum, path) => sum + measureSize(path), 0))}`
  } catch {
    return 'its outputs are too deep to be counted'
  }
}
