import { type Field, isColumn, type Table } from '../fields/field.ts'
import type { Call } from '../http/call.ts'
import { lastOf } from '../http/query.ts'
import { strip } from '../python/text.ts'
import { isSearched } from './search.ts'

/** The SQL order that `?ordering=` asks for; undefined where it names no field, or where the era does not know it. */
export function ordered(call: Call, table: Table): string | undefined {
  if (call.rules.ordering === null) return undefined
  const terms = (lastOf(call.query, 'ordering') ?? '').split(',').map(strip)
  const orders = terms.flatMap((term) => orderBy(call, table, term) ?? [])
  return orders.length > 0 ? [...orders, 'id'].join(', ') : undefined
}

function orderBy(call: Call, table: Table, term: string): string | null {
  const name = term.replace(/^-/, '')
  const direction = term.startsWith('-') ? ' DESC' : ''
  const known = isSearched(call, table) ? call.rules.ordering : 'any'
  if (known !== 'any' && !known?.includes(name)) return null
  if (name === 'id') return `id${direction}`
  const field = call.store.entity(table).fields.find((one) => isColumn(one) && one.name === name)
  return field ? `${column(call, table, field)}${direction}` : null
}

/** A link sorts by the place of its row in that row's own list. */
function column(call: Call, table: Table, { name, type }: Field): string {
  if (type.kind !== 'link' || type.to === 'users') return name
  const { order } = call.store.entity(type.to)
  return `(SELECT ${order} FROM ${type.to} AS linked WHERE linked.id = ${table}.${name})`
}
