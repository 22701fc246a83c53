import { performance } from 'node:perf_hooks'
import type { Failure } from '../facts/failure.ts'
import { StepFailure } from '../facts/failure.ts'
import type { Measured } from '../facts/measured.ts'
import type { StepName } from '../facts/step.ts'
import type { Log } from '../job/log.ts'
import type { StepReport } from '../report/report.ts'
import { plainLine } from '../words/text.ts'
import { type Recording, startRecording } from './recording.ts'

/** What a step's work found out besides its value. */
export interface Worked<T> extends Measured {
  readonly value?: T
  readonly failure?: Failure
  /** Why nothing had to be done; the step is then `skipped`, and its value there all the same. */
  readonly idle?: string
}

/** A finished step; `value` is there exactly when it passed (or was skipped because there was nothing to do). */
export interface Ran<T> {
  readonly report: StepReport
  readonly value?: T
}

export interface StepOptions {
  /** Steps whose values are needed: where one of them has none, this one is skipped. */
  readonly needs: readonly Promise<Ran<unknown>>[]
  /** Steps that must be over first, however they ended. */
  readonly after?: readonly Promise<unknown>[]
  readonly folder: string
  readonly log: Log
  readonly signal: AbortSignal
}

/**
 * Waits for what a step needs, does its work and says how it ended. A failure is a value here, never an exception; only
 * the abort of the whole run is thrown on.
 */
export async function runStep<T>(
  name: StepName,
  { needs, after = [], folder, log, signal }: StepOptions,
  work: (recording: Recording) => Promise<Worked<T>>,
): Promise<Ran<T>> {
  const [needed] = await Promise.all([Promise.all(needs), Promise.all(after)])
  const cause = needed.find(({ value }) => value === undefined)?.report
  if (cause !== undefined) return { report: skipped(name, causeOf(cause)) }
  signal.throwIfAborted()
  const recording = startRecording(name, folder, log)
  const start = performance.now()
  const worked = await settle(work(recording), signal)
  const seconds = (performance.now() - start) / 1000
  const { value, failure, idle, ...measured } = worked
  recording.close(
    `${name}: ${failure === undefined ? 'passed' : plainLine(`failed, ${failure.message}`)} (${seconds.toFixed(1)} s)`,
  )
  signal.throwIfAborted()
  if (idle !== undefined && value !== undefined) return { report: { ...skipped(name, idle), seconds }, value }
  return {
    report: {
      name,
      status: failure === undefined ? 'passed' : 'failed',
      seconds,
      ...measured,
      ...(failure === undefined ? {} : { failure }),
      logTail: [...recording.tail()],
      log: recording.file,
    },
    ...(failure === undefined && value !== undefined ? { value } : {}),
  }
}

/** A step that did not run, and why. */
export const skipped = (name: StepName, reason: string): StepReport => ({
  name,
  status: 'skipped',
  seconds: 0,
  skipped: reason,
  logTail: [],
})

const causeOf = ({ name, skipped: reason }: StepReport) => reason ?? `${name} failed`

async function settle<T>(work: Promise<Worked<T>>, signal: AbortSignal): Promise<Worked<T>> {
  try {
    return await work
  } catch (error) {
    if (signal.aborted) return {}
    return { failure: failureOf(error) }
  }
}

/** Any error as the failure of a step; a full disk is recognised wherever it happened. */
export function failureOf(error: unknown): Failure {
  if (error instanceof StepFailure) return error.failure
  const message = plainLine(error instanceof Error ? error.message : String(error), 1_000)
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
    return {
      kind: 'disk-full',
      message: `the disk is full: ${message}`,
      hint: 'Free space on the runner, or set the input work-directory to a larger disk.',
    }
  }
  return {
    kind: 'internal',
    message: `an error of this action, not of the benchmark: ${message}`,
    hint: 'Please report it with the log of this job.',
  }
}
