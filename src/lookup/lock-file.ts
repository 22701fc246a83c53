import { existsSync, realpathSync } from 'node:fs'
import { locatePath, readSmall } from '../benchmark/repository.ts'
import { ExpectedError } from '../facts/error.ts'
import { isLfsPointer, LFS_CODE, LFS_HINT } from '../files/lfs/pointer.ts'
import { type Lock, readLock } from '../medperf/plan/lock/lock.ts'
import { lockPath } from '../medperf/plan/lock/path.ts'

/**
 * What the last merge registered, from the checkout; undefined without a lock. Throws an ExpectedError of kind `lock`, also for
 * one that is not a file of the repository.
 */
export function readLockFile(workspace: string, config: string): Lock | undefined {
  if (!existsSync(workspace)) return undefined
  const path = lockPath(config)
  const found = locatePath(realpathSync(workspace), '', path)
  if (found.kind === 'missing') return undefined
  if (found.kind === 'unreadable') throw unusable(path, 'cannot be read by the user of the runner')
  if (found.kind !== 'file') throw unusable(path, 'is not a file of the repository')
  const bytes = readSmall(found.path)
  if ('wrong' in bytes) throw unusable(path, bytes.wrong)
  if (isLfsPointer(bytes)) {
    const why = `${path} is a Git LFS pointer, not the file itself`
    throw new ExpectedError('lock', why, { hint: LFS_HINT, code: LFS_CODE })
  }
  return readLock(bytes.toString(), path)
}

const unusable = (path: string, why: string) =>
  new ExpectedError('lock', `${path} ${why}`, {
    hint: 'Put the file itself there, as the last merge left it, or delete it: without it the server is asked.',
  })
