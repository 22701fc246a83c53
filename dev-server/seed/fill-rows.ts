import { type Entity, type Field, isColumn, type Row, type Table } from '../fields/field.ts'
import { isObject, type Json, type JsonObject, type Loose, toJson } from '../python/json.ts'
import { equals } from '../store/condition.ts'
import type { Store } from '../store/store.ts'

/** Rows by the table they are of, under the names that answers have; what the era has no field for is left out. */
export type Filling = Readonly<Partial<Record<FilledTable, readonly { readonly [key: string]: Loose }[]>>>

type FilledTable = Exclude<Table, 'authorities' | 'members'>

/** Where an object inside a row belongs. */
const contents: Readonly<Record<string, Table>> = { container: 'mlcubes', asset: 'assets' }

/** Puts rows into a store, each in place of the one with its id. Throws for tables that the era has not. */
export function fillRows(store: Store, filling: Filling): void {
  for (const [table, rows] of Object.entries(filling)) {
    for (const row of rows) fillRow(store, table as Table, toJson(row) as JsonObject)
  }
}

function fillRow(store: Store, table: Table, given: JsonObject): bigint {
  const entity = store.entity(table)
  const values = Object.fromEntries([...valuesOf(store, entity, given)])
  const id = given.get('id')
  if (typeof id !== 'bigint') throw new Error(`a row of ${table} has no id`)
  store.remove(table, equals({ id }))
  store.insert(table, { id, ...values })
  fillMembers(store, id, given.get('committee_members'))
  return id
}

function* valuesOf(store: Store, { table, fields }: Entity, given: JsonObject): Iterable<[string, Json]> {
  for (const field of fields.filter(isColumn)) {
    const value = given.get(field.name)
    const inner = table === 'models' ? contents[field.name] : undefined
    if (inner && value !== undefined && isObject(value)) yield [field.name, fillRow(store, inner, value)]
    else if (value === undefined || (value === null && !field.nullable)) yield* standIn(field, given)
    else yield [field.name, value]
  }
}

/** What must be there and is not known: the id that no row has, and of a name one that no other row has. */
function standIn({ name, type, nullable, unique }: Field, given: JsonObject): readonly [string, Json][] {
  if (type.kind === 'link') return nullable ? [] : [[name, 0n]]
  return unique === undefined ? [] : [[name, `row ${given.get('id')}`]]
}

function fillMembers(store: Store, benchmark: bigint, members: Json | undefined): void {
  if (!Array.isArray(members) || !store.has('members')) return
  store.remove('members', equals({ benchmark }))
  for (const member of members as readonly Json[]) store.insert('members', { benchmark, member } as Row)
}
