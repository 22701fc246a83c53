import { closeSync, openSync } from 'node:fs'
import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** A value as SQLite keeps it. */
export type SqlValue = null | bigint | string

/** A row as SQLite gives it. */
export type SqlRow = Readonly<Record<string, SqlValue>>

/** An open database; every statement is prepared once. Each method throws what SQLite reports. */
export interface Database {
  all(sql: string, ...values: readonly SqlValue[]): SqlRow[]
  first(sql: string, ...values: readonly SqlValue[]): SqlRow | undefined
  /** Returns the id of the last inserted row. */
  run(sql: string, ...values: readonly SqlValue[]): bigint
  script(sql: string): void
  /** Keeps all changes of `work`, or none if it throws. */
  transaction<T>(work: () => T): T
  close(): void
}

/**
 * Opens a database file, or one in memory.
 * What was committed survives a killed process and a power cut: WAL with a sync on every commit.
 * Throws where the file cannot be opened or is something else.
 */
export async function openDatabase(file: string | undefined): Promise<Database> {
  const { DatabaseSync } = await importSqlite()
  try {
    // It holds a private key, so only its owner may read it.
    if (file !== undefined) closeSync(openSync(file, 'a', 0o600))
    return open(new DatabaseSync(file ?? ':memory:'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`the database ${file ?? ''} cannot be opened: ${reason}`)
  }
}

function open(handle: DatabaseSync): Database {
  handle.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 2000',
  )
  return wrap(handle)
}

/** Loads node:sqlite without its warning that it is experimental; every other warning is still shown. */
async function importSqlite(): Promise<typeof import('node:sqlite')> {
  const warn = process.emitWarning
  process.emitWarning = ((warning: string | Error, ...rest: never[]) => {
    if (!String(warning).includes('SQLite is an experimental feature')) warn(warning, ...rest)
  }) as typeof process.emitWarning
  try {
    return await import('node:sqlite')
  } finally {
    process.emitWarning = warn
  }
}

function wrap(handle: DatabaseSync): Database {
  const statements = new Map<string, StatementSync>()
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql)
    if (known) return known
    const made = handle.prepare(sql)
    made.setReadBigInts(true)
    statements.set(sql, made)
    return made
  }
  return {
    all: (sql, ...values) => prepared(sql).all(...values) as SqlRow[],
    first: (sql, ...values) => prepared(sql).get(...values) as SqlRow | undefined,
    run: (sql, ...values) => BigInt(prepared(sql).run(...values).lastInsertRowid),
    script: (sql) => handle.exec(sql),
    transaction: (work) => {
      handle.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        handle.exec('COMMIT')
        return result
      } catch (error) {
        handle.exec('ROLLBACK')
        throw error
      }
    },
    close: () => handle.close(),
  }
}
