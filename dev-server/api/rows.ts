import type { Row, Table } from '../fields/field.ts'
import { idOf } from '../fields/field.ts'
import { represent } from '../fields/represent.ts'
import { addressed, type Call, personId } from '../http/call.ts'
import type { Handler } from '../http/endpoint.ts'
import { filtered } from '../lists/filters.ts'
import { ordered } from '../lists/ordering.ts'
import { type Listing, pageOf } from '../lists/page.ts'
import { isSearched, searched } from '../lists/search.ts'
import type { JsonObject } from '../python/json.ts'
import { all, type Condition, equals } from '../store/condition.ts'

/** How the rows of a table look in the answers to a call. */
export type Show = (call: Call) => (row: Row) => JsonObject

/** Rows with all their fields but the hidden ones. */
export const showRow =
  (table: Table, hidden: readonly string[] = []): Show =>
  ({ store }) =>
  (row) =>
    represent(store.entity(table), row, hidden)

/** The list of all rows, with the filters and the order that the era knows. */
export const listAll =
  (table: Table, filters: readonly string[], show: Show): Handler =>
  (call) => {
    const where = all(filtered(call, table, filters), searched(call, table))
    return pageOf(call, inOrder(call, { table, where }), show(call))
  }

function inOrder(call: Call, listing: Listing): Listing {
  const order = ordered(call, listing.table)
  return order === undefined ? listing : { ...listing, order }
}

/** The list of the rows for which a condition holds. */
export const listWhere =
  (table: Table, where: (call: Call) => Condition, show: Show): Handler =>
  (call) =>
    pageOf(call, { table, where: where(call) }, show(call))

/** The list of the caller's own rows: those they own, unless something else is said. */
export const listMine =
  (table: Table, show: Show, mine: (call: Call) => Condition = ownedBy): Handler =>
  (call) => {
    const where = all(mine(call), searched(call, table))
    const listing = { table, where }
    return pageOf(call, isSearched(call, table) ? inOrder(call, listing) : listing, show(call))
  }

const ownedBy = (call: Call): Condition => equals({ owner: personId(call) })

/** The row that the address names. */
export const readOne =
  (table: Table, show: Show): Handler =>
  (call) => ({ status: 200, json: show(call)(addressed(call, table)) })

/** Deletes the row that the address names. A row that is still in use is a 500 answer. */
export const removeOne =
  (table: Table): Handler =>
  (call) => {
    call.store.remove(table, equals({ id: idOf(addressed(call, table)) }))
    return { status: 204 }
  }
