import { ExpectedError, isFailureKind, toFailure } from '../facts/error.ts'
import type { Failure, ToldFailure } from '../facts/failure.ts'
import { known } from '../facts/known.ts'
import type { Measured } from '../facts/measurement.ts'
import { explainAnyError } from '../files/errors/system-error.ts'
import { findRowRole, joinParts, mergeFailures, type RoleFailure } from './failures.ts'
import type { Recording } from './recording.ts'
import type { Row } from './row.ts'

/** What the work of a row found out besides its value. */
export interface Worked<T> extends Measured {
  readonly value?: T
  readonly failure?: ToldFailure
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
  const got = mergeFailures(over.filter(({ row }) => row.kind === 'get').flatMap(failureOf))
  for (const { message } of got) recording.say(message)
  const others = over.filter(
    ({ row, ending }) => row.kind !== 'get' && !(ending.kind === 'threw' && signal.aborted),
  )
  return joinParts([...got, ...mergeFailures(others.flatMap(failureOf))])
}

/** Images that do not fit together all fail by one error, which is nobody's in particular. */
function failureOf({ row, ending }: Over, _: number, all: readonly Over[]): readonly RoleFailure[] {
  if (ending.kind === 'worked')
    return ending.worked.failure === undefined ? [] : [{ failure: ending.worked.failure }]
  if (ending.kind !== 'threw') return []
  const failure = explainFailure(ending.error)
  const isShared =
    all.filter((one) => one.ending.kind === 'threw' && one.ending.error === ending.error).length > 1
  return [isShared ? { failure } : known({ failure, role: findRowRole(row.name) })]
}

/** Any error as the failure of a step. */
export const explainFailure = (error: unknown): Failure =>
  toFailure(error instanceof ExpectedError && isFailureKind(error.kind) ? error : explainAnyError(error))
