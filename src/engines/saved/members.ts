import { type Member, showMember } from '../../archive/member.ts'
import { toBytes } from '../../files/byte-name.ts'
import type { LayerDigests } from './layer.ts'
import { refuseForged } from './refusal.ts'

/** A file of an archive. */
export interface SavedFile extends LayerDigests {
  readonly size: number
  /** Which file of the archive it is, from 0. */
  readonly order: number
  /** Its bytes, of a small one that may be JSON. */
  readonly json?: Buffer
}

/** What an archive holds by name, each name once. */
export interface Members {
  /** Notes a folder or link. Throws an ExpectedError where the name is taken, or lies below something that is no folder. */
  note(member: Member): void
  /** Notes a file, when it was read. */
  add(path: readonly string[], file: SavedFile): void
  /** The file that a manifest names; `docker save` before 25 has links for layers that come twice. */
  find(name: string): SavedFile | undefined
  /** A file with this digest, which is what containerd goes by, whatever its name. */
  findBlob(digest: string): SavedFile | undefined
}

type Node = 'folder' | 'file' | { readonly target: string }

/** More links than this on one way are a loop. */
const HOPS = 8
/** Bytes of a path or of a link's target, and names in a path: `docker save` has 75 and three, and a table of contents may name 500. */
const LONGEST = 1_000
const DEEPEST = 16
/** Bytes of all paths and targets that are kept, those of folders around a file among them. */
const MOST_KEPT = 64 * 1024 ** 2

/** Begins the list of what an archive holds, for whoever reads it member by member. */
export function createMembers(): Members {
  const nodes = new Map<string, Node>()
  const files = new Map<string, SavedFile>()
  const blobs = new Map<string, SavedFile>()
  let kept = 0
  const note = (path: readonly string[], node: Node) => {
    const target = typeof node === 'string' ? '' : node.target
    // Each folder on the way is kept by its own path: without an end these grow with the square of the path.
    if (path.length > DEEPEST || Math.max(path.join('/').length, target.length) > LONGEST)
      throw refuseForged(`holds ${showMember(path)}, whose path is too long`)
    kept += target.length
    for (let depth = 1; depth < path.length; depth++) place(path.slice(0, depth), 'folder')
    if (path.length > 0) place(path, node)
  }
  const place = (path: readonly string[], node: Node) => {
    const name = path.join('/')
    const before = nodes.get(name)
    if (before !== undefined && !(before === 'folder' && node === 'folder'))
      throw refuseForged(`holds ${showMember(name)} twice`)
    if (before === undefined) kept += name.length
    if (kept > MOST_KEPT) throw refuseForged('holds more names than the files of an image have')
    nodes.set(name, node)
  }
  return {
    note(member) {
      if (member.kind === 'hardlink') throw refuseForged(`holds the hard link ${showMember(member.path)}`)
      note(member.path, member.kind === 'symlink' ? { target: member.target } : member.kind)
    },
    add(path, file) {
      files.set(path.join('/'), file)
      blobs.set(file.digest, file)
    },
    findBlob: (digest) => blobs.get(digest),
    find(name) {
      let path = resolve([], toBytes(name))
      for (let hop = 0; path !== undefined && hop < HOPS; hop++) {
        const node = nodes.get(path.join('/'))
        if (node === 'file') return files.get(path.join('/'))
        if (node === undefined || node === 'folder') return undefined
        path = resolve(path.slice(0, -1), node.target)
      }
      return undefined
    },
  }
}

/** A path from a folder; undefined for one that leaves the archive. */
function resolve(folder: readonly string[], path: string): readonly string[] | undefined {
  if (path.startsWith('/')) return undefined
  const at = [...folder]
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') at.push(part)
    else if (at.pop() === undefined) return undefined
  }
  return at
}
