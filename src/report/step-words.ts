import type { Failure } from '../facts/failure.ts'
import type { StepReport } from './report.ts'

/** A failure behind the name of its step: `infer ran out of memory`, but `fetch: the disk is full`. */
export const sayStep = (name: string, message: string): string =>
  `${name}${name === 'fetch' || NOUN.test(message) ? ': ' : ' '}${message}`

const NOUN = /^(an?|the|no|it|its|there)\b/i

/** Steps that failed for the same reason, in words: it is told once. */
export interface FailedTogether {
  readonly names: readonly StepReport['name'][]
  readonly failure: Failure | undefined
}

/** The failed steps in their order, those with the same words and advice together. */
export function groupFailed(steps: readonly StepReport[]): readonly FailedTogether[] {
  const failed = steps.filter(({ status }) => status === 'failed')
  const groups = Map.groupBy(failed, ({ name, failure }) =>
    failure === undefined ? name : JSON.stringify([failure.message, failure.hint]),
  )
  return [...groups.values()].map((group) => ({
    names: group.map(({ name }) => name),
    failure: group[0]?.failure,
  }))
}
