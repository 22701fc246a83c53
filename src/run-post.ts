import { removeFolder } from './clean-up.ts'
import { removeContainers } from './engines/docker-cleanup.ts'
import { reclaim } from './engines/docker-reclaim.ts'
import { removeImages } from './engines/gpg.ts'
import { readState } from './state.ts'

/** A container that was being created when `main` was killed can appear late, so it is looked for more than once. */
const LOOKS = 3

/** The post step: removes what a killed run left. It fails no job: what it cannot remove becomes a warning. */
export async function cleanUp(): Promise<void> {
  const { warning } = await import('@actions/core')
  try {
    const state = readState()
    if (state === undefined) return
    const { problem } = await removeContainers(state.label, LOOKS)
    if (problem !== undefined) warning(`Containers of this run may be left: ${problem}`)
    if (state.decrypted.length > 0) await removeImages(state.decrypted)
    for (const folder of state.folders) {
      const left = await removeFolder(folder, (path) => reclaim(path, state.images, state.label))
      if (left !== undefined) warning(left)
    }
  } catch (error) {
    warning(`Cleaning up failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}
