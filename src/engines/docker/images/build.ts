import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Build } from '../../../facts/build.ts'
import { listBuildFiles, OWN_FILE_HINT } from '../../../facts/build-files.ts'
import { ExpectedError } from '../../../facts/error.ts'
import { known } from '../../../facts/known.ts'
import { findForeignFile } from '../../../files/foreign-file.ts'
import { plainLine } from '../../../words/text.ts'
import type { Image } from '../../engine.ts'
import { inventName } from '../../helper.ts'
import { imageFailure } from '../../image-failure.ts'
import { makeFolder } from '../../process/notes.ts'
import type { Ended, OnOutput } from '../../process/process.ts'
import { runNoted } from '../../process/run-noted.ts'
import { untilGone } from '../cleanup.ts'
import { describeOwn, inspectImage, isKeptByManifest } from '../inspect.ts'
import { cleanDockerWords } from '../words.ts'
import { findFailed, findRunning, readDockerfile } from './dockerfile.ts'
import { findTheirs, keepNameless, listImages } from './own.ts'

export interface BuildOptions {
  readonly signal: AbortSignal
  /** By which `removeAll` finds it when we were killed. */
  readonly label: string
  readonly onOutput: OnOutput
  /** What is built in place of what the Dockerfile holds. */
  readonly dockerfile?: string | undefined
}

const ENVIRONMENT = {
  // BuildKit's note of how an image was made gives each build another ID in containerd's store.
  BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
  // Its client asks Git about the context, here on the runner, and a folder that was committed as a repository names programs.
  BUILDX_GIT_INFO: '0',
  BUILDX_GIT_LABELS: '0',
} as const

/** Builds the image of a change under a name of the run's own; the classic builder must leave no half-built container. */
export async function buildImage(
  command: string,
  build: Build,
  as: string,
  { signal, label, onOutput, dockerfile }: BuildOptions,
): Promise<Image> {
  expectOwnFiles(build)
  const own = await makeFolder(label, 'build')
  try {
    const idFile = join(own, 'id')
    // Podman would rather have a Containerfile: no other engine builds that, and nobody here has looked at it.
    const file = dockerfile === undefined ? join(build.context, build.dockerfile) : join(own, 'Dockerfile')
    if (dockerfile !== undefined) await writeDockerfile(file, dockerfile, build)
    const args = [
      ...['build', '--force-rm', '--iidfile', idFile, '--tag', as, '--file', file],
      ...(build.target === undefined ? [] : ['--target', build.target]),
      // With a value, or the builder would take that of a variable of ours.
      ...build.args.flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
      build.context,
    ]
    const before = await listImages(command)
    const options = { signal, onOutput, env: ENVIRONMENT, cwd: own, leavesChildren: true }
    const built = await runNoted(command, args, { name: inventName('build'), label }, options)
    if (signal.aborted) await untilGone(command, findRunning(built.stdout))
    signal.throwIfAborted()
    if (built.code !== 0) throw buildFailure(built, readDockerfile(build), build.dockerfile)
    const id = (await readFile(idFile, 'utf8').catch(() => '')).trim()
    const found = await inspectImage(command, as)
    if (found === undefined) throw buildFailure(built, readDockerfile(build), build.dockerfile)
    // It, or what it was made from, was built here before without a name: that stays when ours goes.
    const theirs = await findTheirs(command, found, before, as)
    if (theirs !== undefined) await keepNameless(command, theirs, as)
    // BuildKit writes down the configuration's digest, and containerd's store goes by the manifest's.
    return describeOwn(found, isKeptByManifest(found) && id !== '' ? id : found.Id)
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

/** Writes another Dockerfile than the context's, and beside it what its builder leaves out of the context for it alone. */
async function writeDockerfile(
  file: string,
  text: string,
  { context, dockerfile }: Pick<Build, 'context' | 'dockerfile'>,
): Promise<void> {
  await writeFile(file, text)
  for (const end of ['.containerignore', '.dockerignore'])
    await copyFile(join(context, `${dockerfile}${end}`), `${file}${end}`).catch(() => {})
}

/** The rules of benchmark.yaml have looked already, at the checkout; this is the folder that is built, at the moment that it is. */
function expectOwnFiles({ context, dockerfile }: Build): void {
  const name = findForeignFile(context, listBuildFiles(dockerfile))
  if (name === undefined) return
  throw new ExpectedError('build', `${name} of the build context is no file of that folder`, {
    hint: OWN_FILE_HINT,
    place: { file: name },
  })
}

/**
 * A failed build in one sentence that names the line of the Dockerfile, where the builder told it; `place` is that line, its file as the
 * context calls it.
 */
export function buildFailure(
  { stdout, stderr }: Pick<Ended, 'stdout' | 'stderr'>,
  dockerfile: string,
  name = 'Dockerfile',
): ExpectedError {
  const reason = cleanDockerWords(stderr).replace(
    /^(?:ERROR: |building at STEP ".*?": |creating build container: |failed to solve: |failed to solve with frontend \S+: |failed to create LLB definition: |rpc error: code = \w+ desc = )+/,
    '',
  )
  if (/no space left on device/i.test(reason))
    return imageFailure(`the image cannot be built: ${reason}`, reason)
  const { line, text } = findFailed(stdout, stderr, dockerfile)
  const code = /returned a non-zero code: (\d+)|exit (?:code:|status) (\d+)$/.exec(reason)
  const what = code === null ? reason : `the command ended with exit code ${code[1] ?? code[2]}`
  const place = [
    ...(line === undefined ? [] : [`line ${line} of the Dockerfile`]),
    ...(text === undefined ? [] : [`\`${plainLine(text, 200)}\``]),
  ]
  return new ExpectedError(
    'build',
    `the image cannot be built: ${[place.join(', '), what].filter((part) => part !== '').join(': ')}`,
    {
      code: 'build-failed',
      hint: 'The log of this step shows the whole build.',
      place: known({ file: name, line }),
    },
  )
}
