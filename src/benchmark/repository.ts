import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, posix, relative, resolve, sep } from 'node:path'

/** Configurations and parameters are small; a larger file is named by mistake. */
const LARGEST = 16 * 1024 ** 2

/** What a path of a user's names: `path` is real and absolute, `shown` is relative to the repository. */
export type Located =
  | { readonly kind: 'file' | 'directory'; readonly path: string; readonly shown: string }
  | { readonly kind: 'missing' | 'outside' | 'absolute' | 'special'; readonly shown: string }

/** Follows a path that is relative to `folder`, a folder of the repository, without ever leaving the repository; `root` is real. */
export function locatePath(root: string, folder: string, written: string): Located {
  const shown =
    relative(root, resolve(root, folder, written))
      .split(sep)
      .join('/') || '.'
  if (isAbsolute(written)) return { kind: 'absolute', shown: written }
  if (leadsOutside(shown)) return { kind: 'outside', shown }
  let path: string
  try {
    path = realpathSync(join(root, shown))
  } catch {
    return { kind: 'missing', shown }
  }
  if (leadsOutside(relative(root, path))) return { kind: 'outside', shown }
  const stats = statSync(path)
  if (stats.isFile()) return { kind: 'file', path, shown }
  return stats.isDirectory() ? { kind: 'directory', path, shown } : { kind: 'special', shown }
}

/** Whether a relative path leads out of where it is relative to. */
export const leadsOutside = (path: string): boolean =>
  path === '..' || path.startsWith(`..${sep}`) || path.startsWith('../') || isAbsolute(path)

/** The bytes of a file, or why they cannot be had. */
export function readSmall(path: string): Buffer | { readonly wrong: string } {
  if (statSync(path).size > LARGEST) return { wrong: `is larger than ${LARGEST / 1024 ** 2} MiB` }
  try {
    return readFileSync(path)
  } catch {
    return { wrong: 'cannot be read' }
  }
}

/** A link in a folder, relative to it, that leads out of the repository or nowhere. */
export interface BadLink {
  readonly link: string
  readonly broken: boolean
}

/** Links below a folder that lead out of the repository or nowhere; at most ten. */
export function badLinks(root: string, folder: string): readonly BadLink[] {
  const found: BadLink[] = []
  const seen = new Set<string>()
  const visit = (real: string, shown: string) => {
    if (seen.has(real)) return
    seen.add(real)
    for (const entry of readdirSync(real, { withFileTypes: true })) {
      if (found.length >= 10) return
      const [child, link] = [join(real, entry.name), posix.join(shown, entry.name)]
      if (entry.isDirectory()) visit(child, link)
      if (!entry.isSymbolicLink()) continue
      const target = existsSync(child) ? realpathSync(child) : undefined
      if (target === undefined || leadsOutside(relative(root, target)))
        found.push({ link, broken: target === undefined })
      else if (statSync(target).isDirectory()) visit(target, link)
    }
  }
  visit(folder, '')
  return found
}

/** Whether a folder has a file of this name at its top. */
export const hasFile = (folder: string, name: string): boolean => {
  const path = join(folder, name)
  return existsSync(path) && lstatSync(realpathSync(path)).isFile()
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
