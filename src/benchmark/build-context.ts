import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { locatePath } from './repository.ts'

/** What clients of builders read of a context themselves, on the runner, wherever a link in its place leads: to `/dev/zero` without end. */
const READ_HERE = ['.dockerignore', '.containerignore'].flatMap((name) => [name, `Dockerfile${name}`])

/** A policy of buildx's for the sources of a build. */
const POLICY = 'Dockerfile.rego'

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
  const name = [...READ_HERE, POLICY].find((one) => leadsAway(root, context, one))
  if (name === undefined) return undefined
  const why = `${name} of the build context ${shown} leads out of the repository`
  return { kind: 'outside', why, hint: 'Put the file itself there.' }
}

/** Of a link to nothing nobody knows where it leads when it is read. */
function leadsAway(root: string, context: string, name: string): boolean {
  const { kind } = locatePath(root, context, name)
  if (kind === 'missing')
    return lstatSync(join(context, name), { throwIfNoEntry: false })?.isSymbolicLink() === true
  return kind !== 'file' && kind !== 'directory'
}
