import { isPinned, splitReference } from '../../containers/image-reference.ts'
import type { Build } from '../../facts/build.ts'
import { ExpectedError } from '../../facts/error.ts'
import { known } from '../../facts/known.ts'
import { parseReference } from '../../registry/reference.ts'
import { isLoopback } from '../../words/loopback.ts'
import { plainLine } from '../../words/text.ts'
import { type GiveArchive, loadImage } from '../docker/images/load.ts'
import type { PullOptions } from '../docker/images/pull.ts'
import { openDockerImages } from '../docker/images.ts'
import { describeOwn, engineSilent, type Inspected, inspectImage } from '../docker/inspect.ts'
import { cleanDockerWords, isEngineSilent } from '../docker/words.ts'
import type { Image, ImageKeeper } from '../engine.ts'
import { imageFailure } from '../image-failure.ts'
import { runProcess } from '../process/process.ts'
import { askRegistry, type Pull } from '../pull-size.ts'
import { withRetries } from '../retries.ts'
import { withCopy } from '../saved/write.ts'
import { checkPodmanBuild } from './build-wall.ts'
import type { Podman } from './info.ts'

/** Having images with Podman, which is having them with Docker but for what its registries and digests mean. */
export const openPodmanImages = (command: string, podman: Pick<Podman, 'version' | 'store'>): ImageKeeper =>
  openDockerImages(command, async () => podman.store, {
    pullImage: pullPodmanImage,
    expectPull: expectPodmanPull,
    checkBuild: (build) => checkPodmanBuild(command, podman, build).catch(onDockerfile(build)),
    loadImage: (client, archive, options) => loadImage(client, archive, options, giveCopy),
  })

/** What is wrong with a Dockerfile is told on it, whatever its name is. */
const onDockerfile =
  ({ dockerfile }: Build) =>
  (error: unknown) => {
    if (!(error instanceof ExpectedError) || error.kind !== 'build') throw error
    const { kind, message, hint, code } = error
    throw new ExpectedError(kind, message, { hint, code, cause: error, place: { file: dockerfile } })
  }

/** What Podman is given on its standard input it would copy to a place of its own. */
const giveCopy: GiveArchive = (command, input, checked, { as, limits, folder, signal }) =>
  withCopy(input, checked, { as, limits, folder }, (copy) =>
    runProcess(command, ['load', '--quiet', '--input', copy], { signal }),
  )

/**
 * Gets an image by reference. Podman notes digests for images that were never in a registry too, so the registry is asked:
 * a local image that is the same as the registry's is used, and so is one that is pinned by digest or was built under this
 * short name; all others are pulled as MedPerf's client pulls them, because a tag may have moved.
 */
export async function pullPodmanImage(
  command: string,
  reference: string,
  options: PullOptions,
): Promise<Image> {
  const { signal, warn } = options
  const { full, isPlain } = fullName(reference)
  const local = await findImage(command, reference)
  const pinned = /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1]
  if (local !== undefined && pinned !== undefined) return describe(local, pinned)
  if (local !== undefined && !isNamed(local, full)) return describe(local)
  const digest = local && (await askDigest(full, local, signal))
  if (local !== undefined && digest !== undefined) return describe(local, digest)

  const args = ['pull', '--quiet', ...(isPlain ? ['--tls-verify=false'] : []), full]
  const pulled = await withRetries(() => runProcess(command, args, { signal }), options)
  signal.throwIfAborted()
  const now = pulled.code === 0 ? await inspectImage(command, full) : undefined
  const shown = plainLine(reference)
  if (now !== undefined) {
    if (local !== undefined && local.Id !== now.Id)
      warn(`The registry's ${shown} has replaced another image of that name on this machine.`)
    return describe(now, pinned ?? (await askDigest(full, now, signal)) ?? findOnlyDigest(now, full))
  }
  if (isEngineSilent(pulled.stderr)) throw engineSilent(command, pulled.stderr)
  const reason = cleanDockerWords(pulled.stderr)
  if (local === undefined) throw imageFailure(`the image ${shown} cannot be had: ${reason}`, reason)
  warn(`The image ${shown} could not be pulled (${reason}); the copy of this machine is used.`)
  return describe(local)
}

/** The pull that `pullPodmanImage` will make; undefined where it makes none. */
export async function expectPodmanPull(command: string, reference: string): Promise<Pull | undefined> {
  const { full } = fullName(reference)
  const local = await findImage(command, reference)
  if (local === undefined) return { reference: full }
  if (isPinned(reference) || !isNamed(local, full)) return undefined
  const digest = findOnlyDigest(local, full)
  const isHere: Pull['isHere'] = ({ configDigest }) => configDigest === local.Id
  return known({ reference: full, digest, isHere })
}

const findImage = async (command: string, reference: string): Promise<Inspected | undefined> =>
  (await inspectImage(command, fullName(reference).full)) ?? (await inspectImage(command, reference))

/** What was built under a short name has no full one. */
const isNamed = ({ RepoTags }: Inspected, full: string) => (RepoTags ?? []).includes(full)

/** A reference as Docker understands it: without a registry it is of Docker Hub, which Podman does not assume. */
function fullName(reference: string): { readonly full: string; readonly isPlain: boolean } {
  const { host, repository, version, isHub } = parseReference(reference)
  const address = URL.parse(`https://${host}`)
  return {
    full: `${isHub ? 'docker.io' : host}/${repository}${version.includes(':') ? '@' : ':'}${version}`,
    // Docker speaks plain http to a registry on this machine, and to no other.
    isPlain: address !== null && isLoopback(address),
  }
}

/** What the reference points at in its registry, if that is the image of this machine. */
async function askDigest(
  reference: string,
  { Id }: Inspected,
  signal: AbortSignal,
): Promise<string | undefined> {
  const manifest = await askRegistry(reference, signal)
  return manifest?.configDigest === Id ? manifest.digest : undefined
}

/** Podman notes every digest of an image under each of its names, so only a single one is sure. */
function findOnlyDigest({ RepoDigests }: Inspected, full: string): string | undefined {
  const { name } = splitReference(full)
  const digests = (RepoDigests ?? []).filter((entry) => entry.startsWith(`${name}@`))
  return digests.length === 1 ? digests[0]?.slice(name.length + 1) : undefined
}

const describe = (found: Inspected, registryDigest?: string): Image =>
  known({ ...describeOwn(found), registryDigest })
