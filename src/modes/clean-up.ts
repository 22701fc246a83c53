import type { Cleaner } from '../engines/open.ts'
import type { EngineCommand } from '../facts/engine-command.ts'
import { type Reclaim, removeFolder } from '../files/remove-folder.ts'
import type { ContainersLeft, Desk, Leftovers } from '../job/desk.ts'
import type { ToldPlace } from '../tell/merge.ts'

/** What a run left. */
export interface Rest {
  readonly desk: Desk
  /** What it wrote down before it made it; undefined where it cleared up itself. */
  readonly readLeftovers: () => Leftovers | undefined
  /** Where address and code of a sign-in are still shown. */
  readonly readSignIn: () => Promise<{ readonly place: ToldPlace; readonly code: string } | undefined>
}

/** A container that was being created when `main` was killed can appear late, so it is looked for more than once. */
const LOOKS = 3

/**
 * The post step: removes what a killed run left; `openCleaner` knows what ran its containers, where it may have had some. It
 * fails no job: what it cannot remove becomes a warning.
 */
export async function cleanUp(
  { desk, readLeftovers, readSignIn }: Rest,
  openCleaner?: (command: EngineCommand) => Cleaner,
): Promise<void> {
  const failed = (what: string) => (error: unknown) =>
    desk.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`)
  await removeRest(desk, readLeftovers, openCleaner).catch(failed('Cleaning up failed'))
  await endSignIn(desk, readSignIn).catch(failed('The comment that asks for a sign-in is left as it is'))
}

async function removeRest(
  desk: Desk,
  readLeftovers: Rest['readLeftovers'],
  openCleaner: ((command: EngineCommand) => Cleaner) | undefined,
): Promise<void> {
  const left = readLeftovers()
  if (left === undefined) return
  const { folders, containers } = left
  const cleaner = containers && openCleaner?.(containers.engine)
  const takeBack = containers && cleaner && (await removeContainers(desk, containers, cleaner))
  for (const folder of [folders.work, folders.report]) {
    const problem = await removeFolder(folder, takeBack)
    if (problem !== undefined) desk.warn(problem)
  }
  // Files of a foreign user are given back by a container of one of them.
  if (containers !== undefined) await cleaner?.removeImages(containers.names)
}

/** Gives what makes the files of a foreign user one's own, which takes a container more. */
async function removeContainers(
  desk: Desk,
  { label, images }: ContainersLeft,
  cleaner: Cleaner,
): Promise<Reclaim> {
  const { problem } = await cleaner.removeAll(label, LOOKS)
  if (problem !== undefined) desk.warn(`Containers of this run may be left: ${problem}`)
  return (folder) => cleaner.reclaim(folder, images, label)
}

/** A run that was killed while it waited for a sign-in left address and code on the pull request. */
async function endSignIn(desk: Desk, readSignIn: Rest['readSignIn']): Promise<void> {
  const shown = await readSignIn()
  if (shown === undefined) return
  const { endKilled } = await import('../tell/sign-in.ts')
  await endKilled(shown.place, shown.code, desk)
}
