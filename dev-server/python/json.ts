/**
 * A JSON value as the real servers (Python) tell it apart: a whole number is a bigint, any other number is a number, and
 * the keys of an object keep their order, which decides whether two stored texts are equal.
 */
export type Json = null | boolean | bigint | number | string | readonly Json[] | JsonObject

/** A JSON object; of a repeated key the last value counts, at the place of the first. */
export type JsonObject = ReadonlyMap<string, Json>

/** What an answer is written as: plain objects and arrays, with `Json` values inside. */
export type Loose = Json | undefined | readonly Loose[] | { readonly [key: string]: Loose }

/** Whether a value is a JSON object. */
export const isObject = (value: Json): value is JsonObject => value instanceof Map

/** Whether a value is a JSON array. */
export const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** A plain value as `Json`: whole numbers become bigint, keys that hold undefined are left out. */
export function toJson(value: Loose): Json {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value)
  if (value === null || value === undefined) return null
  if (typeof value !== 'object' || value instanceof Map) return value as Json
  if (Array.isArray(value)) return value.map(toJson)
  const pairs = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return new Map(pairs.map(([key, inner]) => [key, toJson(inner)]))
}
