import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const TMPFS = 0x01021994

/** Whether a folder lies in memory, where no disk takes part in what is measured. */
export function isTmpfs(path: string): boolean {
  try {
    return statfsSync(path).type === TMPFS
  } catch {
    return false
  }
}

/** A folder in memory where there is one, else the usual one for temporary files. */
export const findFastFolder = (): string => (isTmpfs('/dev/shm') ? '/dev/shm' : tmpdir())
