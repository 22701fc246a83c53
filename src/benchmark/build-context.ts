import { BUILD_FILES, OWN_FILE_HINT } from '../facts/build-files.ts'
import { findUnreadable, UNREADABLE_HINT } from '../files/errors/unreadable.ts'
import { findForeignFile } from '../files/foreign-file.ts'
import { hasFile, locatePath } from './repository.ts'

/** Why a folder of the repository cannot be built, with what to do. */
export interface ContextFault {
  readonly kind: 'no Dockerfile' | 'outside' | 'unreadable'
  readonly why: string
  readonly hint: string
}

/** What is wrong with a build context, which `shown` names; undefined where nothing is. */
export function judgeContext(root: string, context: string, shown: string): ContextFault | undefined {
  // A file that a builder is told to leave out does no harm; a folder that nobody can look through could hold anything.
  const isSelective = hasFile(context, '.dockerignore')
  const unreadable = findUnreadable(context, isSelective ? { alone: 'folders' } : {})
  if (unreadable !== undefined) {
    const what = unreadable.name === '' ? shown : `${unreadable.name} of the build context ${shown}`
    const why = `${what} cannot be read by the user of the runner (${unreadable.code})`
    return { kind: 'unreadable', why, hint: UNREADABLE_HINT }
  }
  // Also one that a link takes from elsewhere.
  if (locatePath(root, context, 'Dockerfile').kind !== 'file') {
    const why = `the build context ${shown} has no Dockerfile`
    return { kind: 'no Dockerfile', why, hint: 'Add one at its top.' }
  }
  const name = findForeignFile(context, BUILD_FILES)
  if (name === undefined) return undefined
  return {
    kind: 'outside',
    why: `${name} of the build context ${shown} is no file of that folder`,
    hint: OWN_FILE_HINT,
  }
}
