import { existsSync, readdirSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { readCode } from '../facts/error.ts'
import { fromBytes, onDisk, toBytes } from '../files/byte-name.ts'
import { readBounded, type Unreadable } from '../files/read-file.ts'
import { findRealBytes, findRealPath } from '../files/real-path.ts'

/** Configurations and parameters are small; a larger file is named by mistake. */
const LARGEST = 16 * 1024 ** 2

/** What a path of a user's names: `path` is real and absolute, `shown` is relative to the repository. */
export type Located =
  | { readonly kind: 'file' | 'directory'; readonly path: string; readonly shown: string }
  | {
      readonly kind: 'missing' | 'outside' | 'git' | 'absolute' | 'special' | 'bytes'
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

/** The bytes of a file, or why they cannot be had. */
export function readSmall(path: string): Buffer | { readonly wrong: string } {
  const bytes = readBounded(path, { most: LARGEST })
  return 'wrong' in bytes ? { wrong: WHY[bytes.wrong] ?? 'cannot be read' } : bytes
}

const WHY: Readonly<Partial<Record<Unreadable['wrong'], string>>> = {
  missing: 'does not exist',
  special: 'is not a regular file',
  large: `is larger than ${LARGEST / 1024 ** 2} MiB`,
}

/** Something in a folder, named relative to it, that must not be given to a container, packed or hashed. */
export interface BadEntry {
  readonly name: string
  /** A link to nothing, out of the repository, or into what belongs to Git; or `.git` itself. */
  readonly why: 'broken' | 'outside' | 'into git' | 'git'
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
    for (const entry of readdirSync(onDisk(real), { withFileTypes: true, encoding: 'latin1' })) {
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
      }
    }
  }
  visit(toBytes(folder), '')
  return found
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
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      looked += 1
      if (looked > 5_000) return
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isFile() && /\.ya?ml$/i.test(entry.name)) found.push(path)
      else if (entry.isDirectory() && left > 0 && !/^\.|^node_modules$/.test(entry.name))
        visit(path, left - 1)
    }
  }
  visit('', depth)
  return found
}
