import { expectBoundedJson, MOST_VALUES, TooMuchJson } from './bound.ts'
import { isMapping, isRawNumber, rawNumber, type Value } from './value.ts'

/** The strings that stand for numbers JSON cannot hold (docs/medperf.md 6.8). */
const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
])

/**
 * A value as JSON can hold it: NaN and the infinities become the strings of docs/medperf.md 6.8, all else stays as it is.
 */
export function toJson(value: Value): Value {
  return mapLeaves(value, (leaf) => {
    if (typeof leaf !== 'number' || Number.isFinite(leaf)) return leaf
    return Number.isNaN(leaf) ? 'nan' : String(leaf)
  })
}

/** The way back from `toJson`: the three strings of docs/medperf.md 6.8 become numbers again. */
export function fromJson(value: Value): Value {
  return mapLeaves(value, (leaf) => (typeof leaf === 'string' ? (SPECIAL.get(leaf) ?? leaf) : leaf))
}

/** Python reads and writes no longer integers, and no float has as many digits. */
const LONGEST_NUMBER = 4300

/** Parses JSON of at most so many values, keys among them. Throws SyntaxError, which TooMuchJson is. */
export function parsePlainJson(text: string, most = MOST_VALUES): unknown {
  expectBoundedJson(text, most)
  return JSON.parse(text)
}

/**
 * Parses JSON without losing digits: a number that JavaScript would write otherwise is kept as text. Throws SyntaxError, also
 * for more than `most` values.
 */
export function parseJson(text: string, most = MOST_VALUES): Value {
  expectBoundedJson(text, most)
  // The types of the library do not know the third argument yet.
  const reviver = (_key: string, value: Value, context?: { source?: string }): Value => {
    if (typeof value !== 'number' || context?.source === undefined) return value
    if (context.source.length > LONGEST_NUMBER) throw new TooMuchJson('it holds a number of too many digits')
    return JSON.stringify(value) === context.source ? value : rawNumber(context.source)
  }
  return JSON.parse(text, reviver)
}

/** JSON without spaces, the keys of every mapping in code unit order: equal values give equal text. */
export function writeCanonicalJson(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(writeCanonicalJson).join(',')}]`
  if (!isMapping(value)) return JSON.stringify(toJson(value))
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${writeCanonicalJson(item)}`).join(',')}}`
}

/** The number that a value stands for, exact text or not; undefined when it is no number. */
export function readNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value
  return isRawNumber(value) ? Number(value.rawJSON) : undefined
}

/** Whether a value of JSON holds more than `most` others, keys among them. */
export function holdsMore(value: unknown, most: number): boolean {
  let count = 0
  const rest = [value]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next !== 'object' || next === null) continue
    const children: readonly unknown[] = Array.isArray(next) ? next : Object.values(next)
    count += Array.isArray(next) ? children.length : 2 * children.length
    if (count > most) return true
    for (const child of children) rest.push(child)
  }
  return false
}

/** UTF-16 units of the paths to all values of a document together; they are names of metrics, which are kept and looked up. */
export const MOST_PATHS = 64 * 1024 ** 2

/** Whether the keys on the way to each value, joined, are longer than that together: one long key may lie above a million values. */
export function hasEndlessPaths(value: Value, most = MOST_PATHS): boolean {
  let total = 0
  const rest: { readonly value: Value; readonly length: number }[] = [{ value, length: 0 }]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    total += next.length
    if (total > most) return true
    for (const [key, child] of entriesOf(next.value))
      rest.push({ value: child, length: next.length + key.length + 1 })
  }
  return false
}

const entriesOf = (value: Value): readonly (readonly [string, Value])[] =>
  Array.isArray(value)
    ? value.map((item, index) => [String(index), item])
    : isMapping(value)
      ? Object.entries(value)
      : []

/** Whether lists and mappings lie in each other more than `levels` deep; a scalar has no level. */
export function nestsDeeper(value: Value, levels: number): boolean {
  let row: readonly Value[] = [value]
  for (let depth = 0; row.length > 0; depth++) {
    row = row.flatMap(childrenOf)
    if (row.length > 0 && depth >= levels) return true
  }
  return false
}

function childrenOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value
  return isMapping(value) ? Object.values(value) : []
}

function mapLeaves(value: Value, change: (leaf: Value) => Value): Value {
  if (Array.isArray(value)) return value.map((item) => mapLeaves(item, change))
  if (!isMapping(value)) return change(value)
  // fromEntries defines keys, so that one called __proto__ is a key like any other.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapLeaves(item, change)]))
}
