import type { Json } from '../python/json.ts'
import type { Entity, Field, Table, TextFormat } from './field.ts'

type Changes = Partial<Omit<Field, 'name' | 'type'>>

const plain: Omit<Field, 'name' | 'type'> = {
  writers: 'all',
  required: false,
  nullable: false,
  initial: null,
}

/** A text of at most `max` characters that a POST must hold and that may not be blank. */
export const requiredText = (name: string, max: number, changes: Changes = {}): Field => ({
  ...plain,
  name,
  type: { kind: 'text', max, blank: false },
  required: true,
  initial: '',
  ...changes,
})

/** A text of at most `max` characters that may be blank or left out. */
export const optionalText = (name: string, max: number, changes: Changes = {}): Field => ({
  ...plain,
  name,
  type: { kind: 'text', max, blank: true },
  initial: '',
  ...changes,
})

/** A name that no two rows share; `thing` is what the error text calls them. */
export const uniqueName = (max: number, thing: string): Field =>
  requiredText('name', max, { unique: `${thing} with this name already exists.` })

/** A text that must have a form. */
export const formattedText = (field: Field, format: TextFormat): Field => ({
  ...field,
  type: field.type.kind === 'text' ? { ...field.type, format } : field.type,
})

/** One of some words; the first is the default. */
export const choice = (name: string, options: readonly string[], changes: Changes = {}): Field => ({
  ...plain,
  name,
  type: { kind: 'choice', options },
  initial: options[0] ?? null,
  ...changes,
})

/** A boolean, true where nothing is sent. */
export const flag = (name: string, changes: Changes = {}): Field => ({
  ...plain,
  name,
  type: { kind: 'boolean' },
  initial: true,
  ...changes,
})

/** A whole number. */
export const integer = (name: string, changes: Changes = {}): Field => ({
  ...plain,
  name,
  type: { kind: 'integer' },
  initial: 0n,
  ...changes,
})

/** Any JSON; an empty object where nothing is sent. */
export const json = (name: string, changes: Changes = {}): Field => ({
  ...plain,
  name,
  type: { kind: 'json' },
  initial: emptyObject,
  ...changes,
})

const emptyObject: Json = new Map<string, Json>()

/** The id of a row of another table that cannot be deleted meanwhile. */
export const link = (name: string, to: Table, changes: Changes = {}): Field => ({
  ...plain,
  name,
  type: { kind: 'link', to, onDelete: 'protect' },
  required: true,
  ...changes,
})

/** The id of a row of another table that takes this one along when it is deleted. */
export const childOf = (name: string, to: Table, changes: Changes = {}): Field => ({
  ...link(name, to, changes),
  type: { kind: 'link', to, onDelete: 'cascade' },
})

/** A list of values that are kept in rows of another table; empty where nothing is sent. */
export const listOf = (name: string, of: Field, changes: Changes = {}): Field => ({
  ...plain,
  name,
  type: { kind: 'list', of },
  initial: [],
  ...changes,
})

/** Whoever made the row. */
export const owner: Field = link('owner', 'users', { writers: 'none', required: false })

/** A time that only the server sets; null until then. */
export const time = (name: string, changes: Changes = {}): Field => ({
  ...plain,
  name,
  type: { kind: 'time' },
  writers: 'none',
  nullable: true,
  ...changes,
})

/** When a row was made and last changed. */
export const stamps: readonly Field[] = [
  time('created_at', { nullable: false }),
  time('modified_at', { nullable: false }),
]

/** An entity in the usual order of lists, by the time of the last change. */
export const entity = (
  table: Table,
  fields: readonly Field[],
  changes: Partial<Pick<Entity, 'uniqueTogether' | 'order'>> = {},
): Entity => ({ table, fields, uniqueTogether: [], order: 'modified_at', ...changes })

/** The two states of a thing; OPERATION is for ever. */
export const states: readonly string[] = ['DEVELOPMENT', 'OPERATION']

/** The states of a request that somebody decides about. */
export const decisions: readonly string[] = ['PENDING', 'APPROVED', 'REJECTED']
