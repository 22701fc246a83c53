import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeCsvLine } from '../csv.ts'
import { APPTAINER_PROFILE } from '../seccomp.ts'

/** Writes the filter of system calls into a folder, and gives its path. */
export function writeFilter(folder: string, name = 'seccomp'): string {
  const file = join(folder, `${name}.json`)
  writeFileSync(file, JSON.stringify(APPTAINER_PROFILE), { mode: 0o644 })
  return file
}

/** `--security` is a list, which is read as CSV. */
export const filterArguments = (file: string): readonly string[] => [
  '--security',
  writeCsvLine(`seccomp:${file}`),
]
