import { createHash } from 'node:crypto'
import { isMapping, isRawNumber, type Value } from './value.ts'

/** One leaf in which two documents differ; an absent side is a key or entry that is not there. */
export interface Difference {
  readonly path: string
  readonly from?: Value
  readonly to?: Value
}

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/** A decimal number's value, independent of how it is written: `1`, `1.0` and `10e-1` give the same text. */
function decimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  let end = digits.length
  while (digits[end - 1] === '0') end -= 1
  const kept = digits.slice(0, end)
  if (kept === '') return '0'
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - kept.length)
  return `${sign}${kept}e${power}`
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return '"nan"'
  if (!Number.isFinite(value)) return value > 0 ? '"Infinity"' : '"-Infinity"'
  return decimal(String(value))
}

/**
 * A text that two values share exactly when MedPerf's database holds them as equal: keys sorted, numbers by value and not by
 * spelling, NaN and the infinities as the words they are registered as (docs/medperf.md 4.3, 6.8, 17.2).
 */
export function semanticText(value: Value): string {
  if (typeof value === 'number') return numberText(value)
  if (isRawNumber(value)) return decimal(value.rawJSON)
  if (isMapping(value)) {
    const entries = Object.keys(value).toSorted()
    return `{${entries.map((key) => `${JSON.stringify(key)}:${semanticText(value[key] ?? null)}`).join(',')}}`
  }
  if (Array.isArray(value)) return `[${value.map(semanticText).join(',')}]`
  return JSON.stringify(value)
}

/** Whether two JSON values mean the same to MedPerf. */
export const isSameJson = (a: Value, b: Value): boolean => semanticText(a) === semanticText(b)

/** SHA-256 of a value's meaning, in hex. */
export const semanticHash = (value: Value): string =>
  createHash('sha256').update(semanticText(value)).digest('hex')

/** Where two values differ, leaf by leaf; paths are joined with `.` below `path`. */
export function findDifferences(from: Value, to: Value, path = ''): readonly Difference[] {
  if (isSameJson(from, to)) return []
  const a = childrenOf(from)
  const b = childrenOf(to)
  if (a === undefined || b === undefined || Array.isArray(from) !== Array.isArray(to))
    return [{ path, from, to }]
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return keys.flatMap((key) => childDifferences(path === '' ? key : `${path}.${key}`, a[key], b[key]))
}

function childDifferences(path: string, from?: Value, to?: Value): readonly Difference[] {
  if (from === undefined) return to === undefined ? [] : [{ path, to }]
  return to === undefined ? [{ path, from }] : findDifferences(from, to, path)
}

/** The entries of a non-empty mapping or list by key; undefined for what has none, so that it is shown whole. */
function childrenOf(value: Value): Readonly<Record<string, Value>> | undefined {
  if (isMapping(value)) return Object.keys(value).length === 0 ? undefined : { ...value }
  return Array.isArray(value) && value.length > 0 ? Object.fromEntries(value.entries()) : undefined
}
