import { StepFailure } from '../../facts/failure.ts'
import { plainLine } from '../../words/text.ts'
import type { Image } from '../engine.ts'
import { runProcess } from '../process.ts'
import type { Pull } from '../pull-size.ts'
import { withRetries } from './retries.ts'
import { dockerWords } from './words.ts'

/** What Docker knows of a local image. */
export interface Inspected {
  readonly Id: string
  readonly RepoDigests?: readonly string[] | null
  readonly RepoTags?: readonly string[] | null
  readonly Size?: number
}

export interface PullOptions {
  readonly signal: AbortSignal
  readonly warn: (message: string) => void
  /** Milliseconds before each further try. */
  readonly delays?: readonly number[]
}

/** What Docker knows of a local image; undefined when it is not there. */
export async function inspectImage(command: string, reference: string): Promise<Inspected | undefined> {
  const { getExecOutput } = await import('@actions/exec')
  const { exitCode, stdout } = await getExecOutput(
    command,
    ['image', 'inspect', '--format', '{{json .}}', reference],
    { silent: true, ignoreReturnCode: true },
  )
  if (exitCode !== 0) return undefined
  // Podman gives a list, and the ID without its algorithm.
  const [found] = [JSON.parse(stdout) as Inspected | readonly Inspected[]].flat()
  return found && { ...found, Id: found.Id.includes(':') ? found.Id : `sha256:${found.Id}` }
}

/**
 * Gets an image by reference. One that was built here and never pushed has no digest under this name and is used as it
 * is, and so is one that is pinned by digest; all others are pulled as MedPerf's client pulls them, because a tag may
 * have moved.
 */
export async function pullImage(command: string, reference: string, options: PullOptions): Promise<Image> {
  const { signal, warn } = options
  const local = await inspectImage(command, reference)
  if (local !== undefined && isKept(reference, local)) return toImage(reference, local)
  const pulled = await withRetries(
    () => runProcess(command, ['pull', '--quiet', reference], { signal }),
    options,
  )
  signal.throwIfAborted()
  const now = pulled.code === 0 ? await inspectImage(command, reference) : undefined
  if (now !== undefined) return toImage(reference, now)
  const reason = dockerWords(pulled.stderr)
  if (local === undefined)
    throw imageFailure(`the image ${plainLine(reference)} cannot be had: ${reason}`, reason)
  warn(`The image ${plainLine(reference)} could not be pulled (${reason}); the copy of this machine is used.`)
  // Which digest the registry has now is not known.
  return toImage(reference, { ...local, RepoDigests: [] })
}

/** The pull that `pullImage` will make; undefined where it makes none. */
export async function expectPull(command: string, reference: string): Promise<Pull | undefined> {
  const local = await inspectImage(command, reference)
  if (local === undefined) return { reference }
  if (isKept(reference, local)) return undefined
  const digest = digestOf(reference, local.RepoDigests ?? [])
  return {
    reference,
    ...(digest === undefined ? {} : { digest }),
    isHere: ({ configDigest }) => configDigest === local.Id,
  }
}

/** Pinned by digest, or built here and never pushed. */
const isKept = (reference: string, { RepoDigests }: Inspected) =>
  reference.includes('@sha256:') || digestOf(reference, RepoDigests ?? []) === undefined

/** An image that was built or loaded here: its tag may be another's by the time that it is run. */
export const ownImage = (found: Inspected): Image => toImage(found.Id, { ...found, RepoDigests: [] })

/** An Image of what Docker knows under a reference. */
export function toImage(reference: string, { Id, RepoDigests, Size }: Inspected): Image {
  const digest = digestOf(reference, RepoDigests ?? [])
  return {
    reference,
    id: Id,
    ...(digest === undefined ? {} : { digest }),
    ...(Size === undefined ? {} : { bytes: Size }),
  }
}

/** The digest under the repository of the reference: an image may have been pulled under several names. */
export function digestOf(reference: string, repoDigests: readonly string[]): string | undefined {
  const [name = '', pinned] = reference.split('@')
  if (pinned !== undefined) return pinned
  const repository = familiar(name.replace(/:[^/:]*$/, ''))
  return repoDigests
    .map((entry) => entry.split('@'))
    .find(([other]) => other !== undefined && familiar(other) === repository)?.[1]
}

/** Docker leaves out the registry and namespace of Docker Hub. */
const familiar = (repository: string) =>
  repository.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '')

/** A StepFailure of an image that could not be had, with what to do about this reason. */
export function imageFailure(message: string, reason: string): StepFailure {
  const [kind, hint] = HINTS.find(([pattern]) => pattern.test(reason))?.[1] ?? ['image', OTHERWISE]
  return new StepFailure(kind, message, hint)
}

const OTHERWISE =
  'Check the name and tag, and that this machine reaches the registry; or build the image before this step.'

const HINTS: readonly (readonly [RegExp, readonly ['image' | 'disk-full', string]])[] = [
  [
    /no space left on device/i,
    ['disk-full', 'Free disk space before this step, or use a runner with a larger disk.'],
  ],
  [
    /toomanyrequests|rate limit/i,
    ['image', 'Docker Hub limits anonymous pulls: log in with docker/login-action before this step.'],
  ],
  [
    /manifest unknown|manifest for .* not found|no such (?:manifest|image)/i,
    ['image', 'Check name and tag, and that the image was pushed.'],
  ],
  [
    /denied|unauthorized|authentication/i,
    [
      'image',
      'Check the name; if the image is private, log in before this step. Hospitals must be able to pull it too.',
    ],
  ],
  [
    /no matching manifest/i,
    ['image', 'Build the image for this processor too (docker buildx build --platform).'],
  ],
]
