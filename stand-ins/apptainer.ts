import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './action-file.ts'

/**
 * Puts Apptainer on PATH in this process, unpacking it first where this machine has none. Gives the reason why there can be
 * none, to skip tests with.
 */
export function useApptainer(): string | undefined {
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'script', 'ci', 'apptainer-up'), {
    encoding: 'utf8',
  })
  if (status === 0) {
    process.env['PATH'] = `${stdout.trim()}:${process.env['PATH'] ?? ''}`
    return undefined
  }
  return `no Apptainer: ${stderr.trim().split('\n').at(-1) ?? `apptainer-up ended with ${status}`}`
}

/** Control groups that Apptainer made and that are still there without a process: containers of others may run. */
export const apptainerGroups = (): readonly string[] =>
  ['memory/apptainer', 'apptainer', 'unified/apptainer'].flatMap((group) =>
    folders(`/sys/fs/cgroup/${group}`).filter(isEmpty),
  )

const isEmpty = (group: string) => {
  try {
    return readFileSync(join(group, 'cgroup.procs'), 'utf8') === ''
  } catch {
    return false
  }
}

function folders(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [join(path, entry.name)] : [],
    )
  } catch {
    return []
  }
}
