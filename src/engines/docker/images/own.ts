import { setTimeout as sleep } from 'node:timers/promises'
import { runProcess } from '../../process/process.ts'
import { type Inspected, inspectImage } from '../inspect.ts'

/** To remove an image takes as long as its layers are large. */
const TIMEOUT = 60_000
/** Milliseconds. */
const A_MOMENT = 500
const BETWEEN_LOOKS = 1_000
/** No image has more layers. */
const DEEPEST = 500
/** A tar archive without members: what Docker makes an image without files from. */
const EMPTY = Buffer.alloc(1024)

/**
 * Takes away names that a run gave to images. An image that had no other goes with its name, and with it layers that a builder left
 * for it alone; one that has another name, or that a container still runs, stays. What is not there is no error. It looks `looks` times,
 * because an engine goes on with what it was given when whoever gave it was killed. Never throws.
 */
export async function removeNames(names: readonly string[], command: string, looks = 1): Promise<void> {
  for (let look = 0; names.length > 0 && look < looks; look++) {
    if (look > 0) await sleep(BETWEEN_LOOKS)
    await runProcess(command, ['image', 'rm', ...names], { timeout: TIMEOUT })
  }
  for (const kept of names.map(nameKept)) {
    const isThere = await inspectImage(command, kept).catch(() => undefined)
    if (isThere !== undefined) await leaveNameless(command, kept)
  }
}

/** By what an image is held that was here without a name, until the one of the run is gone: an engine removes nameless parents too. */
const nameKept = (own: string): string => `${own.replace(/:[^/:]*$/, '')}:kept`

/** Holds an image that was here without a name, so that it stays when `own` goes, whenever we are killed. */
export async function keepNameless(command: string, id: string, own: string): Promise<void> {
  await runProcess(command, ['tag', id, nameKept(own)], { timeout: TIMEOUT })
}

/** Holds it no longer: somebody else has given it a name meanwhile. */
export async function releaseNameless(command: string, own: string): Promise<void> {
  await runProcess(command, ['image', 'rm', nameKept(own)], { timeout: TIMEOUT })
}

/** Of an image and those that it was made from, the first that was here `before`, if that has no name but `own`. */
export async function findTheirs(
  command: string,
  found: Inspected,
  before: ReadonlySet<string>,
  own: string,
): Promise<string | undefined> {
  let image: Inspected | undefined = found
  for (let above = 0; image !== undefined && above < DEEPEST; above++) {
    if (before.has(image.Id)) return hasName(image, own) ? undefined : image.Id
    image = image.Parent ? await inspectImage(command, image.Parent) : undefined
  }
  return undefined
}

/** The one of these images that is here already, and has no name that would keep it when ours is taken away. */
export async function findNameless(command: string, ids: readonly string[]): Promise<string | undefined> {
  const look = async () => {
    const found = await Promise.all(ids.map((id) => inspectImage(command, id)))
    return found.find((image) => image !== undefined && !hasName(image))?.Id
  }
  if ((await look()) === undefined) return undefined
  // One that another run loads at this moment gets its name next.
  await sleep(A_MOMENT)
  return look()
}

/** Whether an image has a name besides `own`. */
export const hasName = ({ RepoTags, RepoDigests }: Inspected, own = ''): boolean =>
  [...(RepoTags ?? []), ...(RepoDigests ?? [])].some((name) => repositoryOf(name) !== repositoryOf(own))

const repositoryOf = (name: string) => name.replace(/(?:@.*|:[^/:]*)$/, '')

/** Takes our name from an image that was here without any, and leaves it as it was; Docker knows no such command. */
async function leaveNameless(command: string, name: string): Promise<void> {
  if (command === 'podman')
    return void (await runProcess(command, ['untag', name, name], { timeout: TIMEOUT }))
  async function* empty() {
    yield EMPTY
  }
  // Another image takes the name over, and goes with it.
  const taken = await runProcess(command, ['import', '-', name], { input: empty(), timeout: TIMEOUT })
  if (taken.code === 0) await removeNames([name], command)
}

/** The IDs of all images, those without a name among them. */
export async function listImages(command: string): Promise<ReadonlySet<string>> {
  const { stdout } = await runProcess(command, ['image', 'ls', '--all', '--quiet', '--no-trunc'], {
    timeout: TIMEOUT,
  })
  return new Set(stdout.split('\n').filter(Boolean))
}
