import type { Field, FieldType, Table } from '../fields/field.ts'
import { jsonAnswer, Refusal } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import { lastOf } from '../http/query.ts'
import type { Json } from '../python/json.ts'
import { strip, wholeNumber } from '../python/text.ts'
import { encode } from '../store/cells.ts'
import { always, type Condition } from '../store/condition.ts'

type Read = { readonly value: Json } | { readonly error: string } | null

const BOOLEANS: Readonly<Record<string, boolean>> = { '1': true, '0': false, true: true, false: false }

/**
 * The condition that the query's filters set on a table (docs/medperf.md 2.9). Throws a 400 refusal that names every bad
 * filter; an empty or unreadable boolean one is no filter.
 */
export function filtered(call: Call, table: Table, names: readonly string[]): Condition {
  if (!call.rules.filters) return always
  const parts: Condition[] = [always]
  const errors: Record<string, Json> = {}
  for (const field of call.store.entity(table).fields.filter(({ name }) => names.includes(name))) {
    const read = readFilter(call, field)
    if (read === null) continue
    if ('error' in read) errors[field.name] = [read.error]
    else parts.push({ sql: `${field.name} = ?`, values: [encode(field, read.value)] })
  }
  if (Object.keys(errors).length > 0) throw new Refusal(jsonAnswer(400, errors))
  return { sql: parts.map(({ sql }) => sql).join(' AND '), values: parts.flatMap(({ values }) => values) }
}

function readFilter(call: Call, field: Field): Read {
  const text = lastOf(call.query, field.name)
  return text === undefined || text === '' ? null : readValue(call, field.type, text)
}

function readValue(call: Call, type: FieldType, text: string): Read {
  if (type.kind === 'boolean') {
    const value = BOOLEANS[text.toLowerCase()]
    return value === undefined ? null : { value }
  }
  if (type.kind === 'choice') return type.options.includes(text) ? { value: text } : badChoice(text)
  if (type.kind === 'link') return readLink(call, type.to, text)
  const bare = strip(text)
  if (bare.includes('\0')) return { error: 'Null characters are not allowed.' }
  return bare === '' ? null : { value: bare }
}

const badChoice = (text: string): Read => ({
  error: `Select a valid choice. ${text} is not one of the available choices.`,
})

function readLink(call: Call, to: Table, text: string): Read {
  const id = wholeNumber(text)
  return id !== null && call.store.find(to, id)
    ? { value: id }
    : { error: 'Select a valid choice. That choice is not one of the available choices.' }
}
