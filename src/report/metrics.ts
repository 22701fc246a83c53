import { known } from '../facts/known.ts'
import { readNumber } from '../yaml/json.ts'
import { isMapping, isRawNumber, type Value } from '../yaml/value.ts'
import { clipText } from './clip.ts'
import type { Metric } from './report.ts'

/** The name of results that are one scalar. */
const WHOLE = 'result'

/** UTF-16 units of a name; a report shows the first 1,000. */
const LONGEST_NAME = 2_000

/** One value at the end of a path through the results. */
export interface Leaf {
  readonly name: string
  readonly value: Exclude<Value, readonly Value[] | { readonly [key: string]: Value }>
}

/** The leaves of results of any shape, in their order; an empty list or mapping inside them is the text `[]` or `{}`. */
export function flattenResults(results: Value): readonly Leaf[] {
  const leaves: Leaf[] = []
  const rest: { readonly path: string | undefined; readonly value: Value }[] = [
    { path: undefined, value: results },
  ]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { path, value } = next
    const children = childrenOf(value)
    if (children === undefined) leaves.push({ name: path ?? WHOLE, value: value as Leaf['value'] })
    else if (children.length === 0 && path !== undefined)
      leaves.push({ name: path, value: Array.isArray(value) ? '[]' : '{}' })
    // Taken from the end, so the first child comes next.
    for (const [key, child] of children?.toReversed() ?? []) {
      // Cut where nobody reads or writes it any more: a name is looked up, which costs as much as it is long.
      rest.push({ path: (path === undefined ? key : `${path}.${key}`).slice(0, LONGEST_NAME), value: child })
    }
  }
  return leaves
}

function childrenOf(value: Value): readonly (readonly [string, Value])[] | undefined {
  if (Array.isArray(value)) return value.map((child, index) => [String(index), child])
  return isMapping(value) ? Object.entries(value) : undefined
}

/** The metrics of a report; `tolerance` gives the size up to which a metric's change counts as none. */
export function buildMetrics(
  leaves: readonly Leaf[],
  base: readonly Leaf[] | undefined,
  tolerance: (name: string) => number,
): Metric[] {
  const before = indexLeaves(base ?? [])
  return leaves.map(({ name, value }) => {
    const number = readNumber(value)
    const old = before.get(name)
    const change = old === undefined ? undefined : changeOf(value, old.value, tolerance(name))
    return known({
      name: clipText(name, 1_000),
      type: typeOf(value),
      value: clipText(showLeaf(value), 1_000),
      number: number !== undefined && Number.isFinite(number) ? number : undefined,
      base: old === undefined ? undefined : clipText(showLeaf(old.value), 1_000),
      change,
    })
  })
}

/** Leaves by name; of two with one name (`a.b` and `a: {b}`) the first. */
export function indexLeaves(leaves: readonly Leaf[]): ReadonlyMap<string, Leaf> {
  const index = new Map<string, Leaf>()
  for (const leaf of leaves) if (!index.has(leaf.name)) index.set(leaf.name, leaf)
  return index
}

/** A scalar as exact text; NaN and the infinities as `NaN`, `∞`, `-∞`. */
export function showLeaf(value: Leaf['value']): string {
  if (value === null) return 'null'
  if (isRawNumber(value)) return value.rawJSON
  return String(value).replace(/^(-?)Infinity$/, typeof value === 'number' ? '$1∞' : '$&')
}

function typeOf(value: Leaf['value']): Metric['type'] {
  if (readNumber(value) !== undefined) return 'number'
  if (value === null) return 'null'
  return typeof value === 'boolean' ? 'boolean' : 'text'
}

const INTEGER = /^-?\d+$/

function changeOf(value: Leaf['value'], old: Leaf['value'], tolerance: number): number | undefined {
  const [now, then] = [readNumber(value), readNumber(old)]
  if (now === undefined || then === undefined || !Number.isFinite(now) || !Number.isFinite(then))
    return undefined
  const [a, b] = [showLeaf(value), showLeaf(old)]
  // Integers beyond 2^53 differ exactly where their doubles do not.
  const change = INTEGER.test(a) && INTEGER.test(b) ? Number(BigInt(a) - BigInt(b)) : now - then
  if (!Number.isFinite(change)) return undefined
  return Math.abs(change) <= tolerance ? 0 : change
}
