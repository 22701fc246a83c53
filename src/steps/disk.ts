import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { StepFailure } from '../failure.ts'

const INTERVAL = 1_000
const MIB = 1024 ** 2

/** Watches how much a task writes; `check` throws when it ended above the limit before the watch saw it. */
export interface DiskWatch {
  check(): void
  end(): void
}

/** Stops a task through `stop` when its outputs and its `/tmp` take more than `limit` bytes; looks once a second. */
export function watchDisk(
  paths: readonly string[],
  limit: number | undefined,
  stop: (reason: StepFailure) => void,
): DiskWatch {
  if (limit === undefined) return { check: () => {}, end: () => {} }
  const excess = () => {
    const bytes = paths.reduce((sum, path) => sum + sizeOf(path), 0)
    return bytes > limit ? tooMuch(bytes, limit) : undefined
  }
  const timer = setInterval(() => {
    const failure = excess()
    if (failure !== undefined) stop(failure)
  }, INTERVAL)
  return {
    check() {
      const failure = excess()
      if (failure !== undefined) throw failure
    },
    end: () => clearInterval(timer),
  }
}

/** Bytes below a path, links not followed; entries that vanish or cannot be listed meanwhile count nothing. */
export function sizeOf(path: string): number {
  try {
    const stat = lstatSync(path)
    if (!stat.isDirectory()) return stat.size
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
  } catch {
    return 0
  }
}

const tooMuch = (bytes: number, limit: number) =>
  new StepFailure(
    'output',
    `wrote ${Math.ceil(bytes / MIB)} MiB, more than the ${Math.floor(limit / MIB)} MiB that its outputs and /tmp may take`,
    'Write less, or raise `disk` of the task under `run.tasks`.',
  )
