import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isGit } from '../../benchmark/repository.ts'
import type { Build } from '../../facts/build.ts'
import type { Role } from '../../facts/role.ts'
import { toBytes } from '../../files/byte-name.ts'
import { copyFolder } from '../../files/copy-folder.ts'
import { locateEntry } from '../../files/held.ts'
import { removeFolder } from '../../files/remove-folder.ts'
import { walkFolder } from '../../files/walk.ts'
import type { Context } from '../context.ts'

/**
 * Builds from a folder of the repository without what belongs to Git, of whose configuration a Dockerfile could make a part of
 * the image, or send it away: a context with a checkout in it is built from a copy. `.dockerignore` is no wall, as the change
 * itself brings it.
 */
export async function withoutGit<T>(
  build: Build,
  role: Role,
  { folders, limits, signal }: Pick<Context, 'folders' | 'limits' | 'signal'>,
  work: (build: Build) => Promise<T>,
): Promise<T> {
  if (!holdsGit(build.context)) return work(build)
  const copy = join(folders.work, 'build', role)
  try {
    await copyFolder(build.context, copy, { limits, signal, leaveOut: isGit })
    return await work({ ...build, context: copy })
  } finally {
    await removeFolder(copy)
  }
}

/** Of a folder that cannot be looked through, the copy says why; of one that is not there, the builder. */
function holdsGit(folder: string): boolean {
  try {
    const entries = walkFolder(locateEntry(toBytes(folder)), { explain: (_, error) => error })
    return entries.some(({ path }) => isGit(path.slice(toBytes(folder).length)))
  } catch {
    return existsSync(folder)
  }
}
