import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ContainerRun } from '../../containers/run.ts'
import type { Image, Outcome } from '../../engines/engine.ts'
import { explain } from '../../engines/exit.ts'
import { ExpectedError, toFailure } from '../../facts/error.ts'
import type { ToldFailure } from '../../facts/failure.ts'
import { known } from '../../facts/known.ts'
import type { Measured } from '../../facts/measurement.ts'
import { expectPart } from '../../facts/role.ts'
import { findRole, type Task } from '../../facts/task.ts'
import { isRoot } from '../../files/container-user.ts'
import { handOver } from '../../files/hand-over.ts'
import type { Context, Ready } from '../context.ts'
import type { Worked } from '../ending.ts'
import { inspectOutput } from '../outputs/inspect.ts'
import type { Recording } from '../recording.ts'
import type { Tools } from '../row.ts'
import { startDeadline } from './deadline.ts'
import { type DiskWatch, watchDisk } from './disk.ts'
import { explainExitCause } from './exit-cause.ts'
import { findTraces } from './exit-traces.ts'
import { type MadeRun, makeRun } from './make-run.ts'
import type { Volume } from './volume.ts'

/**
 * Runs one task's container to its end and reads `result` from what it left. The container's failure is told before
 * anything that its outputs may lack.
 */
export async function runTask<T>(
  task: Task,
  ready: Ready,
  tools: Tools,
  result: (outputs: readonly Volume[]) => T | Promise<T>,
): Promise<Worked<T>> {
  const { context, recording, imagesHere } = tools
  const made = makeRun(task, ready, context)
  const { run, tmp, volumes } = made
  const outputs = listWritable(run).filter((source) => source !== tmp)
  const { outcome, stopped, disk } = await attendRun(made, outputs, tools)
  const measured = measuredIn(outcome)
  if (stopped.aborted && outcome.kind === 'stopped') return { ...measured, failure: stopReason(stopped) }
  const { components } = context.benchmark
  const component = expectPart(components, findRole(components, task))
  const explained = explain(outcome, run.limits.memory, component.spec.image)
  const plain = withDisk(explained, recording, context.folders.work)
  const failure = plain && explainExitCause(plain, findTraces(run, component, ready.image, recording.tail()))
  const mayLive = outcome.kind === 'engine-failed' ? outcome.mayLive : undefined
  if (failure !== undefined) return known({ ...measured, failure, mayLive })
  if (!(await takeBack(outputs, context, imagesHere())))
    return { ...measured, failure: NOT_GONE, mayLive: true }
  disk.check()
  return { ...measured, value: await result(volumes.outputs) }
}

const NOT_GONE = {
  kind: 'engine',
  message: 'left files of another user, and the container that was to take them back did not end',
  hint: 'Write outputs as the user the container was started with; do not switch users inside it.',
} as const

/** How a container ended; `stopped` has aborted where it took too long, or wrote too much. */
interface Attended {
  readonly outcome: Outcome
  readonly stopped: AbortSignal
  readonly disk: DiskWatch
}

/** Runs a container while its time and its disks are watched. */
async function attendRun(
  { run, limits, tmp }: MadeRun,
  outputs: readonly string[],
  { context: { engine, folders, signal }, recording }: Tools,
): Promise<Attended> {
  const store = await engine.store()
  const deadline = startDeadline(limits)
  const disks = store === undefined ? [folders.work] : [folders.work, store]
  const disk = watchDisk(known({ paths: [...outputs, tmp], disks, limit: limits.disk }), deadline.end)
  const running = engine.run(run, {
    signal: AbortSignal.any([signal, deadline.signal]),
    scratch: dirname(tmp),
    onOutput(chunk) {
      deadline.heard(chunk)
      recording.write(chunk)
    },
  })
  const outcome = await running.finally(() => {
    deadline.end()
    disk.end()
  })
  return { outcome, stopped: deadline.signal, disk }
}

const DISK_FULL = /No space left on device|Disk quota exceeded|ENOSPC/

/** A program that ended because it could not write may say so; its exit code does not. */
function withDisk(
  failure: ToldFailure | undefined,
  recording: Recording,
  work: string,
): ToldFailure | undefined {
  if (failure?.kind !== 'exit') return failure
  const { bavail } = statfsSync(work)
  if (bavail > 0 && !recording.tail().some((line) => DISK_FULL.test(line))) return failure
  return {
    ...failure,
    kind: 'disk-full',
    message: `${failure.message}, because the disk is full`,
    hint: 'Free space on the runner, write less, or set the input work-directory to a larger disk.',
  }
}

/** What a container may write: for an MLCube whole folders, even where its output is a file. */
const listWritable = ({ binds }: ContainerRun): readonly string[] =>
  binds.filter(({ mode }) => mode === 'rw').map(({ source }) => source)

function measuredIn(outcome: Outcome): Measured {
  if (outcome.kind === 'engine-failed') return {}
  if (outcome.kind === 'stopped') {
    const { kind: _, ...measured } = outcome
    return measured
  }
  const { kind: _, exitCode: __, outOfMemory: ___, error: ____, killsMeanwhile: _____, ...measured } = outcome
  return measured
}

function stopReason({ reason }: AbortSignal) {
  if (reason instanceof ExpectedError) return toFailure(reason)
  throw reason
}

/**
 * Makes outputs readable to us and to later containers: where a container wrote as somebody else, with the engine's help, or by
 * root itself. False where the engine's help may still be at work there.
 */
async function takeBack(
  outputs: readonly string[],
  { engine, label }: Context,
  images: readonly Image[],
): Promise<boolean> {
  const names = images.map(({ runBy }) => runBy)
  for (const source of outputs) {
    if (!inspectOutput(source).foreign) continue
    if (isRoot()) await handOver(source)
    else if (!(await engine.reclaim(source, names, label))) return false
    if (inspectOutput(source).foreign) {
      throw new ExpectedError('output', 'left files that belong to another user and cannot be read', {
        hint: 'Write outputs as the user the container was started with; do not switch users inside it.',
      })
    }
  }
  return true
}
