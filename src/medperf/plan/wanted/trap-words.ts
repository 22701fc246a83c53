import { type FoundLeaf, findLeaves } from '../../../yaml/find.ts'
import { breaksSanitising } from '../../../yaml/sendable.ts'
import type { Value } from '../../../yaml/value.ts'

const MOST = 10

/**
 * Paths of texts and keys that break MedPerf's own client when it sends them (docs/medperf.md 6.8). Of the two texts that stand
 * for infinities a report does not tell whether they were numbers, and the test has looked.
 */
export const trapWords = (value: Value): readonly string[] =>
  listPaths(
    findLeaves(
      value,
      (leaf, isKey) =>
        typeof leaf === 'string' && breaksSanitising(leaf) && (isKey || !/^-?Infinity$/.test(leaf)),
    ),
  )

/** Paths of numbers that JSON does not have: NaN and the infinities. */
export const numbersWithoutJson = (value: Value): readonly string[] =>
  listPaths(findLeaves(value, (leaf) => typeof leaf === 'number' && !Number.isFinite(leaf)))

function listPaths(found: readonly FoundLeaf[]): readonly string[] {
  const paths = found.map(({ path }) => (path.length === 0 ? '(the whole)' : path.join('.')))
  return paths.length > MOST ? [...paths.slice(0, MOST), `and ${paths.length - MOST} more`] : paths
}
