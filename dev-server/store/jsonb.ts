import { isList, isObject, type Json } from '../python/json.ts'

/** JSON as PostgreSQL gives it back: the keys of an object by length in bytes, then by bytes (docs/medperf.md 4.3). */
export function inKeyOrder(value: Json): Json {
  if (isList(value)) return value.map(inKeyOrder)
  if (!isObject(value)) return value
  const pairs = [...value].map(([key, inner]) => ({ key, bytes: Buffer.from(key), inner: inKeyOrder(inner) }))
  const sorted = pairs.sort(
    (left, right) => left.bytes.length - right.bytes.length || Buffer.compare(left.bytes, right.bytes),
  )
  return new Map(sorted.map(({ key, inner }) => [key, inner]))
}

/** Whether two values are the same to PostgreSQL, which compares JSON by meaning: `1` and `1.0` are, `1` and `true` are not. */
export function sameJson(left: Json, right: Json): boolean {
  if (isNumber(left) && isNumber(right)) return !(left < right) && !(left > right)
  if (isList(left)) {
    return (
      isList(right) &&
      left.length === right.length &&
      left.every((item, at) => sameJson(item, right[at] ?? null))
    )
  }
  if (!isObject(left)) return left === right
  if (!isObject(right) || left.size !== right.size) return false
  return [...left].every(([key, inner]) => right.has(key) && sameJson(inner, right.get(key) ?? null))
}

const isNumber = (value: Json): value is bigint | number =>
  typeof value === 'bigint' || typeof value === 'number'

/** Whether PostgreSQL can keep a value: it takes neither NUL nor half of a surrogate pair, in a key neither (docs/medperf.md 2.7). */
export function isStorable(value: Json): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (isList(value)) return value.every(isStorable)
  return !isObject(value) || [...value].every(([key, inner]) => isStorable(key) && isStorable(inner))
}
