import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bind, ContainerRun } from '../containers/run.ts'
import { StepFailure } from '../failure.ts'
import { plainLine } from '../text.ts'
import { type Usage, type UsageWatch, watchUsage } from './cgroup.ts'
import { dockerArguments } from './docker-arguments.ts'
import { killByName, removeByName } from './docker-cleanup.ts'
import { readHistory } from './docker-history.ts'
import { judge } from './docker-outcome.ts'
import type { Outcome, RunOptions } from './engine.ts'
import { type OnOutput, runProcess } from './process.ts'

/** How long after a stop the client may live; a daemon that does not answer must not hold up a cancelled run. */
const CLIENT_PATIENCE = 5_000
const REMOVAL_PATIENCE = 20_000

/**
 * `docker run --rm`, watched: the bare command is as fast as a container can be had, and what it does not tell (out of
 * memory, whether the program ever started) is asked for only when it failed.
 */
export async function runContainer(
  command: string,
  run: ContainerRun,
  options: RunOptions,
): Promise<Outcome> {
  checkSources(run.binds)
  if (options.signal.aborted) return { kind: 'stopped' }
  const idFile = join(options.scratch, `${run.name}.id`)
  const usage = watchUsage(() => groupsOf(idFile))
  try {
    return withUsage(await attend(command, run, options, idFile, usage), usage.stop())
  } finally {
    usage.stop()
    rmSync(idFile, { force: true })
  }
}

async function attend(
  command: string,
  run: ContainerRun,
  options: RunOptions,
  idFile: string,
  usage: UsageWatch,
): Promise<Outcome> {
  const since = Date.now()
  const broken = new AbortController()
  const stop = AbortSignal.any([options.signal, broken.signal])
  const giveUp = new AbortController()
  const client = runProcess(command, dockerArguments(run, idFile), {
    onOutput: guarded(options.onOutput, broken),
    signal: giveUp.signal,
  })
  const onStop = () => {
    void killUntilEnded(command, run.name, client)
    const timer = setTimeout(() => {
      usage.kill()
      giveUp.abort()
    }, CLIENT_PATIENCE)
    void client.then(() => clearTimeout(timer))
  }
  stop.addEventListener('abort', onStop, { once: true })
  const ended = await client
  stop.removeEventListener('abort', onStop)

  if (stop.aborted) {
    // A client that was ended while the daemon still made the container says nothing about it: look twice.
    const isGone = giveUp.signal.aborted
      ? await removeByName(command, run.name, CLIENT_PATIENCE, 2)
      : await removeByName(command, run.name, REMOVAL_PATIENCE)
    if (!isGone) usage.kill()
    broken.signal.throwIfAborted()
    return isGone ? { kind: 'stopped' } : NOT_REMOVED
  }
  if (ended.code === 0) return { kind: 'exited', exitCode: 0, outOfMemory: false, error: '' }
  const history = await readHistory(command, run.name, since)
  const hasId = existsSync(idFile)
  if (history === 'no engine') usage.kill()
  else if ((hasId || history?.isCreated) && !history?.isRemoved) {
    if (!(await removeByName(command, run.name, REMOVAL_PATIENCE))) usage.kill()
  }
  return judge({ ...ended, hasId, history })
}

const NOT_REMOVED: Outcome = {
  kind: 'engine-failed',
  message: 'it did not answer when the container was to be removed',
  missingImage: false,
}

/** The container may not exist yet when the stop comes, so it is killed again and again until its client has ended. */
async function killUntilEnded(command: string, name: string, client: Promise<unknown>): Promise<void> {
  let isOver = false
  const end = client.then(() => {
    isOver = true
  })
  while (!isOver) {
    await killByName(command, name)
    await Promise.race([end, sleep(100)])
  }
}

/** A consumer that throws ends the container; what comes after that is read and dropped. */
function guarded(onOutput: OnOutput, broken: AbortController): OnOutput {
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
function checkSources(binds: readonly Bind[]): void {
  for (const { source, target } of binds) {
    if (existsSync(source)) continue
    throw new StepFailure(
      'internal',
      `what belongs at ${plainLine(target)} in the container is missing: ${plainLine(source)} does not exist`,
      'Something removed it during the run; run the check again.',
    )
  }
}

/** Where the kernel keeps a container's memory figures: v2 then v1, each with the systemd and the cgroupfs driver. */
function groupsOf(idFile: string): readonly string[] {
  const id = readId(idFile)
  if (id === undefined) return []
  return [
    `system.slice/docker-${id}.scope`,
    `docker/${id}`,
    `memory/system.slice/docker-${id}.scope`,
    `memory/docker/${id}`,
  ]
}

function readId(idFile: string): string | undefined {
  const id = existsSync(idFile) ? readFileSync(idFile, 'utf8').trim() : ''
  return /^[0-9a-f]{64}$/.test(id) ? id : undefined
}

/** Docker's own event for running out of memory can come too late; the kernel's counter does not. */
function withUsage(outcome: Outcome, { peakMemory, oomKills }: Usage): Outcome {
  if (outcome.kind === 'engine-failed') return outcome
  const peak = peakMemory === undefined ? {} : { peakMemory }
  if (outcome.kind === 'stopped') return { ...outcome, ...peak }
  return { ...outcome, ...peak, outOfMemory: outcome.outOfMemory || oomKills > 0 }
}
