import { splitReference } from '../../containers/image-reference.ts'
import { ExpectedError } from '../../facts/error.ts'
import { known } from '../../facts/known.ts'
import { plainLine } from '../../words/text.ts'
import { parseAnswer } from '../answer.ts'
import type { Image } from '../engine.ts'
import { runProcess } from '../process/process.ts'
import { cleanDockerWords, isEngineSilent } from './words.ts'

const ANSWER_TIMEOUT = 20_000
/** A daemon that unpacks an image meanwhile takes its time to answer. */
const INSPECT_TIMEOUT = 60_000
/** An image may bear as many labels as its maker likes. */
const MOST = 8 * 1024 ** 2

/** What Docker knows of a local image. */
export interface Inspected {
  readonly Id: string
  readonly RepoDigests?: readonly string[] | null
  readonly RepoTags?: readonly string[] | null
  readonly Size?: number
  readonly Os?: string
  readonly Architecture?: string
  readonly Variant?: string
  /** What it was made from on this machine, if that is known. */
  readonly Parent?: string | null
  /** Of containerd's store alone: what its ID is the digest of, which is no configuration. */
  readonly Descriptor?: { readonly digest?: string } | null
}

/** What Docker knows of a local image; undefined when it is not there. Throws an ExpectedError where Docker does not say. */
export async function inspectImage(command: string, reference: string): Promise<Inspected | undefined> {
  // A Dockerfile and an archive may name an image like an option.
  const args = ['image', 'inspect', '--format', '{{json .}}', '--', reference]
  const { code, stdout, stderr } = await runProcess(command, args, { timeout: INSPECT_TIMEOUT, kept: MOST })
  if (code === null) throw untold(command, reference, `no answer within ${INSPECT_TIMEOUT / 1000} s`)
  if (code !== 0 && isEngineSilent(stderr)) throw engineSilent(command, stderr)
  if (code !== 0) return undefined
  const answer = parseAnswer(stdout) as Inspected | readonly Inspected[] | undefined
  if (answer === undefined) throw untold(command, reference, 'the answer is too long, or no JSON')
  // Podman gives a list, and the ID without its algorithm.
  const [found] = [answer].flat()
  return found && { ...found, Id: found.Id.includes(':') ? found.Id : `sha256:${found.Id}` }
}

/** An engine that is here and answers nothing: what images it has is not known, so none is missing. */
export const engineSilent = (command: string, stderr: string): ExpectedError =>
  new ExpectedError(
    'engine',
    `${command === 'docker' ? 'Docker' : 'Podman'} is here but does not answer: ${cleanDockerWords(stderr)}`,
    {
      code: 'engine-silent',
      hint: 'Start it anew on this machine and run the job again; the images that it has are not in question.',
    },
  )

const untold = (command: string, reference: string, reason: string) =>
  new ExpectedError(
    'engine',
    `${command} does not say what the image ${plainLine(reference)} is: ${reason}`,
    {
      hint: `Run \`${command} image inspect\` with this image on the runner; where nothing comes, restart the engine.`,
    },
  )

/** Whether the ID of an image is the digest of its manifest: containerd's store, Docker's own from 29 on, goes by that. */
export const isKeptByManifest = ({ Id, Descriptor }: Inspected): boolean => Descriptor?.digest === Id

/** An image that was built or loaded here: its tag may be another's by the time that it is run. */
export const describeOwn = (found: Inspected, configDigest: string = found.Id): Image =>
  known({ runBy: found.Id, configDigest, bytes: found.Size, platform: readPlatform(found) })

/** What an image says it is for; `FROM scratch` may leave it out. */
export const readPlatform = ({ Os, Architecture, Variant }: Inspected): string | undefined =>
  [Os, Architecture].every((part) => PART.test(part ?? ''))
    ? [Os, Architecture, ...(PART.test(Variant ?? '') ? [Variant] : [])].join('/')
    : undefined

const PART = /^[\w.-]{1,50}$/

/** The digest under the repository of the reference: an image may have been pulled under several names. */
export function findDigest(reference: string, repoDigests: readonly string[]): string | undefined {
  const { name, digest: pinned } = splitReference(reference)
  if (pinned !== undefined) return pinned
  const repository = familiar(name)
  return repoDigests
    .map((entry) => entry.split('@'))
    .find(([other]) => other !== undefined && familiar(other) === repository)?.[1]
}

/** Docker leaves out the registry and namespace of Docker Hub. */
const familiar = (repository: string) =>
  repository.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '')

/** The layers of all images that Docker or Podman has, by the digests of what they unpack to; none where it does not say. */
export async function readLocalLayers(command: string): Promise<ReadonlySet<string>> {
  const options = { timeout: ANSWER_TIMEOUT }
  const listed = await runProcess(command, ['image', 'ls', '--quiet', '--no-trunc'], options)
  const ids = [...new Set(listed.stdout.split('\n').filter(Boolean))]
  if (listed.code !== 0 || ids.length === 0) return new Set()
  const args = ['image', 'inspect', '--format', '{{range .RootFS.Layers}}{{println .}}{{end}}', ...ids]
  const { stdout } = await runProcess(command, args, options)
  return new Set(stdout.split('\n').filter(Boolean))
}
