import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Lock, readLock } from '../medperf/plan/lock/lock.ts'
import { lockPath } from '../medperf/plan/lock/path.ts'

/** What the last merge registered, from the checkout; undefined without a lock. Throws an ExpectedError of kind `lock`. */
export function readLockFile(workspace: string, config: string): Lock | undefined {
  const path = lockPath(config)
  const file = join(workspace, path)
  return existsSync(file) ? readLock(readFileSync(file, 'utf8'), path) : undefined
}
