import { asId } from '../fields/coerce.ts'
import { idOf, type Row, type Table } from '../fields/field.ts'
import { ServerFault } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import type { Permission, Verb } from '../http/endpoint.ts'
import { contains } from '../python/equal.ts'
import { isObject, type Json } from '../python/json.ts'
import { equals } from '../store/condition.ts'
import type { Store } from '../store/store.ts'

/** Anybody, signed in or not. */
export const anyone: Permission = () => true

/** Whoever signed in. */
export const signedIn: Permission = ({ user }) => user !== null

/** An administrator (the flag of the user row, not a claim of the token). */
export const isAdmin: Permission = ({ user }) => user?.['is_superuser'] === true

/** Whoever one of the permissions lets in; the later ones are not asked then. */
export const anyOf =
  (...permissions: readonly Permission[]): Permission =>
  (call) =>
    permissions.some((permission) => permission(call))

/** A permission of its own for some verbs. */
export const byVerb =
  (special: Readonly<Partial<Record<Verb, Permission>>>, other: Permission = signedIn): Permission =>
  (call) =>
    (special[call.verb as Verb] ?? other)(call)

/** The owner of the row that a number of the address names; of a benchmark the committee, too. */
export const owns =
  (table: Table, number = 'pk'): Permission =>
  (call) =>
    ownsRow(call, table, call.ids[number] ?? 0n)

/**
 * The owner of the row that the address names or, in a POST, the body (docs/medperf.md 2.5: the body is read first then).
 */
export const ownsNamed =
  (table: Table, key: string, number = 'pk'): Permission =>
  (call) =>
    call.verb === 'POST'
      ? ownsRow(call, table, idInBody(call, key))
      : ownsRow(call, table, call.ids[number] ?? 0n)

/** The row is looked up even where nobody signed in, so an id that the database cannot hold is a 500 answer before a 401 one. */
const ownsRow = (call: Call, table: Table, id: bigint): boolean =>
  id !== 0n && holds(call, table, call.store.find(table, id))

const holds = (call: Call, table: Table, row: Row | null): boolean =>
  table === 'benchmarks' ? isManager(call.store, call.user, row) : isOwner(call.user, row)

/** Whether a row exists and belongs to a person. */
export const isOwner = (user: Row | null, row: Row | null): boolean =>
  user !== null && row !== null && row['owner'] === idOf(user)

/** Whether a benchmark exists and a person owns it or belongs to its committee (docs/medperf.md 6.9). */
export const isManager = (store: Store, user: Row | null, benchmark: Row | null): boolean =>
  isOwner(user, benchmark) ||
  (user !== null &&
    benchmark !== null &&
    store.has('members') &&
    store.count('members', equals({ benchmark: idOf(benchmark), member: idOf(user) })) > 0n)

/** The id that a body names; 0 where it names none. Whatever is no id is an error that the real server does not catch. */
function idInBody(call: Call, key: string): bigint {
  const data = call.data()
  if (!isObject(data)) throw new ServerFault("the body has no attribute 'get'")
  const named = data.get(key) ?? null
  if (isFalsy(named)) return 0n
  const id = asId(named)
  if (id === null) throw new ServerFault(`Field 'id' expected a number but got ${String(named)}`)
  return id
}

function isFalsy(value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0
  return isObject(value) ? value.size === 0 : !value
}

/** Whether a body has a key. A text or list may hold the word too; for a number the real server fails. */
export function bodyNames(call: Call, key: string): boolean {
  const found = contains(call.data(), key)
  if (found === null) throw new ServerFault('argument of this type is not iterable')
  return found
}
