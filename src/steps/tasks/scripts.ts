import { basename, extname, join, relative } from 'node:path'
import type { ContainerRun } from '../../containers/run.ts'
import { fromBytes, toBytes } from '../../files/byte-name.ts'
import { locateEntry } from '../../files/held.ts'
import { readBounded } from '../../files/read-file.ts'
import { walkFolder } from '../../files/walk.ts'

/** A script with line ends of Windows. */
export interface ScriptFault {
  /** As the container calls it, or relative to the build context. */
  readonly shown: string
}

/** Bytes of a script that is looked at, and how much of a build context. */
const LARGEST = 1024 ** 2
const MOST_ENTRIES = 5_000

/** The scripts of Windows among those that a container is told to run, as far as they lie in what is mounted. */
export function findMountedScripts({
  entrypoint,
  command,
  binds,
}: Pick<ContainerRun, 'entrypoint' | 'command' | 'binds'>): readonly ScriptFault[] {
  const words = [...(entrypoint === undefined ? [] : [entrypoint]), ...command]
  return words
    .filter((word) => {
      const bind = binds
        .filter(({ target }) => word.startsWith(`${target}/`))
        .toSorted((a, b) => b.target.length - a.target.length)[0]
      return bind !== undefined && isOfWindows(join(bind.source, word.slice(bind.target.length)), bind.source)
    })
    .map((shown) => ({ shown }))
}

/** The scripts of Windows in a build context, which end up in its image. Never throws. */
export function findContextScripts(context: string): readonly ScriptFault[] {
  const found: ScriptFault[] = []
  let left = MOST_ENTRIES
  try {
    const options = {
      explain: (_: string, error: unknown) => error,
      leaveOut: (name: string) => name === '.git',
    }
    for (const { path, kind } of walkFolder(locateEntry(toBytes(context)), options)) {
      if (left-- === 0) break
      const text = fromBytes(path)
      if (kind === 'file' && isOfWindows(text, context)) found.push({ shown: relative(context, text) })
    }
  } catch {
    // What cannot be looked through says nothing.
  }
  return found
}

/** Whether a text names a script by its last part, as the words of an engine or a shell do. */
export const isNamedIn = ({ shown }: ScriptFault, text: string): boolean =>
  text.split(/[\s'"`:(),]+/).some((word) => basename(word) === basename(shown))

/** Whether a file is a script whose first line ends as Windows writes it. */
function isOfWindows(path: string, inside: string): boolean {
  const bytes = readBounded(path, { most: LARGEST, inside })
  if ('wrong' in bytes) return false
  const end = bytes.indexOf(10)
  if (end < 1 || bytes[end - 1] !== 13) return false
  return bytes.subarray(0, 2).toString('latin1') === '#!' || SCRIPTS.has(extname(path))
}

const SCRIPTS: ReadonlySet<string> = new Set(['.sh', '.bash'])
