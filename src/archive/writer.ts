import { createHash, hash as digest, type Hash } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  openSync,
  statSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs'
import { readCode } from '../facts/error.ts'
import { onDisk, toBytes } from '../files/byte-name.ts'
import { writeAll } from '../files/disk.ts'
import { isLfsPointer, mayBeLfsPointer } from '../files/lfs/pointer.ts'
import type { Guard } from './limits.ts'
import { badArchive, leavingLink, type Member, showMember } from './member.ts'
import { type File, type Folder, findEntry, newFolder, notAFolder, staysInside } from './tree.ts'

// O_EXCL and O_NOFOLLOW: never through a link, never into a file that is there already.
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW

/** A file that is being written. */
export interface OpenFile {
  write(chunk: Uint8Array): void
  end(): void
}

export interface Writer {
  readonly root: Folder
  /** Writes a member that has no data. */
  add(member: Exclude<Member, { kind: 'file' }>): void
  open(member: Extract<Member, { kind: 'file' }>): OpenFile
  /** Closes a file that was left unfinished. */
  close(): void
}

/**
 * Writes members below `folder`, which must exist and belong to nobody else. A member that comes twice replaces the
 * first, unless one of them is a folder. Owners, times, setuid and setgid are not kept, and everything is readable and writable for us.
 */
export function createWriter(folder: string, guard: Guard): Writer {
  const base = toBytes(folder)
  const root = newFolder()
  let unfinished: number | undefined
  const diskPath = (path: readonly string[]) => onDisk(`${base}/${path.join('/')}`)

  /** The folder that a member lies in; made where the archive does not mention it. */
  const parentOf = (path: readonly string[]): Folder => {
    let parent = root
    for (let depth = 0; depth < path.length - 1; depth += 1) {
      const name = path[depth] as string
      const child = parent.children.get(name)
      if (child?.kind === 'folder') parent = child
      else if (child !== undefined) throw notAFolder(path, depth, child)
      else {
        guard.entry()
        parent = makeFolder(path.slice(0, depth + 1), parent, 0o755)
      }
    }
    return parent
  }

  const makeFolder = (path: readonly string[], parent: Folder, mode: number): Folder => {
    mkdirSync(diskPath(path), folderMode(mode))
    const made = newFolder()
    parent.children.set(path.at(-1) as string, made)
    return made
  }

  /** Takes away what an earlier member of the same name has left. */
  const clear = (path: readonly string[], parent: Folder) => {
    const name = path.at(-1) as string
    const old = parent.children.get(name)
    if (old === undefined) return
    if (old.kind === 'folder') throw twoKinds(path)
    unlinkSync(diskPath(path))
    parent.children.delete(name)
  }

  const addFolder = (path: readonly string[], mode: number) => {
    if (path.length === 0) return
    const parent = parentOf(path)
    const old = parent.children.get(path.at(-1) as string)
    if (old?.kind === 'folder') {
      chmodSync(diskPath(path), folderMode(mode))
      return
    }
    if (old?.kind === 'file') throw twoKinds(path)
    clear(path, parent)
    makeFolder(path, parent, mode)
  }

  const addSymlink = (path: readonly string[], target: string) => {
    const parent = parentOf(path)
    if (!staysInside(root, path, target, guard.followed)) throw leavingLink(showMember(path), target)
    clear(path, parent)
    symlinkSync(onDisk(target), diskPath(path))
    parent.children.set(path.at(-1) as string, { kind: 'symlink', target })
  }

  const addHardLink = (path: readonly string[], target: readonly string[]) => {
    const parent = parentOf(path)
    const found = findEntry(root, target)
    if (found !== undefined && found === findEntry(root, path)) return
    if (found?.kind === 'symlink') return addSymlink(path, found.target)
    clear(path, parent)
    if (found?.kind !== 'file' || findEntry(root, target) !== found) throw brokenHardLink(path, target)
    link(diskPath(target), diskPath(path), (size) => guard.file(size))
    parent.children.set(path.at(-1) as string, found)
  }

  return {
    root,
    add(member) {
      guard.entry()
      guard.name(lengthOf(member.path) + (member.kind === 'symlink' ? member.target.length : 0))
      if (member.kind === 'folder') addFolder(member.path, member.mode)
      else if (member.kind === 'symlink') addSymlink(member.path, member.target)
      else addHardLink(member.path, member.target)
    },
    open({ path, mode, size }) {
      guard.entry()
      guard.name(lengthOf(path))
      guard.file(size)
      const parent = parentOf(path)
      clear(path, parent)
      const descriptor = openSync(diskPath(path), CREATE, (mode & 0o777) | 0o600)
      unfinished = descriptor
      const node: File = { kind: 'file', sha256: '' }
      parent.children.set(path.at(-1) as string, node)
      return writeAndHash(descriptor, size, (sha256, small) => {
        node.sha256 = sha256
        closeSync(descriptor)
        unfinished = undefined
        if (small !== undefined && isLfsPointer(small)) throw pointer(path)
      })
    },
    close() {
      if (unfinished !== undefined) closeSync(unfinished)
      unfinished = undefined
    },
  }
}

const folderMode = (mode: number) => (mode & 0o777) | 0o700

/** Hashes a file on its way to the disk: at once where it comes in one piece, which is several times faster. */
function writeAndHash(
  descriptor: number,
  size: number,
  done: (sha256: string, small?: Uint8Array) => void,
): OpenFile {
  let hash: Hash | undefined
  let whole: string | undefined
  let small = mayBeLfsPointer(size) ? Buffer.alloc(0) : undefined
  return {
    write(chunk) {
      writeAll(descriptor, chunk)
      small = small && Buffer.concat([small, chunk])
      if (chunk.length === size) whole = digest('sha256', chunk)
      else hash = (hash ?? createHash('sha256')).update(chunk)
    },
    end: () => done(whole ?? hash?.digest('hex') ?? digest('sha256', ''), small),
  }
}

const lengthOf = (path: readonly string[]) => path.reduce((sum, name) => sum + name.length + 1, 0)

function link(target: string | Buffer, path: string | Buffer, copied: (size: number) => void): void {
  try {
    linkSync(target, path)
  } catch (error) {
    // Some file systems know no hard links, and all have a most of them for one file.
    const code = readCode(error)
    if (code !== 'EMLINK' && code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw error
    copied(statSync(target).size)
    copyFileSync(target, path, constants.COPYFILE_EXCL)
  }
}

const pointer = (path: readonly string[]): Error =>
  badArchive(`${showMember(path)} in the archive is a Git LFS pointer, not the file itself`, PACKED_HINT)

const PACKED_HINT = 'Pack a folder that was checked out with Git LFS (`git lfs pull`).'

/** Python makes neither a folder where a file is, nor anything else where a folder is. */
const twoKinds = (path: readonly string[]) =>
  badArchive(
    `${showMember(path)} is a folder in the archive, and something else as well`,
    'Leave one of them out; a volume label counts as a file of that name.',
  )

function brokenHardLink(path: readonly string[], target: readonly string[]): Error {
  return badArchive(
    `the hard link ${showMember(path)} names ${showMember(target)}, which is no file before it in the archive`,
    'Pack the folder anew; `tar --hard-dereference` stores a copy instead of the link.',
  )
}
