import type { Row, Table } from '../fields/field.ts'
import { type Answer, jsonAnswer } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import { changedQuery, lastOf } from '../http/query.ts'
import type { Json } from '../python/json.ts'
import { wholeNumber } from '../python/text.ts'
import type { Condition } from '../store/condition.ts'

const DEFAULT_LIMIT = 32n

/** Which rows a list holds. */
export interface Listing {
  readonly table: Table
  readonly where: Condition
  /** SQL; the entity's own order where it is absent. */
  readonly order?: string
}

/** One page of a list, by `limit` and `offset` of the query (docs/medperf.md 2.8). */
export function pageOf(call: Call, { table, where, order }: Listing, show: (row: Row) => Json): Answer {
  const limit = numberOf(call, 'limit', 1n) ?? DEFAULT_LIMIT
  const offset = numberOf(call, 'offset', 0n) ?? 0n
  const count = call.store.count(table, where)
  const range = { order: order ?? call.store.entity(table).order, limit, offset }
  const rows = count === 0n || offset > count ? [] : call.store.select(table, where, range)
  return jsonAnswer(200, {
    count,
    next: offset + limit < count ? linkTo(call, limit, offset + limit) : null,
    previous: offset > 0n ? linkTo(call, limit, offset - limit) : null,
    results: rows.map(show),
  })
}

/** A whole number of the query that is not below `least`; anything else counts as absent. */
function numberOf(call: Call, name: string, least: bigint): bigint | null {
  const value = wholeNumber(lastOf(call.query, name) ?? '')
  return value !== null && value >= least ? value : null
}

function linkTo(call: Call, limit: bigint, offset: bigint): string {
  const query = changedQuery(call.query, {
    limit: String(limit),
    offset: offset > 0n ? String(offset) : null,
  })
  return `${call.address}?${query}`
}
