import { isList, isObject, type Json } from './json.ts'

/** Whether two values are equal to Python: `1 == 1.0 == True`, and the order of an object's keys does not matter. */
export function equal(left: Json, right: Json): boolean {
  if (isNumeric(left) && isNumeric(right)) return sameNumber(asNumber(left), asNumber(right))
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') {
    return left === right
  }
  if (isList(left)) {
    return (
      isList(right) &&
      left.length === right.length &&
      left.every((item, at) => equal(item, right[at] as Json))
    )
  }
  return isObject(left) && isObject(right) && sameEntries(left, right)
}

function sameEntries(left: ReadonlyMap<string, Json>, right: ReadonlyMap<string, Json>): boolean {
  if (left.size !== right.size) return false
  return [...left].every(([key, value]) => right.has(key) && equal(value, right.get(key) as Json))
}

// Only < and > compare a bigint with a number by value.
const sameNumber = (left: bigint | number, right: bigint | number): boolean =>
  !(left < right) && !(left > right)

const isNumeric = (value: Json): value is boolean | bigint | number =>
  typeof value === 'boolean' || typeof value === 'bigint' || typeof value === 'number'

const asNumber = (value: boolean | bigint | number): bigint | number =>
  typeof value === 'boolean' ? BigInt(value) : value

/**
 * Python's `text in container`: part of a text, member of a list, key of an object.
 * Null for anything else, where Python throws and the real server answers 500.
 */
export function contains(container: Json, text: string): boolean | null {
  if (typeof container === 'string') return container.includes(text)
  if (container === null || typeof container !== 'object') return null
  return isList(container)
    ? container.some((item) => item === text)
    : (container as ReadonlyMap<string, Json>).has(text)
}
