import { existsSync, readdirSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { readCode } from '../facts/error.ts'
import { fromBytes, onDisk, toBytes } from '../files/byte-name.ts'
import { isUnreadable, UNREADABLE_HINT } from '../files/errors/unreadable.ts'
import { isPointerFile } from '../files/lfs/pointer.ts'
import { readBounded, type Unreadable } from '../files/read-file.ts'
import { findRealBytes, findRealPath } from '../files/real-path.ts'
import { findEmptySubmodule } from './checkout/submodules.ts'

/** Configurations and parameters are small; a larger file is named by mistake. */
const LARGEST = 16 * 1024 ** 2

/** What a path of a user's names: `path` is real and absolute, `shown` is relative to the repository. */
export type Located =
  | { readonly kind: 'file' | 'directory'; readonly path: string; readonly shown: string }
  | {
      readonly kind: 'missing' | 'outside' | 'git' | 'absolute' | 'special' | 'bytes' | 'unreadable'
      readonly shown: string
    }

/**
 * Follows a path that is relative to `folder`, a folder of the repository, without ever leaving the repository; `root` is real.
 * What belongs to Git is no part of it: its configuration may hold a token.
 */
export function locatePath(root: string, folder: string, written: string): Located {
  const shown =
    relative(root, resolve(root, folder, written))
      .split(sep)
      .join('/') || '.'
  if (isAbsolute(written)) return { kind: 'absolute', shown: written }
  if (leadsOutside(shown)) return { kind: 'outside', shown }
  if (isGit(shown)) return { kind: 'git', shown }
  // Half of a surrogate pair is in no name, and would be taken for another sign that is in one.
  if (!shown.isWellFormed()) return { kind: 'missing', shown }
  let path: string
  try {
    path = findRealPath(join(root, shown))
  } catch (error) {
    if (isUnreadable(error)) return { kind: 'unreadable', shown }
    return { kind: readCode(error) === 'EILSEQ' ? 'bytes' : 'missing', shown }
  }
  const real = relative(root, path)
  if (leadsOutside(real)) return { kind: 'outside', shown }
  if (isGit(real)) return { kind: 'git', shown }
  const stats = statSync(path)
  if (stats.isFile()) return { kind: 'file', path, shown }
  return stats.isDirectory() ? { kind: 'directory', path, shown } : { kind: 'special', shown }
}

/** Whether a path is of `.git`, of this repository or of one in it, or of what lies in it; case counts on few disks only. */
export const isGit = (path: string): boolean =>
  path.split(/[/\\]/).some((part) => part.toLowerCase() === '.git')

/** Whether a relative path leads out of where it is relative to. */
export const leadsOutside = (path: string): boolean =>
  path === '..' || path.startsWith(`..${sep}`) || path.startsWith('../') || isAbsolute(path)

/** Why the bytes of a file cannot be had, as the second half of a sentence, and what to do. */
export interface UnreadSmall {
  readonly wrong: string
  readonly hint: string
}

/** The bytes of a file, or why they cannot be had. */
export function readSmall(path: string): Buffer | UnreadSmall {
  const bytes = readBounded(path, { most: LARGEST })
  if (!('wrong' in bytes)) return bytes
  const [wrong, hint] = WHY[bytes.wrong] ?? ['cannot be read by the user of the runner', UNREADABLE_HINT]
  return { wrong, hint }
}

const WHY: Readonly<Partial<Record<Unreadable['wrong'], readonly [wrong: string, hint: string]>>> = {
  missing: ['does not exist', 'Commit it, or correct its path.'],
  special: ['is not a regular file', 'Put the file itself there.'],
  large: [
    `is larger than ${LARGEST / 1024 ** 2} MiB`,
    'Name the file that is meant: configurations and parameters are small.',
  ],
}

/** Something in a folder, named relative to it, that must not be given to a container, packed or hashed. */
export interface BadEntry {
  readonly name: string
  /**
   * A link to nothing, out of the repository, or into what belongs to Git; `.git` itself; a folder behind a link that cannot be listed;
   * or what a checkout has in place of a file of Git LFS, or of a submodule.
   */
  readonly why: 'broken' | 'outside' | 'into git' | 'git' | 'unreadable' | 'pointer' | 'submodule'
}

/**
 * What must not be used of a folder of the repository; at most ten. Names are bytes here, as the system has them: two that differ in
 * what is not UTF-8 are the same text. The file `.git` of a submodule holds but a path, and may stay.
 */
export function findBadEntries(root: string, folder: string): readonly BadEntry[] {
  const found: BadEntry[] = []
  const seen = new Set<string>()
  const visit = (real: string, above: string) => {
    if (seen.has(real)) return
    seen.add(real)
    const entries = listFolder(real)
    if (entries === undefined) found.push({ name: fromBytes(above) || '.', why: 'unreadable' })
    if (entries?.length === 0 && isEmptySubmodule(root, fromBytes(real)))
      found.push({ name: fromBytes(above.slice(0, -1)) || '.', why: 'submodule' })
    for (const entry of entries ?? []) {
      if (found.length >= 10) return
      const [child, path] = [`${real}/${entry.name}`, above + entry.name]
      const name = fromBytes(path)
      if (isGit(entry.name)) {
        if (!entry.isFile()) found.push({ name, why: 'git' })
      } else if (entry.isDirectory()) visit(child, `${path}/`)
      else if (entry.isSymbolicLink()) {
        const { why, target } = judgeLink(toBytes(root), child)
        if (why !== undefined) found.push({ name, why })
        else if (target !== undefined && statSync(onDisk(target)).isDirectory()) visit(target, `${path}/`)
        else if (target !== undefined && isPointerFile(onDisk(target))) found.push({ name, why: 'pointer' })
      } else if (entry.isFile() && isPointerFile(onDisk(child))) found.push({ name, why: 'pointer' })
    }
  }
  visit(toBytes(folder), '')
  return found
}

/** What is in a folder, all by byte names; undefined for one that may not be listed. */
export function listFolder(folder: string) {
  try {
    return readdirSync(onDisk(folder), { withFileTypes: true, encoding: 'latin1' })
  } catch (error) {
    if (isUnreadable(error)) return undefined
    throw error
  }
}

/** Whether an absolute folder of the repository is a submodule that is not checked out. */
export function isEmptySubmodule(root: string, folder: string): boolean {
  const path = relative(root, folder).split(sep).join('/')
  return findEmptySubmodule(root, path) === path
}

/** The same names as bytes. */
function judgeLink(root: string, link: string): { readonly why?: BadEntry['why']; readonly target?: string } {
  const target = existsSync(onDisk(link)) ? findRealBytes(link) : undefined
  if (target === undefined) return { why: 'broken' }
  const below = relative(root, target)
  if (leadsOutside(below)) return { why: 'outside' }
  return isGit(below) ? { why: 'into git' } : { target }
}

/** Whether a folder has a file of this name at its top. */
export const hasFile = (folder: string, name: string): boolean => {
  const path = join(folder, name)
  return existsSync(path) && statSync(path).isFile()
}

/** YAML files of a repository, relative to it, hidden folders and installed packages left out; from a limited search. */
export function yamlFiles(root: string, depth = 3): readonly string[] {
  const found: string[] = []
  let looked = 0
  const visit = (folder: string, left: number) => {
    for (const entry of listFolder(toBytes(join(root, folder))) ?? []) {
      looked += 1
      if (looked > 5_000) return
      const name = fromBytes(entry.name)
      const path = folder === '' ? name : `${folder}/${name}`
      if (entry.isFile() && /\.ya?ml$/i.test(entry.name)) found.push(path)
      else if (entry.isDirectory() && left > 0 && !/^\.|^node_modules$/.test(name)) visit(path, left - 1)
    }
  }
  visit('', depth)
  return found
}
