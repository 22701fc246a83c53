import { type Entity, type Field, type FieldType, isColumn } from '../fields/field.ts'

/** The SQL that makes all tables, if they are not there yet. Ids are never used twice, also after a deletion. */
export const schemaOf = (entities: readonly Entity[]): string =>
  [...entities.map(tableOf), ...ownTables].join(';\n')

// What the dev server itself remembers: its signing key and era, and the state of logins.
const ownTables = [
  'CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)',
  `CREATE TABLE IF NOT EXISTS device_codes (
    device_code TEXT PRIMARY KEY, user_code TEXT NOT NULL UNIQUE, client_id TEXT NOT NULL, scope TEXT NOT NULL,
    expires_at INTEGER NOT NULL, polled_at INTEGER NOT NULL, answer TEXT NOT NULL, email TEXT)`,
  `CREATE TABLE IF NOT EXISTS refresh_tokens (
    token TEXT PRIMARY KEY, family TEXT NOT NULL, client_id TEXT NOT NULL, scope TEXT NOT NULL,
    email TEXT NOT NULL, expires_at INTEGER NOT NULL, used INTEGER NOT NULL)`,
]

function tableOf(entity: Entity): string {
  const columns = entity.fields.filter(isColumn).map(columnOf)
  return `CREATE TABLE IF NOT EXISTS ${entity.table} (
    id INTEGER PRIMARY KEY AUTOINCREMENT, ${columns.join(', ')}) STRICT`
}

function columnOf(field: Field): string {
  const parts = [field.name, sqlType(field.type)]
  if (!field.nullable) parts.push('NOT NULL')
  if (field.unique !== undefined) parts.push('UNIQUE')
  if (field.type.kind === 'link') {
    const action = field.type.onDelete === 'cascade' ? 'CASCADE' : 'RESTRICT'
    parts.push(`REFERENCES ${field.type.to} (id) ON DELETE ${action}`)
  }
  return parts.join(' ')
}

const sqlType = (type: FieldType): string =>
  type.kind === 'boolean' || type.kind === 'integer' || type.kind === 'link' ? 'INTEGER' : 'TEXT'
