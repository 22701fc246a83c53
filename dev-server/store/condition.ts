import type { SqlValue } from './database.ts'

/** Part of a SELECT: SQL with its values. */
export interface Condition {
  readonly sql: string
  readonly values: readonly SqlValue[]
  /** A join that stands behind the table; its columns have names of their own. */
  readonly join?: string
}

/** A condition that holds for every row. */
export const always: Condition = { sql: 'TRUE', values: [] }

/** A condition that holds for no row. */
export const never: Condition = { sql: 'FALSE', values: [] }

/** Rows for which all of the conditions hold; one of them may have a join. */
export function all(...conditions: readonly Condition[]): Condition {
  const join = conditions.find((one) => one.join !== undefined)?.join
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
    ...(join !== undefined && { join }),
  }
}

/** Rows in which each field has a value. */
export function equals(fields: Readonly<Record<string, SqlValue>>): Condition {
  const parts = Object.keys(fields).map((name) => `${name} = ?`)
  return { sql: parts.join(' AND '), values: Object.values(fields) }
}
