import { BUILD_FILES, OWN_FILE_HINT } from '../facts/build-files.ts'
import { findForeignFile } from '../files/foreign-file.ts'
import { locatePath } from './repository.ts'

/** Why a folder of the repository cannot be built, with what to do. */
export interface ContextFault {
  readonly kind: 'no Dockerfile' | 'outside'
  readonly why: string
  readonly hint: string
}

/** What is wrong with a build context, which `shown` names; undefined where nothing is. */
export function judgeContext(root: string, context: string, shown: string): ContextFault | undefined {
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
