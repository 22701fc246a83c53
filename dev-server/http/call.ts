import type { EraRules } from '../era.ts'
import { idOf, type Row } from '../fields/field.ts'
import type { Json } from '../python/json.ts'
import type { Store } from '../store/store.ts'
import { notFound } from './answer.ts'
import type { Query } from './query.ts'

/** What a server is: its rules, its rows, and the one setting of the real servers that matters. */
export interface Home {
  readonly rules: EraRules
  readonly store: Store
  /** E-mail addresses whose benchmarks are approved at once; changed by a reset only. */
  readonly settings: { autoApproveFrom: readonly string[] }
}

/** A request as it came in. */
export interface Incoming {
  readonly method: string
  /** Path and query, still encoded. */
  readonly target: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
  /** Whether it came over the loopback interface and was addressed to it. */
  readonly local: boolean
}

/** A request on its way through the rules. */
export interface Call extends Home {
  readonly verb: string
  /** Who signed in; null for nobody. */
  readonly user: Row | null
  /** The numbers in the address, by name. */
  readonly ids: Readonly<Record<string, bigint>>
  readonly query: Query
  /** The address without its query, for the links of lists. */
  readonly address: string
  /** The body; an absent one is `{}`. Throws a refusal: 400 for broken JSON, 415 for another media type. */
  data(): Json
}

/** The row that the address names; throws a 404 refusal where there is none. */
export function addressed(call: Call, table: Parameters<Store['find']>[0]): Row {
  const row = call.store.find(table, call.ids['pk'] ?? 0n)
  if (!row) throw notFound()
  return row
}

/** Who signed in, where the permission has made sure that somebody did. */
export function person(call: Call): Row {
  if (!call.user) throw new Error('nobody signed in')
  return call.user
}

/** The id of who signed in. */
export const personId = (call: Call): bigint => idOf(person(call))
