import { known } from '../facts/known.ts'
import type { Finding } from './finding.ts'

/** What a reader found: the value, where there is one, and what is wrong; nobody writes into a list of somebody else's. */
export interface Read<T, Wrong = Finding> {
  readonly value?: T
  readonly findings: readonly Wrong[]
}

/** The same of a reader that has a value whatever is wrong. */
export type WholeRead<T, Wrong = Finding> = Required<Read<T, Wrong>>

/** A value that nothing is wrong with. */
export const readValue = <T>(value: T): WholeRead<T, never> => ({ value, findings: [] })

/** No value, because of this. */
export const readNothing = <Wrong>(...findings: readonly Wrong[]): Read<never, Wrong> => ({ findings })

/** A value, or none, and what is wrong. */
export const makeRead = <T, Wrong>(value: T | undefined, findings: readonly Wrong[]): Read<T, Wrong> =>
  known({ value, findings }) as Read<T, Wrong>

/** What is wrong in several reads, in their order. */
export const joinFindings = <Wrong>(
  ...reads: readonly (Pick<Read<unknown, Wrong>, 'findings'> | undefined)[]
): readonly Wrong[] => reads.flatMap((read) => read?.findings ?? [])

/** The values of several reads, as far as there are any, with all that is wrong. */
export const collectReads = <T, Wrong>(reads: readonly Read<T, Wrong>[]): WholeRead<readonly T[], Wrong> => ({
  value: reads.flatMap(({ value }) => (value === undefined ? [] : [value])),
  findings: joinFindings(...reads),
})
