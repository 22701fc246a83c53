import type { Guard } from './limits.ts'
import { badArchive, leavingLink, showMember } from './member.ts'

/** What has been unpacked so far, in memory: decisions about links never depend on the file system. */
export type Node = Folder | File | Link

export interface Folder {
  readonly kind: 'folder'
  readonly children: Map<string, Node>
}

export interface File {
  readonly kind: 'file'
  sha256: string
}

export interface Link {
  readonly kind: 'symlink'
  readonly target: string
}

export const newFolder = (): Folder => ({ kind: 'folder', children: new Map() })

/** As Linux: more links than this on one way are a loop. */
const HOPS = 40

/** The node at a path; undefined where there is none, or only by way of a link. */
export function findEntry(root: Folder, path: readonly string[]): Node | undefined {
  let node: Node | undefined = root
  for (const name of path) {
    if (node?.kind !== 'folder') return undefined
    node = node.children.get(name)
  }
  return node
}

/**
 * Whether a link at `path` stays below the root, whatever links its target passes through. A target that does not exist,
 * or a loop, stays inside: it leads nowhere.
 */
export function staysInside(
  root: Folder,
  path: readonly string[],
  target: string,
  followed: Guard['followed'],
): boolean {
  /** The nodes of the way, from below the root down; undefined for what does not exist. */
  const way = nodesAbove(root, path)
  const left = target.split('/').reverse()
  followed(way.length + left.length)
  let hops = 0
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (name === '' || name === '.') continue
    if (name === '..') {
      if (way.length === 0) return false
      way.pop()
      continue
    }
    const parent = way.length === 0 ? root : way.at(-1)
    const node = parent?.kind === 'folder' ? parent.children.get(name) : undefined
    if (node?.kind !== 'symlink') {
      way.push(node)
      continue
    }
    hops += 1
    if (hops > HOPS) return true
    const next = node.target.split('/').reverse()
    followed(next.length)
    left.push(...next)
  }
  return true
}

function nodesAbove(root: Folder, path: readonly string[]): (Node | undefined)[] {
  let node: Node | undefined = root
  return path.slice(0, -1).map((name) => {
    node = node?.kind === 'folder' ? node.children.get(name) : undefined
    return node
  })
}

/** Checks all links once more: what they pass through may have become a link after them. */
export function checkLinks(root: Folder, { followed }: Pick<Guard, 'followed'>): void {
  for (const [path, node] of walk(root)) {
    if (node.kind === 'symlink' && !staysInside(root, path.split('/'), node.target, followed)) {
      throw leavingLink(showMember(path), node.target)
    }
  }
}

/** The hashes of all files, by their paths below the root. */
export function listHashes(root: Folder): Map<string, string> {
  const hashes = new Map<string, string>()
  for (const [path, node] of walk(root)) {
    if (node.kind === 'file') hashes.set(path, node.sha256)
  }
  return hashes
}

function* walk(root: Folder): Generator<readonly [path: string, node: File | Link]> {
  const waiting: (readonly [prefix: string, folder: Folder])[] = [['', root]]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [prefix, folder] = next
    for (const [name, node] of folder.children) {
      if (node.kind === 'folder') waiting.push([`${prefix}${name}/`, node])
      else yield [prefix + name, node]
    }
  }
}

/** The failure for a member below something that is not a folder. */
export function notAFolder(path: readonly string[], depth: number, node: File | Link): Error {
  const parent = showMember(path.slice(0, depth + 1))
  return badArchive(
    `${showMember(path)} lies below ${parent}, which is a ${node.kind === 'file' ? 'file' : 'link'}`,
    'Pack the folder anew: an archive must not write through its own links.',
  )
}
