import { type Entity, isColumn, type Row, type Table, tables } from '../fields/field.ts'
import { decodeRow, encodeRow } from './cells.ts'
import { type Clock, makeClock } from './clock.ts'
import { type Condition, equals } from './condition.ts'
import type { Database, SqlRow } from './database.ts'
import { schemaOf } from './schema.ts'

/** A part of a list; a limit of -1 is none. */
export interface Range {
  /** SQL. */
  readonly order: string
  readonly limit: bigint
  readonly offset: bigint
}

/** The rows of all entities. Methods throw what SQLite reports: a row still in use, a number too large. */
export interface Store {
  readonly database: Database
  readonly clock: Clock
  /** Whether this era has a table. */
  has(table: Table): boolean
  entity(table: Table): Entity
  find(table: Table, id: bigint): Row | null
  /** The first row in an SQL order. */
  first(table: Table, where: Condition, order: string): Row | null
  select(table: Table, where: Condition, range: Range): Row[]
  count(table: Table, where: Condition): bigint
  /** Adds a row: the given values, else the fields' defaults, and the time. */
  insert(table: Table, values: Row): Row
  /** Changes a row; `modified_at` moves even if nothing else does. */
  update(table: Table, id: bigint, values: Row): Row
  remove(table: Table, where: Condition): void
}

/** The rows of `entities` in a database, whose tables are made if they are missing. */
export function openStore(database: Database, entities: readonly Entity[]): Store {
  const known = new Map(entities.map((entity) => [entity.table, entity]))
  database.script(schemaOf(tables.flatMap((table) => known.get(table) ?? [])))
  const clock = makeClock(newestTime(database, entities))
  const entity = (table: Table): Entity => {
    const found = known.get(table)
    if (!found) throw new Error(`this era has no ${table}`)
    return found
  }
  const has = (table: Table): boolean => known.has(table)
  return { database, clock, has, entity, ...readers(database, entity), ...writers(database, entity, clock) }
}

type EntityOf = Store['entity']

const joined = ({ join }: Condition): string => (join === undefined ? '' : ` ${join}`)

function readers(database: Database, entity: EntityOf): Pick<Store, 'find' | 'first' | 'select' | 'count'> {
  const select: Store['select'] = (table, where, { order, limit, offset }) => {
    const sql = `SELECT ${table}.* FROM ${table}${joined(where)} WHERE ${where.sql} ORDER BY ${order} LIMIT ? OFFSET ?`
    const rows = database.all(sql, ...where.values, limit, offset)
    return rows.map((row) => decodeRow(entity(table), row))
  }
  const first: Store['first'] = (table, where, order) =>
    select(table, where, { order, limit: 1n, offset: 0n })[0] ?? null
  return {
    select,
    first,
    find: (table, id) => first(table, equals({ id }), 'id'),
    count: (table, where) => {
      const sql = `SELECT count(*) AS found FROM ${table}${joined(where)} WHERE ${where.sql}`
      return database.first(sql, ...where.values)?.['found'] as bigint
    },
  }
}

function writers(
  database: Database,
  entity: EntityOf,
  clock: Clock,
): Pick<Store, 'insert' | 'update' | 'remove'> {
  const read = (table: Table, id: bigint): Row => {
    const row = database.first(`SELECT * FROM ${table} WHERE id = ?`, id)
    return decodeRow(entity(table), row ?? {})
  }
  return {
    insert: (table, values) => {
      const filled = { ...defaults(entity(table)), ...stamps(entity(table), clock, true), ...values }
      return read(table, insertRow(database, table, encodeRow(entity(table), filled)))
    },
    update: (table, id, values) => {
      const changes = { ...values, ...stamps(entity(table), clock, false) }
      updateRow(database, table, id, encodeRow(entity(table), changes))
      return read(table, id)
    },
    remove: (table, where) => {
      database.run(`DELETE FROM ${table} WHERE ${where.sql}`, ...where.values)
    },
  }
}

function insertRow(database: Database, table: Table, cells: SqlRow): bigint {
  const names = Object.keys(cells)
  const marks = names.map(() => '?').join(', ')
  return database.run(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`, ...Object.values(cells))
}

function updateRow(database: Database, table: Table, id: bigint, cells: SqlRow): void {
  const sets = Object.keys(cells).map((name) => `${name} = ?`)
  if (sets.length === 0) return
  database.run(`UPDATE ${table} SET ${sets.join(', ')} WHERE id = ?`, ...Object.values(cells), id)
}

const defaults = ({ fields }: Entity): Row =>
  Object.fromEntries(fields.filter(isColumn).map((field) => [field.name, field.initial]))

const isStamped = ({ fields }: Entity): boolean => fields.some(({ name }) => name === 'modified_at')

function stamps(entity: Entity, clock: Clock, created: boolean): Row {
  if (!isStamped(entity)) return {}
  const now = clock.now()
  return created ? { created_at: now, modified_at: now } : { modified_at: now }
}

function newestTime(database: Database, entities: readonly Entity[]): string {
  const times = entities.filter(isStamped).map(({ table }) => {
    const row = database.first(`SELECT max(modified_at) AS newest FROM ${table}`)
    return String(row?.['newest'] ?? '')
  })
  return times.sort().at(-1) ?? ''
}
