import { cleanerFor } from '../engines/open.ts'
import { removeFolder } from '../files/remove-folder.ts'
import { readState, readWaiting } from '../runner/state.ts'

/** A container that was being created when `main` was killed can appear late, so it is looked for more than once. */
const LOOKS = 3

/** The post step: removes what a killed run left. It fails no job: what it cannot remove becomes a warning. */
export async function cleanUp(): Promise<void> {
  const { warning } = await import('@actions/core')
  const failed = (what: string) => (error: unknown) =>
    warning(`${what}: ${error instanceof Error ? error.message : String(error)}`)
  await removeRest(warning).catch(failed('Cleaning up failed'))
  await endSignIn().catch(failed('The comment that asks for a sign-in is left as it is'))
}

async function removeRest(warn: (text: string) => void): Promise<void> {
  const state = readState()
  if (state === undefined) return
  const { label, images, decrypted, folders, engine } = state
  const cleaner = cleanerFor(engine ?? 'docker')
  if (engine !== undefined) {
    const { problem } = await cleaner.removeAll(label, LOOKS)
    if (problem !== undefined) warn(`Containers of this run may be left: ${problem}`)
  }
  // Apptainer keeps images as files, and these lie in a folder of the run.
  if (decrypted.length > 0 && (engine === 'docker' || engine === 'podman')) {
    const { removeImages } = await import('../engines/gpg.ts')
    await removeImages(decrypted, engine)
  }
  for (const folder of folders) {
    const left = await removeFolder(folder, (path) => cleaner.reclaim(path, images, label))
    if (left !== undefined) warn(left)
  }
}

/** A run that was killed while it waited for a sign-in left link and code on the pull request. */
async function endSignIn(): Promise<void> {
  if (!readWaiting()) return
  const [{ takeInputs }, { readRunner }, { readTrigger }, { endKilled }] = await Promise.all([
    import('../runner/inputs.ts'),
    import('../runner/runner.ts'),
    import('../runner/trigger.ts'),
    import('../lookup/sign-in.ts'),
  ])
  const trigger = readTrigger(process.env)
  if (trigger.kind === 'refused') return
  await endKilled({ inputs: takeInputs(process.env), runner: readRunner(process.env), trigger })
}
