import { closeSync, existsSync, openSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writeAll } from '../files/disk.ts'
import { guardDisk } from '../files/disk-floor.ts'
import { plainLine } from '../words/text.ts'

/*
 * The runner's tool cache keeps files whose sha256 is known between the jobs of a self-hosted runner. It finds only
 * semantic versions, so the hash becomes a pre-release of one. Everything here needs RUNNER_TOOL_CACHE.
 */

const TOOL = 'medperf-benchmark-file'
const FILE = 'file'
const ARCH = 'any'

const versionOf = (sha256: string) => `1.0.0-h${sha256}`

/** Runs work that prints commands to the runner past our log, while the log prints nothing. */
export type Aside = <T>(work: () => T | Promise<T>) => Promise<T>

/** How what is done here is told. */
export interface Teller {
  /** Prints a line of our own words. */
  readonly say: (line: string) => void
  /** The package prints `::debug::` lines, which are text of the log while commands are stopped. */
  readonly aside?: Aside
}

const withoutLog: Aside = async (work) => work()

/** The path of a file with this hash as it was put there: what it holds now has to be checked again. */
export async function findCached(
  sha256: string,
  { aside = withoutLog }: Teller,
): Promise<string | undefined> {
  const { find } = await import('@actions/tool-cache')
  const folder = await aside(() => find(TOOL, versionOf(sha256), ARCH))
  const path = join(folder, FILE)
  return folder !== '' && existsSync(path) ? path : undefined
}

/** Copies a file of this hash into the cache; where that fails there is a warning, since nothing depends on it. */
export async function addToCache(
  path: string,
  sha256: string,
  { say, aside = withoutLog }: Teller,
): Promise<void> {
  try {
    const { cacheFile } = await import('@actions/tool-cache')
    await aside(() => cacheFile(path, FILE, TOOL, versionOf(sha256), ARCH))
  } catch (error) {
    say(`warning: the file is not kept in the tool cache: ${plainLine(String(error))}`)
  }
}

/** A copy of a file, written while it comes. */
export interface Copy {
  write(bytes: Uint8Array): void
  /** The copy is whole: it goes into the cache. */
  keep(): Promise<void>
  /** Removes what was written. */
  discard(): void
}

/** Writes a copy to `path` for the tool cache; it is given up with a warning where the disk does not take it. */
export function createCopy(path: string, sha256: string, teller: Teller): Copy {
  let file: number | undefined
  const discard = () => {
    if (file !== undefined) closeSync(file)
    file = undefined
    rmSync(path, { force: true })
  }
  const guarded = (action: () => void) => {
    try {
      action()
    } catch (error) {
      discard()
      teller.say(`warning: the file is not kept in the tool cache: ${plainLine(String(error))}`)
    }
  }
  const claim = guardDisk(dirname(path))
  guarded(() => {
    file = openSync(path, 'wx')
  })
  return {
    write(bytes) {
      guarded(() => {
        if (file === undefined) return
        claim(bytes.length)
        writeAll(file, bytes)
      })
    },
    async keep() {
      if (file !== undefined) await addToCache(path, sha256, teller)
    },
    discard,
  }
}
