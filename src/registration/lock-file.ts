import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LOCK_FILE, type Lock, readLock } from '../medperf/lock.ts'

/** Where the lock of a benchmark.yaml lies, relative to the repository: beside it. Several in one folder share no lock. */
export function lockPath(config: string): string {
  const isUsual = /(^|\/)benchmark\.ya?ml$/.test(config)
  return isUsual ? join(dirname(config), LOCK_FILE) : `${config.replace(/\.ya?ml$/, '')}.lock.json`
}

/** What the last merge registered, from the checkout; undefined without a lock. Throws a MedPerfError of kind `lock`. */
export function readLockFile(workspace: string, config: string): Lock | undefined {
  const path = lockPath(config)
  const file = join(workspace, path)
  return existsSync(file) ? readLock(readFileSync(file, 'utf8'), path) : undefined
}
