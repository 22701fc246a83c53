import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Bind, ContainerRun } from '../../containers/run.ts'
import { ExpectedError } from '../../facts/error.ts'
import { plainLine } from '../../words/text.ts'
import { checkRun } from '../check-run.ts'
import type { Outcome, RunOptions } from '../engine.ts'
import { type OnOutput, runProcess } from '../process/process.ts'
import { type UsageWatch, watchUsage } from '../usage/cgroup.ts'
import { gpuWatcher, withUsage } from '../usage/usage.ts'
import type { Walls } from '../walls.ts'
import { dockerArguments } from './arguments.ts'
import type { Dialect } from './dialect.ts'
import { judge } from './outcome.ts'
import { isGone, untilEnded } from './stop.ts'

/**
 * `docker run --rm`, watched: the bare command is as fast as a container can be had, and what it does not tell (out of
 * memory, whether the program ever started) is asked for only when it failed.
 */
export async function runContainer(
  command: string,
  dialect: Dialect,
  run: ContainerRun,
  options: RunOptions,
): Promise<Outcome> {
  checkRun(run)
  checkSources(run.binds)
  const watchGpus = await gpuWatcher(run.gpus)
  if (options.signal.aborted) return { kind: 'stopped' }
  // Podman's monitor leaves a file `oom` where its client was started, which would be the user's checkout.
  const folder = resolve(options.scratch, `${run.name}.run`)
  mkdirSync(folder)
  const idFile = join(folder, 'id')
  const usage = watchUsage(() => groupsOf(idFile, dialect))
  const gpus = watchGpus(usage.pids)
  try {
    const walls = await dialect.walls(run.image, folder)
    if (options.signal.aborted) return { kind: 'stopped' }
    const outcome = await attend(command, dialect, run, options, { folder, idFile, usage, walls })
    return withUsage(outcome, { ...usage.stop(), ...gpus.stop() })
  } finally {
    usage.stop()
    gpus.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Watched {
  readonly folder: string
  readonly idFile: string
  readonly usage: UsageWatch
  readonly walls: Walls
}

async function attend(
  command: string,
  dialect: Dialect,
  run: ContainerRun,
  { onOutput, signal }: RunOptions,
  { folder, idFile, usage, walls }: Watched,
): Promise<Outcome> {
  const since = Date.now()
  const { name } = run
  const broken = new AbortController()
  const abandoned = new AbortController()
  const client = runProcess(command, dockerArguments(run, idFile, dialect, walls.args), {
    env: walls.env,
    onOutput: guarded(onOutput, broken),
    signal: abandoned.signal,
    cwd: folder,
  })
  const giveUp = () => {
    void usage.kill()
    abandoned.abort()
  }
  const stop = AbortSignal.any([signal, broken.signal])
  await untilEnded({ command, name, client, giveUp }, stop)
  const ended = await client

  if (stop.aborted) {
    const gone = await isGone(command, name, abandoned.signal.aborted)
    const isOver = gone || (await usage.kill())
    // What a consumer threw is told only where nothing can be written any more.
    if (isOver) broken.signal.throwIfAborted()
    if (gone) return { kind: 'stopped' }
    return isOver ? NOT_REMOVED : leaveAlone(NOT_REMOVED)
  }
  if (ended.code === 0) return { kind: 'exited', exitCode: 0, outOfMemory: false, error: '' }
  const history = await dialect.readHistory(command, name, since)
  const hasId = existsSync(idFile)
  const outcome = judge({ ...ended, hasId, history }, dialect.readInit)
  const events = history === 'no engine' ? undefined : history
  // Its ID is written down before a container starts.
  if (events?.isRemoved || !(hasId || events?.isCreated)) return outcome
  // An engine that is dead, or has lost its client, may have left the container alone.
  const isOver = (history !== 'no engine' && (await isGone(command, name))) || (await usage.kill())
  return isOver ? outcome : leaveAlone(outcome)
}

/** A container that may go on has not ended, whatever its client said. */
function leaveAlone(outcome: Outcome): Outcome {
  const failed = outcome.kind === 'engine-failed' ? outcome : NOT_REMOVED
  return { ...failed, mayLive: true }
}

const NOT_REMOVED: Extract<Outcome, { kind: 'engine-failed' }> = {
  kind: 'engine-failed',
  message: 'it did not answer when the container was to be removed',
  missingImage: false,
}

/** A consumer that throws ends the container; what comes after that is read and dropped. */
export function guarded(onOutput: OnOutput, broken: AbortController): OnOutput {
  const fail = (error: unknown) => broken.abort(error)
  return (chunk) => {
    if (broken.signal.aborted) return undefined
    try {
      const taken = onOutput(chunk)
      return taken instanceof Promise ? taken.catch(fail) : undefined
    } catch (error) {
      fail(error)
      return undefined
    }
  }
}

/** Docker would make a missing source itself, as root. */
export function checkSources(binds: readonly Bind[]): void {
  for (const { source, target } of binds) {
    if (existsSync(source)) continue
    throw new ExpectedError(
      'internal',
      `what belongs at ${plainLine(target)} in the container is missing: ${plainLine(source)} does not exist`,
      { hint: 'Something removed it during the run; run the check again.' },
    )
  }
}

/** Where the kernel may keep a container's figures; nowhere while it has no ID yet. */
function groupsOf(idFile: string, { groups }: Dialect): readonly string[] {
  const id = readId(idFile)
  return id === undefined ? [] : groups(id)
}

function readId(idFile: string): string | undefined {
  const id = existsSync(idFile) ? readFileSync(idFile, 'utf8').trim() : ''
  return /^[0-9a-f]{64}$/.test(id) ? id : undefined
}
