import { isMapping, type Value } from '../../../yaml/value.ts'

const MOST = 10
const WORD = /\b(NaN|Infinity)\b/

/**
 * Paths of texts that break MedPerf's own client when it sends them; the two that stand for infinities are safe
 * (docs/medperf.md 6.8).
 */
export const trapWords = (value: Value): readonly string[] =>
  paths(value, (leaf) => typeof leaf === 'string' && WORD.test(leaf) && !/^-?Infinity$/.test(leaf))

/** Paths of numbers that JSON does not have: NaN and the infinities. */
export const numbersWithoutJson = (value: Value): readonly string[] =>
  paths(value, (leaf) => typeof leaf === 'number' && !Number.isFinite(leaf))

function paths(value: Value, wanted: (leaf: Value) => boolean): readonly string[] {
  const found = [...walk(value, wanted, [])]
  return found.length > MOST ? [...found.slice(0, MOST), `and ${found.length - MOST} more`] : found
}

function* walk(value: Value, wanted: (leaf: Value) => boolean, path: readonly string[]): Generator<string> {
  if (wanted(value)) yield path.length === 0 ? '(the whole)' : path.join('.')
  if (!Array.isArray(value) && !isMapping(value)) return
  for (const [key, entry] of Object.entries(value)) yield* walk(entry as Value, wanted, [...path, key])
}
