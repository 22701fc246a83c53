import { type Dirent, lstatSync, readdirSync, readlinkSync, statSync } from 'node:fs'
import { ExpectedError } from '../../facts/error.ts'
import { fromBytes, onDisk, toBytes } from '../../files/byte-name.ts'
import { plainLine } from '../../words/text.ts'
import { countLookups } from '../limits.ts'
import { isMacDebris } from '../member.ts'
import { type File, type Folder, type Link, newFolder, staysInside } from '../tree.ts'

/** What an archive of a folder holds; `name` is relative to the folder, with `/` between its parts. */
export type PackEntry =
  | { readonly kind: 'folder'; readonly name: string }
  | {
      readonly kind: 'file'
      readonly name: string
      /** A byte name. */
      readonly path: string
      readonly bytes: number
      readonly executable: boolean
      /** By which the system knows the file that was looked at. */
      readonly inode: number
    }
  | { readonly kind: 'symlink'; readonly name: string; readonly target: string }

/**
 * Everything below a folder that is packed, sorted by the bytes of its names: not what MedPerf deletes after unpacking
 * (docs/medperf.md 13.4), and nothing that belongs to Git, whose configuration may hold a token. Throws an ExpectedError of
 * kind `archive` for what an archive cannot carry to another machine.
 */
export function listEntries(folder: string): readonly PackEntry[] {
  const { tree, entries } = readTree(toBytes(folder), [])
  const followed = countLookups(entries.length)
  for (const entry of entries) {
    if (entry.kind === 'symlink') checkLink(folder, entry, tree, followed)
  }
  return entries
}

interface Tree {
  readonly tree: Folder
  readonly entries: readonly PackEntry[]
}

/** What is below a folder, as links see it and in the order of the archive. */
function readTree(on: string, path: readonly string[]): Tree {
  const tree = newFolder()
  const entries: (readonly PackEntry[])[] = []
  const found = readdirSync(onDisk(on), { withFileTypes: true, encoding: 'latin1' })
  for (const dirent of found.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const child = [...path, dirent.name]
    if (dirent.name.toLowerCase() === '.git' || isMacDebris(child)) continue
    const entry = toEntry(`${on}/${dirent.name}`, nameOf(child), dirent)
    if (entry.kind === 'folder') {
      const below = readTree(`${on}/${dirent.name}`, child)
      tree.children.set(dirent.name, below.tree)
      entries.push([entry], below.entries)
    } else {
      tree.children.set(dirent.name, toNode(entry))
      entries.push([entry])
    }
  }
  return { tree, entries: entries.flat() }
}

function toNode(entry: Exclude<PackEntry, { kind: 'folder' }>): File | Link {
  return entry.kind === 'symlink'
    ? { kind: 'symlink', target: toBytes(entry.target) }
    : { kind: 'file', sha256: '' }
}

function toEntry(path: string, name: string, dirent: Dirent): PackEntry {
  if (dirent.isDirectory()) return { kind: 'folder', name }
  if (dirent.isSymbolicLink()) {
    const target = readlinkSync(onDisk(path), { encoding: 'latin1' })
    return { kind: 'symlink', name, target: textOf(target, `the target of the link ${plainLine(name, 200)}`) }
  }
  if (!dirent.isFile()) {
    throw new ExpectedError('archive', `${plainLine(name, 200)} is not a regular file`, {
      hint: 'A pipe, a socket or a device cannot be packed: remove it.',
    })
  }
  const { size, mode, ino } = lstatSync(onDisk(path))
  return { kind: 'file', name, path, bytes: size, executable: (mode & 0o100) !== 0, inode: ino }
}

const nameOf = (path: readonly string[]): string => {
  const name = path.join('/')
  return textOf(name, `the name ${plainLine(fromBytes(name), 200)}`)
}

function textOf(bytes: string, what: string): string {
  const text = fromBytes(bytes)
  if (toBytes(text) === bytes) return text
  throw new ExpectedError('archive', `${what} is not UTF-8, and other machines would read it differently`, {
    hint: 'Rename the file.',
  })
}

/** A link has to lead to the same file wherever the archive is unpacked. */
function checkLink(
  folder: string,
  { name, target }: Extract<PackEntry, { kind: 'symlink' }>,
  tree: Folder,
  followed: (names: number) => void,
): void {
  const shown = plainLine(name, 200)
  if (target.startsWith('/') || !staysInside(tree, toBytes(name).split('/'), toBytes(target), followed)) {
    throw new ExpectedError(
      'archive',
      `the link ${shown} leads out of the folder that is packed, to ${plainLine(target, 200)}`,
      { hint: 'Put a copy of the file in its place: what lies elsewhere does not get into the archive.' },
    )
  }
  if (statSync(`${folder}/${name}`, { throwIfNoEntry: false }) !== undefined) return
  throw new ExpectedError('archive', `the link ${shown} leads to nothing`, {
    hint: 'Remove it, or commit what it names.',
  })
}
