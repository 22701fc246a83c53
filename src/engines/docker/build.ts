import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ExpectedError } from '../../facts/error.ts'
import { plainLine } from '../../words/text.ts'
import type { Image } from '../engine.ts'
import { imageFailure } from '../image-failure.ts'
import { type Ended, type OnOutput, runProcess } from '../process.ts'
import { findFailed, readDockerfile } from './dockerfile.ts'
import { describeOwn, inspectImage, isKeptByManifest } from './inspect.ts'
import { cleanDockerWords } from './words.ts'

export interface BuildOptions {
  readonly signal: AbortSignal
  readonly onOutput: OnOutput
}

/** Builds the image of a change from its context folder; the classic builder must leave no half-built container. */
export async function buildImage(
  command: string,
  context: string,
  tag: string,
  { signal, onOutput }: BuildOptions,
): Promise<Image> {
  const own = await mkdtemp(join(tmpdir(), 'medperf-build-'))
  try {
    const idFile = join(own, 'id')
    const args = ['build', '--force-rm', '--iidfile', idFile, '--tag', tag, context]
    const built = await runProcess(command, args, { signal, onOutput })
    signal.throwIfAborted()
    if (built.code !== 0) throw buildFailure(built, readDockerfile(context))
    const id = (await readFile(idFile, 'utf8').catch(() => '')).trim()
    const found =
      (id === '' ? undefined : await inspectImage(command, id)) ?? (await inspectImage(command, tag))
    // BuildKit writes down the configuration's digest, and containerd's store goes by the manifest's.
    if (found !== undefined) return describeOwn(found, isKeptByManifest(found) && id !== '' ? id : found.Id)
    throw buildFailure(built, readDockerfile(context))
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

/** A failed build in one sentence that names the line of the Dockerfile, where the builder told it. */
export function buildFailure(
  { stdout, stderr }: Pick<Ended, 'stdout' | 'stderr'>,
  dockerfile: string,
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
    { hint: 'The log of this step shows the whole build.' },
  )
}
