import { ExpectedError, isFailureKind, toFailure } from '../facts/error.ts'
import type { Failure } from '../facts/failure.ts'
import type { Measured } from '../facts/measurement.ts'
import { isDiskFull } from '../files/disk.ts'
import { plainLine } from '../words/text.ts'
import type { Recording } from './recording.ts'
import type { Row } from './row.ts'

/** What the work of a row found out besides its value. */
export interface Worked<T> extends Measured {
  readonly value?: T
  readonly failure?: Failure
  /** Its container was not seen to end, so nothing that it may write is used any more. */
  readonly mayLive?: true
  /** Why nothing had to be done; the step is then `skipped`, and its value there all the same. */
  readonly idle?: string
}

/** How a row was over: its work gave or threw something, or it was not begun. */
export type Ending =
  | { readonly kind: 'worked'; readonly worked: Worked<unknown> }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'aborted' }

/** A row and how it was over. */
export interface Over {
  readonly row: Row
  readonly ending: Ending
}

/** All that failed as one failure; of what was to be got each is told by itself too. */
export function joinFailures(
  over: readonly Over[],
  recording: Recording,
  signal: AbortSignal,
): Failure | undefined {
  // Images that do not fit together all fail for the same reason.
  const errors = new Set<unknown>()
  const failures: Failure[] = []
  for (const { row, ending } of over) {
    if (ending.kind === 'worked' && ending.worked.failure !== undefined) failures.push(ending.worked.failure)
    if (ending.kind !== 'threw' || errors.has(ending.error)) continue
    errors.add(ending.error)
    if (row.kind !== 'get' && signal.aborted) continue
    const failure = explainFailure(ending.error)
    if (row.kind === 'get') recording.say(failure.message)
    failures.push(failure)
  }
  const [first, ...others] = failures
  if (first === undefined || others.length === 0) return first
  return { ...first, message: failures.map(({ message }) => message).join('; ') }
}

/** Any error as the failure of a step; a full disk is recognised wherever it happened. */
export function explainFailure(error: unknown): Failure {
  if (error instanceof ExpectedError && isFailureKind(error.kind)) return toFailure(error)
  const message = plainLine(error instanceof Error ? error.message : String(error), 1_000)
  if (isDiskFull(error)) {
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
