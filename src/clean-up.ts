import { chmodSync, lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Has an engine make us the owner of everything below a folder. */
export type Reclaim = (folder: string) => Promise<void>

/**
 * Removes a folder with all that containers left in it: read-only folders are opened, files of another user are taken
 * back first. Gives a sentence when something stays, and never throws.
 */
export async function removeFolder(
  folder: string,
  reclaim: Reclaim = async () => {},
): Promise<string | undefined> {
  if (remove(folder) === undefined) return undefined
  openFolders(folder)
  if (remove(folder) === undefined) return undefined
  await reclaim(folder)
  openFolders(folder)
  const reason = remove(folder)
  return reason === undefined ? undefined : `${folder} could not be removed (${reason}); remove it by hand.`
}

function remove(folder: string): string | undefined {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function openFolders(path: string): void {
  try {
    if (!lstatSync(path).isDirectory()) return
    chmodSync(path, 0o700)
    for (const name of readdirSync(path)) openFolders(join(path, name))
  } catch {
    // Not ours: the engine takes it back.
  }
}
