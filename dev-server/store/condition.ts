import type { SqlValue } from './database.ts'

/** Part of a SELECT: SQL with its values. */
export interface Condition {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

/** A condition that holds for every row. */
export const always: Condition = { sql: 'TRUE', values: [] }

/** A condition that holds for no row. */
export const never: Condition = { sql: 'FALSE', values: [] }

/** Rows in which each field has a value. */
export function equals(fields: Readonly<Record<string, SqlValue>>): Condition {
  const parts = Object.keys(fields).map((name) => `${name} = ?`)
  return { sql: parts.join(' AND '), values: Object.values(fields) }
}
