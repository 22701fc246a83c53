import type { Json, JsonObject } from '../python/json.ts'
import type { Entity, Row } from './field.ts'

/** A row as an answer shows it: the id, then the fields in their order, without the hidden ones. */
export function represent(entity: Entity, row: Row, hidden: readonly string[] = []): JsonObject {
  const names = ['id', ...entity.fields.map((field) => field.name)]
  return only(
    row,
    names.filter((name) => !hidden.includes(name)),
  )
}

/** Only the named values of a row, in that order. */
export const only = (row: Row, names: readonly string[]): JsonObject =>
  new Map(names.map((name): [string, Json] => [name, row[name] ?? null]))
