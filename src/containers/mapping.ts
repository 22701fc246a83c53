import { isMapping, type Value } from '../yaml/value.ts'

/** What a mapping has under a key; undefined where it has nothing, or where the value is no mapping at all. */
export const getKey = (value: Value | undefined, key: string): Value | undefined =>
  value !== undefined && isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined

/** A value in a message: text as it is, anything else as JSON. */
export const showValue = (value: Value): string =>
  typeof value === 'string' ? value : JSON.stringify(value).slice(0, 60)
