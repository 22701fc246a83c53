import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ContainerUser, findContainerUser } from '../../files/container-user.ts'
import { HELPER_LIMITS, inventName } from '../helper.ts'
import { type Ended, runProcess } from '../process/process.ts'
import { dockerWalls } from '../walls.ts'
import { HARDENING, limitArguments, SETTINGS } from './arguments.ts'
import type { Dialect } from './dialect.ts'
import { isGone, untilEnded } from './stop.ts'

/** A container of ours, in an image of strangers, that is none of their tasks. */
export interface Helper {
  readonly label: string
  readonly image: string
  /** The program that it starts, and with what. */
  readonly command: readonly [entrypoint: string, ...words: string[]]
  /** Whom it runs as, whatever the image says; as tasks do unless said otherwise. */
  readonly user?: ContainerUser
  /** Arguments of `run` beside the walls, such as mounts or devices. */
  readonly options?: readonly string[]
}

/** Who starts helpers: the client of an engine, and what keeps a container of it to what it is given. */
export interface Starter extends Pick<Dialect, 'walls'> {
  readonly command: string
}

/** Docker as one that starts helpers. */
export const dockerStarter = (command = 'docker'): Starter => ({
  command,
  walls: async () => dockerWalls(),
})

/** The walls and limits that tasks have, for a container of this name and label. */
export const wallArguments = (name: string, label: string): readonly string[] => [
  ...['--name', name, '--label', label, ...HARDENING, ...SETTINGS],
  ...['--network', 'none', ...limitArguments(HELPER_LIMITS)],
]

/** How a helper ended; `mayLive` where its container was not seen to be gone, and may still write what it was given. */
export interface HelperEnded extends Ended {
  readonly mayLive: boolean
}

/** Its program ended, or was not there, and its container with it. */
const isOver = (code: number | null) => code === 0 || code === 126 || code === 127

/**
 * Runs a helper for at most so many milliseconds, and then ends its container, not only the client that waits for it. The code
 * is null where it took longer. Rejects with an ExpectedError for an image that the engine may not be given.
 */
export async function runHelper(starter: Starter, helper: Helper, timeout: number): Promise<HelperEnded> {
  // What is relative to the working directory must not be the checkout's.
  const own = await mkdtemp(join(tmpdir(), 'medperf-helper-'))
  try {
    return await attend(starter, helper, timeout, own)
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

async function attend(
  { command, walls }: Starter,
  { label, image, command: [entrypoint, ...words], user = findContainerUser(), options = [] }: Helper,
  timeout: number,
  own: string,
): Promise<HelperEnded> {
  const name = inventName('helper')
  const { args: built, env } = await walls(image, own)
  const args = [
    ...['run', '--rm', ...wallArguments(name, label), ...built, '--user', `${user.uid}:${user.gid}`],
    ...[...options, '--entrypoint', entrypoint, image, ...words],
  ]
  const abandoned = new AbortController()
  const client = runProcess(command, args, { signal: abandoned.signal, env, cwd: own })
  const tooLong = AbortSignal.timeout(timeout)
  await untilEnded({ command, name, client, giveUp: () => abandoned.abort() }, tooLong)
  const ended = await client
  if (!tooLong.aborted && isOver(ended.code)) return { ...ended, mayLive: false }
  const mayLive = !(await isGone(command, name, abandoned.signal.aborted))
  return { ...ended, code: tooLong.aborted ? null : ended.code, mayLive }
}
