import { type Entity, type Field, isColumn, type Row } from '../fields/field.ts'
import type { Json } from '../python/json.ts'
import { parseJson } from '../python/parse-json.ts'
import { storedJson } from '../python/write-json.ts'
import type { SqlRow, SqlValue } from './database.ts'
import { inKeyOrder, isStorable } from './jsonb.ts'

/** A value as its column holds it. Throws for what PostgreSQL, which production runs on, cannot keep. */
export function encode(field: Field, value: Json): SqlValue {
  if (value === null) return null
  if (!isStorable(value)) throw new Error(`${field.name} holds a NUL or half of a surrogate pair`)
  if (field.type.kind === 'json') return storedJson(inKeyOrder(value))
  return typeof value === 'boolean' ? BigInt(value) : (value as SqlValue)
}

function decode(field: Field, cell: SqlValue): Json {
  if (cell === null) return null
  if (field.type.kind === 'json') return parseJson(cell as string)
  return field.type.kind === 'boolean' ? cell === 1n : cell
}

/** Values as a row of SQLite; throws for a name that the entity has not. */
export function encodeRow(entity: Entity, values: Row): SqlRow {
  const cells: Record<string, SqlValue> = {}
  for (const [name, value] of Object.entries(values)) {
    cells[name] = name === 'id' ? (value as bigint) : encode(fieldOf(entity, name), value)
  }
  return cells
}

/** A row of SQLite as the rules see it. */
export function decodeRow(entity: Entity, row: SqlRow): Row {
  const values: Record<string, Json> = { id: row['id'] ?? null }
  for (const field of entity.fields.filter(isColumn))
    values[field.name] = decode(field, row[field.name] ?? null)
  return values
}

function fieldOf(entity: Entity, name: string): Field {
  const field = entity.fields.find((one) => one.name === name)
  if (!field) throw new Error(`${entity.table} have no ${name}`)
  return field
}
