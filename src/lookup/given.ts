import type { Lookups } from '../benchmark/component/registration.ts'

/** What was found out about the components that benchmark.yaml names by `uid`. */
export interface Given {
  readonly lookups: Lookups
  /** Sentences for the report on what was taken for granted. */
  readonly notices: readonly string[]
}

/** Nothing is named by `uid`. */
export const NOTHING_GIVEN: Given = { lookups: {}, notices: [] }
