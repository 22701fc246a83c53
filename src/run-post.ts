import { removeFolder } from './clean-up.ts'
import { cleanerFor } from './engines/open.ts'
import { readState } from './state.ts'

/** A container that was being created when `main` was killed can appear late, so it is looked for more than once. */
const LOOKS = 3

/** The post step: removes what a killed run left. It fails no job: what it cannot remove becomes a warning. */
export async function cleanUp(): Promise<void> {
  const { warning } = await import('@actions/core')
  try {
    const state = readState()
    if (state === undefined) return
    const { label, images, decrypted, folders, engine } = state
    const cleaner = cleanerFor(engine ?? 'docker')
    if (engine !== undefined) {
      const { problem } = await cleaner.removeAll(label, LOOKS)
      if (problem !== undefined) warning(`Containers of this run may be left: ${problem}`)
    }
    // Apptainer keeps images as files, and these lie in a folder of the run.
    if (decrypted.length > 0 && (engine === 'docker' || engine === 'podman')) {
      const { removeImages } = await import('./engines/gpg.ts')
      await removeImages(decrypted, engine)
    }
    for (const folder of folders) {
      const left = await removeFolder(folder, (path) => cleaner.reclaim(path, images, label))
      if (left !== undefined) warning(left)
    }
  } catch (error) {
    warning(`Cleaning up failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}
