import { randomBytes } from 'node:crypto'
import { chmodSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { onDisk, toBytes } from './byte-name.ts'
import { hold, locateEntry } from './held.ts'

/** Has an engine make us the owner of everything below a folder. */
export type Reclaim = (folder: string) => Promise<unknown>

/**
 * Removes a folder with all that containers left in it: read-only folders are opened, files of another user are taken
 * back first. Gives a sentence when something stays, and never throws.
 */
export async function removeFolder(
  folder: string,
  reclaim: Reclaim = async () => {},
): Promise<string | undefined> {
  if (remove(folder, 0) === undefined) return undefined
  openFolders(folder)
  if (remove(folder) === undefined) return undefined
  await reclaim(folder)
  openFolders(folder)
  const reason = remove(folder)
  return reason === undefined ? undefined : `${folder} could not be removed (${reason}); remove it by hand.`
}

function remove(folder: string, maxRetries = 3): string | undefined {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries })
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Levels below the folder, after which what follows is brought nearer: removing it holds a file open for each level. */
const FAR = 50

/** Makes all folders below one ours to enter; names are bytes here, because any is a name. Links are not followed. */
function openFolders(folder: string): void {
  const top = toBytes(resolve(folder))
  const waiting = [{ path: top, level: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, level } = next
    try {
      // By its descriptor: in its place a process that is still there could put a link to a folder of the machine.
      using held = hold(locateEntry(path))
      if (!held.stats.isDirectory()) continue
      chmodSync(onDisk(held.at), 0o700)
      const here = level < FAR ? next : { path: bringNearer(path, top), level: 1 }
      for (const entry of readdirSync(onDisk(here.path), { withFileTypes: true, encoding: 'latin1' }))
        if (entry.isDirectory()) waiting.push({ path: `${here.path}/${entry.name}`, level: here.level + 1 })
    } catch {
      // Not ours: the engine takes it back.
    }
  }
}

function bringNearer(path: string, top: string): string {
  const near = `${top}/${randomBytes(16).toString('hex')}`
  renameSync(onDisk(path), onDisk(near))
  return near
}
