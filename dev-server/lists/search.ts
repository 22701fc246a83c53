import type { Table } from '../fields/field.ts'
import type { Call } from '../http/call.ts'
import { lastOf } from '../http/query.ts'
import { all, always, type Condition } from '../store/condition.ts'

const searchable: readonly Table[] = ['mlcubes', 'benchmarks', 'models', 'assets', 'datasets']

/** Whether a server searches the rows of a table, and orders them by some fields only (docs/medperf.md 2.10). */
export const isSearched = ({ rules }: Call, table: Table): boolean =>
  rules.search && searchable.includes(table)

/** The condition of `?search=`: every word is somewhere in the name. */
export function searched(call: Call, table: Table): Condition {
  if (!isSearched(call, table)) return always
  const text = (lastOf(call.query, 'search') ?? '').replaceAll('\0', '')
  const words = text.split(/[,\s]+/).filter(Boolean)
  return all(
    always,
    ...words.map((word) => ({ sql: "name LIKE ? ESCAPE '\\'", values: [`%${escaped(word)}%`] })),
  )
}

const escaped = (word: string): string => word.replaceAll(/[\\%_]/g, '\\$&')
