import { join, relative, sep } from 'node:path'
import type { Benchmark, Component, NamedSource } from '../../benchmark/benchmark.ts'
import { isAsset } from '../../containers/support.ts'
import type { Coming, Image } from '../../engines/engine.ts'
import { nameOwn } from '../../engines/own-names.ts'
import { ExpectedError } from '../../facts/error.ts'
import { known } from '../../facts/known.ts'
import { collectParts, expectPart, nameRole, type Role } from '../../facts/role.ts'
import { fetchFile } from '../../fetch/file.ts'
import { hashFile } from '../../files/hash-file.ts'
import { findRealPath } from '../../files/real-path.ts'
import { quoteName } from '../../words/text.ts'
import type { Context } from '../context.ts'
import { blameSource } from '../files/blame.ts'
import { asHosted } from '../files/hosting.ts'
import type { Recording } from '../recording.ts'
import { withoutGit } from './build-context.ts'
import { type ImageFile, loadEncrypted } from './decrypt.ts'
import { checkFormat } from './format.ts'
import { expectRunnable } from './platform.ts'
import { expectRegistered } from './registration.ts'

/** An image, and the SHA-256 of the file that it was loaded from; of an asset there is neither. */
export interface GotImage {
  readonly image?: Image
  readonly file?: string
}

/** Gets the image of a container: built from this change, loaded from a file, or by its registry reference; an asset has none. */
export async function getImage(role: Role, context: Context, recording: Recording): Promise<GotImage> {
  const got = await findImage(role, context, recording)
  if (got.image !== undefined) {
    context.imageCame?.(got.image, role)
    await expectRunnable(got.image, expectPart(context.benchmark.components, role), context)
  }
  return got
}

async function findImage(role: Role, context: Context, recording: Recording): Promise<GotImage> {
  const { engine, signal, benchmark, label, limits, folders } = context
  const component = expectPart(benchmark.components, role)
  const { spec, build, registered } = component
  const as = nameOwn(label, role)
  if (isAsset(component)) return {}
  if (build !== undefined) {
    const options = { signal, label, onOutput: (chunk: Buffer) => recording.write(chunk) }
    const work = withoutGit(build, role, context, (own) => engine.build(own, as, options))
    return { image: await work.catch((error: unknown) => failBuild(error, component, context)) }
  }
  if (spec.type === 'DockerImage') {
    const image = await engine
      .image(spec.image, { signal, warn: recording.say })
      .catch((error: unknown) => failImage(error, component, context))
    return {
      image: registered === undefined ? image : expectRegistered(image, spec.image, registered),
    }
  }
  const source = sourceOf(component)
  const fetching = blameSource(source, fetchImageFile(source, role, context, recording))
  const { path, sha256 } = await asHosted(component, fetching)
  if (spec.type.startsWith('Encrypted'))
    return { image: await loadEncrypted({ path, sha256 }, role, context), file: sha256 }
  await blameSource(source, checkFormat(path, spec.type))
  const folder = join(folders.work, 'loaded')
  return { image: await engine.load(path, { signal, as, limits, folder, sha256 }), file: sha256 }
}

/** An image that an engine has not got may lie in one that was not asked: no registry is to blame before that answers. */
function failImage(
  error: unknown,
  { spec }: Component,
  { engine, passedOver: [why] = [] }: Pick<Context, 'engine' | 'passedOver'>,
): never {
  if (!(error instanceof ExpectedError) || error.kind !== 'image' || why === undefined) throw error
  const image = quoteName(spec.image, 300)
  throw new ExpectedError(
    'engine',
    `${why}, so whether it has the image ${image} is not known; ${engine.title}, which runs the containers instead, could not get it: ${error.message}`,
    {
      code: 'engine-silent',
      hint: 'Let the first engine answer, or name the one to use as `run.runtime`; an image that lies in one alone is in no other and in no registry.',
      cause: error,
    },
  )
}

/** A build that failed is told with its role, on the line of the repository's Dockerfile. */
function failBuild(error: unknown, { role, build }: Component, { repository }: Context): never {
  if (!(error instanceof ExpectedError) || error.kind !== 'build') throw error
  const { kind, message, hint, code, place } = error
  const whose = (text: string) => `${nameRole(role)}: ${text}`
  if (place === undefined || repository === undefined || build === undefined)
    throw new ExpectedError(kind, whose(message), known({ hint, code, cause: error }))
  const file = relative(findRealPath(repository), join(build.context, place.file)).split(sep).join('/')
  throw new ExpectedError(
    kind,
    whose(message.replace('the Dockerfile', quoteName(file, 200))),
    known({ hint, code, cause: error, place: { ...place, file } }),
  )
}

/** Looks, before the first image comes, whether all that will be pulled and built can fit. */
export function checkRoom({ benchmark, engine, signal }: Context, { say }: Recording): Promise<void> {
  const coming = listComing(collectParts(benchmark.components))
  return engine.checkRoom(coming, { signal, say })
}

/** What the images are called on this machine that a run builds, or loads from archives. */
export const listOwnNames = (
  { components }: Pick<Benchmark, 'components'>,
  label: string,
): readonly string[] =>
  collectParts(components)
    .filter((one) => !isAsset(one) && (one.build !== undefined || one.spec.type !== 'DockerImage'))
    .map(({ role }) => nameOwn(label, role))

/** The images that an engine will be asked for; what is loaded from files is judged when the files are here. */
export const listComing = (components: readonly Component[]): readonly Coming[] =>
  components.flatMap((component): Coming[] => {
    const { build, spec } = component
    if (isAsset(component)) return []
    if (build !== undefined) return [build]
    return spec.type === 'DockerImage' ? [{ reference: spec.image }] : []
  })

/** Where the file of an image is: what benchmark.yaml names, or the address in its configuration. */
const sourceOf = ({ spec, imageFile, imagePosition }: Component): NamedSource =>
  imageFile ??
  known({
    kind: 'url' as const,
    url: spec.image,
    places: imagePosition && { source: imagePosition },
  })

/** The image as a file of this machine, with its hash, which is what is registered of it (docs/medperf.md 11.4). */
async function fetchImageFile(
  source: NamedSource,
  role: Role,
  { folders, limits, reach, signal, hasToolCache, log }: Context,
  recording: Recording,
): Promise<ImageFile> {
  if (source.kind === 'path') return checkedFile(source)
  const { path, sha256 } = await fetchFile(
    source.url,
    known({
      into: join(folders.work, 'images', role),
      limits,
      reach,
      signal,
      toolCache: hasToolCache,
      aside: log.aside,
      say: (line: string) => recording.say(`image file: ${line}`),
      sha256: source.sha256,
    }),
  )
  recording.say(`image file: sha256 ${sha256}`)
  return { path, sha256 }
}

/** A file of the repository; of an encrypted one, too, it is the file itself that is hashed (docs/medperf.md 15). */
async function checkedFile({
  path,
  shown,
  sha256: wanted,
}: Extract<NamedSource, { kind: 'path' }>): Promise<ImageFile> {
  const sha256 = (await hashFile(path))?.sha256 ?? ''
  if (wanted === undefined || sha256 === wanted) return { path, sha256 }
  throw new ExpectedError('hash', `image file: ${shown} has the SHA-256 ${sha256}, not ${wanted}`, {
    hint: 'Update `sha256` in benchmark.yaml if the change is meant.',
  })
}
