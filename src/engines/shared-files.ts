import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ExpectedError } from '../facts/error.ts'
import { plainLine } from '../words/text.ts'
import { bindArguments } from './bind.ts'
import { wallArguments } from './docker/helper.ts'
import type { Image, Shared } from './engine.ts'
import { inventName } from './helper.ts'
import { runProcess } from './process/process.ts'

const ANSWER_TIMEOUT = 60_000
const TARGET = '/medperf-probe'

/** Whether we run in a container, or an engine was named that may run elsewhere: it can have other files than we do. */
export const mayDiffer = (environment: NodeJS.ProcessEnv = process.env): boolean =>
  ['/.dockerenv', '/run/.containerenv'].some((mark) => existsSync(mark)) ||
  ['DOCKER_HOST', 'DOCKER_CONTEXT', 'KUBERNETES_SERVICE_HOST', 'ACTIONS_RUNNER_CONTAINER_HOOKS'].some(
    (name) => Boolean(environment[name]),
  )

/**
 * Has the engine mount a file of ours and reads it back, in a container that is made and never started. Throws an ExpectedError
 * of kind `engine` where the engine has other files under our paths; every other trouble is left to the run itself.
 */
export async function checkShared(
  command: string,
  title: string,
  image: Image,
  label: string,
  { work, others }: Shared,
): Promise<void> {
  const word = randomBytes(16).toString('hex')
  const name = inventName('probe')
  const file = `.probe-${word}`
  writeFileSync(join(work, file), word)
  const ask = (...args: readonly string[]) => runProcess(command, args, { timeout: ANSWER_TIMEOUT })
  try {
    const made = await ask(...createArguments(name, label, [work, ...others], image.runBy))
    if (made.code !== 0) {
      const missing = MISSING.exec(made.stderr.slice(-MATCHED))?.[1]
      if (missing !== undefined) throw notShared(title, missing)
      return
    }
    const read = await ask('cp', `${name}:${TARGET}/0/${file}`, '-')
    const isGone = read.code !== 0 && /no such file|could not find the file/i.test(read.stderr)
    if (isGone || (read.code === 0 && !read.stdout.includes(word))) throw notShared(title, work)
  } finally {
    rmSync(join(work, file), { force: true })
    await ask('rm', '--force', '--volumes', name)
  }
}

/** UTF-16 units of the engine's words that are looked at: a path has 4,095 bytes at most. */
const MATCHED = 8 * 1024
const MISSING =
  /(?:bind source path does not exist: |statfs )(\/[^\n]*?)(?:: no such file or directory)?\s*$/m

function createArguments(
  name: string,
  label: string,
  sources: readonly string[],
  image: string,
): readonly string[] {
  return [
    ...['create', ...wallArguments(name, label)],
    ...sources.flatMap((source, at) => bindArguments({ source, target: `${TARGET}/${at}`, mode: 'ro' })),
    ...[image, 'probe'],
  ]
}

const notShared = (title: string, path: string) =>
  new ExpectedError(
    'engine',
    `${title} does not have the files of this job: what is at ${plainLine(path)} here is not there for it`,
    {
      hint: 'This runner is a container itself, or the engine is on another machine: set the input `work-directory` to a folder that both have under the same path, such as a volume mounted with `-v /srv/medperf:/srv/medperf`, and keep the checkout on such a volume too.',
    },
  )
