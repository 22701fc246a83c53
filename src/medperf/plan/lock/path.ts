import { dirname, join } from 'node:path'
import { LOCK_FILE } from './lock.ts'

/** Where the lock of a benchmark.yaml lies, relative to the repository: beside it. Several in one folder share no lock. */
export function lockPath(config: string): string {
  const isUsual = /(^|\/)benchmark\.ya?ml$/.test(config)
  return isUsual ? join(dirname(config), LOCK_FILE) : `${config.replace(/\.ya?ml$/, '')}.lock.json`
}
