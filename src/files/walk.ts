import { type Dirent, readdirSync } from 'node:fs'
import { onDisk } from './byte-name.ts'
import { type DiskEntry, type Held, hold, locateBelow } from './held.ts'

/** Something below a folder that is walked. */
export interface Walked extends DiskEntry {
  readonly kind: 'folder' | 'file' | 'link' | 'other'
}

interface Opened {
  readonly folder: Held
  readonly entries: Dirent[]
}

export interface WalkOptions {
  /** What is thrown for an error of the system, by the path that it is about. */
  readonly explain: (path: string, error: unknown) => unknown
  /** Names of what is left out, with all that is in it. */
  readonly leaveOut?: (name: string) => boolean
  /** What is in a folder comes in the order of the bytes of its names; else as the system has it. */
  readonly inOrder?: boolean
}

/**
 * All that is below a folder, each folder before what is in it, no link followed but one to the top itself. As long as an
 * entry is looked at, the folders around it are held.
 */
export function* walkFolder(top: DiskEntry, options: WalkOptions): Generator<Walked, void> {
  const { explain, leaveOut } = options
  const open: Opened[] = [enter(top, options, true)]
  try {
    for (let here = open.at(-1); here !== undefined; here = open.at(-1)) {
      const dirent = here.entries.pop()
      if (dirent === undefined) {
        here.folder[Symbol.dispose]()
        open.pop()
        continue
      }
      if (leaveOut?.(dirent.name)) continue
      const entry = locate(here.folder, dirent.name, explain)
      yield { ...entry, kind: kindOf(dirent) }
      if (dirent.isDirectory()) open.push(enter(entry, options))
    }
  } finally {
    for (const { folder } of open) folder[Symbol.dispose]()
  }
}

function locate(folder: Held, name: string, explain: WalkOptions['explain']): DiskEntry {
  try {
    return locateBelow(folder, name)
  } catch (error) {
    throw explain(`${folder.path}/${name}`, error)
  }
}

function enter(entry: DiskEntry, { explain, inOrder = false }: WalkOptions, follow = false): Opened {
  let folder: Held | undefined
  try {
    folder = hold(entry, { follow })
    const entries = readdirSync(onDisk(folder.at), { withFileTypes: true, encoding: 'latin1' })
    // They are taken from the end.
    return { folder, entries: inOrder ? entries.sort((a, b) => (a.name < b.name ? 1 : -1)) : entries }
  } catch (error) {
    folder?.[Symbol.dispose]()
    throw explain(entry.path, error)
  }
}

function kindOf(dirent: Dirent): Walked['kind'] {
  if (dirent.isDirectory()) return 'folder'
  if (dirent.isSymbolicLink()) return 'link'
  return dirent.isFile() ? 'file' : 'other'
}
