import { readdirSync } from 'node:fs'
import { posix } from 'node:path'
import { listBuildFiles, OWN_FILE_HINT } from '../../facts/build-files.ts'
import { findUnreadable, UNREADABLE_HINT } from '../../files/errors/unreadable.ts'
import { findForeignFile } from '../../files/foreign-file.ts'
import { quoteName } from '../../words/text.ts'
import { hasFile, leadsOutside, locatePath } from '../repository.ts'

/** Why a folder of the repository cannot be built, with what to do. */
export interface ContextFault {
  readonly kind: 'no Dockerfile' | 'outside' | 'unreadable'
  readonly why: string
  readonly hint: string
}

/** A folder of the repository, how it is called where it is named, and the Dockerfile in it. */
export interface NamedContext {
  /** Absolute path. */
  readonly context: string
  readonly shown: string
  readonly dockerfile: string
}

/** What is wrong with a build context; undefined where nothing is. */
export function judgeContext(
  root: string,
  { context, shown, dockerfile }: NamedContext,
): ContextFault | undefined {
  // A file that a builder is told to leave out does no harm; a folder that nobody can look through could hold anything.
  const isSelective = hasFile(context, '.dockerignore')
  const unreadable = findUnreadable(context, isSelective ? { alone: 'folders' } : {})
  if (unreadable !== undefined) {
    const what = unreadable.name === '' ? shown : `${unreadable.name} of the build context ${shown}`
    const why = `${what} cannot be read by the user of the runner (${unreadable.code})`
    return { kind: 'unreadable', why, hint: UNREADABLE_HINT }
  }
  // Also one that a link takes from elsewhere.
  if (leadsOutside(posix.normalize(dockerfile))) {
    const why = `${quoteName(dockerfile, 200)} is no file of the build context ${shown}`
    return { kind: 'outside', why, hint: 'Name it relative to `context`, and a context that holds it.' }
  }
  if (locatePath(root, context, dockerfile).kind !== 'file') {
    const what = dockerfile === DEFAULT_DOCKERFILE ? 'Dockerfile' : `file ${quoteName(dockerfile, 200)}`
    const why = `the build context ${shown} has no ${what}`
    return { kind: 'no Dockerfile', why, hint: missingHint(context, shown) }
  }
  const name = findForeignFile(context, listBuildFiles(dockerfile))
  if (name === undefined) return undefined
  return {
    kind: 'outside',
    why: `${name} of the build context ${shown} is no file of that folder`,
    hint: OWN_FILE_HINT,
  }
}

export const DEFAULT_DOCKERFILE = 'Dockerfile'

/** What may be meant, where a file at the top of the context is called like a Dockerfile. */
function missingHint(context: string, shown: string): string {
  const meant = readdirSync(context, { withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /^(?:Docker|Container)file(?:[-._]|$)|\.dockerfile$/i.test(entry.name),
    )
    .map(({ name }) => name)
    .find((name) => !/ignore$/i.test(name))
  if (meant === undefined) return 'Add one at its top, or name another as `dockerfile`.'
  return `Write \`build: { context: ${shown}, dockerfile: ${meant} }\`.`
}
