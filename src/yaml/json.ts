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

/**
 * Parses JSON without losing digits: a number that JavaScript would write otherwise is kept as text. Throws SyntaxError,
 * and RangeError for what nests some thousand levels deep.
 */
export function parseJson(text: string): Value {
  // The types of the library do not know the third argument yet.
  const reviver = (_key: string, value: Value, context?: { source?: string }): Value => {
    if (typeof value !== 'number' || context?.source === undefined) return value
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
