import type { Value } from '../yaml/value.ts'

/** The results that a change is compared with. */
export interface BaseResults {
  /** SHA of the commit they were measured on. */
  readonly commit: string
  /** As evaluate wrote them; NaN and the infinities are numbers. */
  readonly results: Value
}
