import { sep } from 'node:path'
import type { Bind } from '../../containers/run.ts'
import { ExpectedError } from '../../facts/error.ts'
import { findRealPath } from '../../files/real-path.ts'
import { plainLine } from '../../words/text.ts'

/**
 * The wall between containers and the files of the machine: what one may write lies in the folder of its run, `work`, and
 * what is named as lying there does so by its real path too. Throws an ExpectedError of kind `internal` for anything else,
 * because benchmark.yaml cannot ask for it.
 */
export function expectOwnBinds(binds: readonly Bind[], work: string): void {
  const home = findRealPath(work)
  for (const { source, target, mode } of binds) {
    if (mode === 'ro' && !isBelow(source, work)) continue
    if (isBelow(realOf(source) ?? '', home)) continue
    throw new ExpectedError(
      'internal',
      `what belongs at ${plainLine(target, 200)} in the container is ${plainLine(source)}, which is not in the folder of this run`,
      { hint: 'Nothing else of the machine is ever given to a container for writing. Please report it.' },
    )
  }
}

const isBelow = (path: string, folder: string): boolean => path.startsWith(folder + sep)

/** Of a place whose name is no text nothing is known, as a mount could name another one. */
function realOf(path: string): string | undefined {
  try {
    return findRealPath(path)
  } catch {
    return undefined
  }
}
