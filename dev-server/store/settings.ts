import type { Database } from './database.ts'

/** Something that the dev server remembers about itself. */
export type Setting = 'era' | 'private_key'

/** A remembered value, or null. */
export const readSetting = (database: Database, name: Setting): string | null =>
  (database.first('SELECT value FROM settings WHERE name = ?', name)?.['value'] as string | undefined) ?? null

/** Remembers a value. */
export function writeSetting(database: Database, name: Setting, value: string): void {
  database.run('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)', name, value)
}
