import { isList, isObject, type Json } from '../python/json.ts'
import { length, shown, strip, typeName, wholeNumber } from '../python/text.ts'
import type { Field, FieldType, Table, TextFormat } from './field.ts'

/** A value in the form it is stored in, or the error texts of its field. */
export type Coerced = { readonly value: Json } | { readonly errors: Json }

/** What checks of single values ask the database. */
export interface Lookup {
  /** Whether a row exists. Throws for an id that SQLite cannot hold. */
  exists(table: Table, id: bigint): boolean
  /** Whether a row other than the edited one has this value. */
  taken(field: Field, value: Json): boolean
}

const TRUE = ['t', 'T', 'y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON', '1']
const FALSE = ['f', 'F', 'n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF', '0']
const MAX_NUMERAL = 1000

const refuse = (...errors: readonly string[]): Coerced => ({ errors })

/** A sent value as the value of its field, by the rules of the REST framework (docs/medperf.md 2.7). */
export function coerce(field: Field, data: Json, lookup: Lookup): Coerced {
  const { type } = field
  if (type.kind === 'text' && strip(shown(data)) === '') {
    return type.blank ? { value: '' } : refuse('This field may not be blank.')
  }
  const sent = type.kind === 'link' && data === '' ? null : data
  if (sent === null) return field.nullable ? { value: null } : refuse('This field may not be null.')
  const coerced = convert(type, sent, lookup)
  if ('errors' in coerced) return coerced
  const errors = unusable(field, coerced.value, lookup)
  return errors.length > 0 ? { errors } : coerced
}

function convert(type: FieldType, data: Json, lookup: Lookup): Coerced {
  switch (type.kind) {
    case 'text':
      return text(data, type.format)
    case 'choice':
      return oneOf(type.options, data)
    case 'boolean':
      return boolean(data)
    case 'integer':
      return integer(data)
    case 'link':
      return link(type.to, data, lookup)
    case 'list':
      return list(type.of, data, lookup)
    case 'json':
      return canBeJson(data) ? { value: data } : refuse('Value must be valid JSON.')
    default:
      return { value: data }
  }
}

/** The errors of a list are an object, with the places of the bad items as its keys. */
function list(of: Field, data: Json, lookup: Lookup): Coerced {
  if (!isList(data)) return refuse(`Expected a list of items but got type "${typeName(data)}".`)
  const items = data.map((item) => coerce(of, item, lookup))
  const errors = items.flatMap((item, at): [string, Json][] =>
    'errors' in item ? [[String(at), item.errors]] : [],
  )
  if (errors.length > 0) return { errors: new Map(errors) }
  return { value: items.flatMap((item) => ('value' in item ? [item.value] : [])) }
}

/** Whether JSON can hold a value: `1e999` is an infinity to Python, and JSON has none. */
function canBeJson(data: Json): boolean {
  if (typeof data === 'number') return Number.isFinite(data)
  if (isObject(data)) return [...data.values()].every(canBeJson)
  return !isList(data) || data.every(canBeJson)
}

function text(data: Json, format: TextFormat | undefined): Coerced {
  const known = typeof data === 'string' || typeof data === 'bigint' || typeof data === 'number'
  if (known) return { value: strip(shown(data)) }
  return refuse(format?.ownField ? format.message : 'Not a valid string.')
}

function oneOf(options: readonly string[], data: Json): Coerced {
  const word = shown(data)
  return options.includes(word) ? { value: word } : refuse(`"${word}" is not a valid choice.`)
}

function boolean(data: Json): Coerced {
  if (typeof data === 'string') {
    if (TRUE.includes(data)) return { value: true }
    if (FALSE.includes(data)) return { value: false }
  }
  if (data === true || data === 1n || data === 1) return { value: true }
  if (data === false || data === 0n || data === 0) return { value: false }
  return refuse('Must be a valid boolean.')
}

function integer(data: Json): Coerced {
  if (typeof data === 'string' && length(data) > MAX_NUMERAL) return refuse('String value too large.')
  const value = wholeNumber(shown(data).replace(/\.0*\s*$/, ''))
  return value === null ? refuse('A valid integer is required.') : { value }
}

function link(to: Table, data: Json, lookup: Lookup): Coerced {
  const id = typeof data === 'boolean' ? null : asId(data)
  if (id === null) return refuse(`Incorrect type. Expected pk value, received ${typeName(data)}.`)
  return lookup.exists(to, id)
    ? { value: id }
    : refuse(`Invalid pk "${shown(data)}" - object does not exist.`)
}

/**
 * A sent value as the id of a row, as Python's `int()`: fractions are cut off. Null where it is no number.
 * Throws RangeError for an infinity, which the real server does not catch.
 */
export function asId(data: Json): bigint | null {
  if (typeof data === 'string') return wholeNumber(data)
  if (typeof data === 'bigint' || typeof data === 'boolean') return BigInt(data)
  return typeof data === 'number' ? BigInt(Math.trunc(data)) : null
}

function unusable(field: Field, value: Json, lookup: Lookup): string[] {
  const format = field.type.kind === 'text' ? field.type.format : undefined
  const ill = format && !format.pattern.test(String(value)) ? [format.message] : []
  const taken = field.unique !== undefined && lookup.taken(field, value) ? [field.unique] : []
  const long = tooLong(field.type, value)
  return format?.ownField ? [...taken, ...long, ...ill] : [...ill, ...taken, ...long]
}

function tooLong(type: FieldType, value: Json): string[] {
  if (type.kind !== 'text' || typeof value !== 'string') return []
  const errors: string[] = []
  if (length(value) > type.max) errors.push(`Ensure this field has no more than ${type.max} characters.`)
  if (value.includes('\0')) errors.push('Null characters are not allowed.')
  const lone = /\p{Cs}/u.exec(value)
  if (lone) {
    const code = lone[0].charCodeAt(0).toString(16).toUpperCase()
    errors.push(`Surrogate characters are not allowed: U+${code}.`)
  }
  return errors
}

/** The refusal of a body that is no JSON object; null where it is one. */
export function notAnObject(data: Json): string | null {
  if (isObject(data)) return null
  return data === null
    ? 'No data provided'
    : `Invalid data. Expected a dictionary, but got ${typeName(data)}.`
}
