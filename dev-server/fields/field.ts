import type { Json } from '../python/json.ts'

/** The tables of the server, in an order in which each refers to earlier ones only. */
export const tables = [
  'users',
  'mlcubes',
  'authorities',
  'assets',
  'models',
  'benchmarks',
  'members',
  'datasets',
  'results',
  'dataset_requests',
  'model_requests',
] as const

/** The name of a table. */
export type Table = (typeof tables)[number]

/** What a field holds; every check of a single value follows from it. */
export type FieldType =
  | { readonly kind: 'text'; readonly max: number; readonly blank: boolean; readonly format?: TextFormat }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer' }
  | { readonly kind: 'json' }
  | { readonly kind: 'time' }
  | { readonly kind: 'link'; readonly to: Table; readonly onDelete: 'protect' | 'cascade' }
  /** Rows of another table that name this one; no column of its own. */
  | { readonly kind: 'list'; readonly of: Field }

/** A form that a text must have, and the error text where it has not. */
export interface TextFormat {
  readonly pattern: RegExp
  readonly message: string
  /** The REST framework has a field of its own for it: then the text is told last, and of values of other types too. */
  readonly ownField: boolean
}

/** Which requests may write a field; a value sent by the others is ignored. */
export type Writers = 'all' | 'create' | 'update' | 'none'

/** One field of an entity: the only description that checks, storage, filters and answers are made from. */
export interface Field {
  readonly name: string
  readonly type: FieldType
  readonly writers: Writers
  /** A POST without it is refused. */
  readonly required: boolean
  readonly nullable: boolean
  /** The error text of a value that another row has; absent where values may repeat. */
  readonly unique?: string
  /** What a new row holds where nothing is sent. */
  readonly initial: Json
}

/** One kind of thing that the server keeps. */
export interface Entity {
  readonly table: Table
  /** In the order of the answers, `id` not among them. */
  readonly fields: readonly Field[]
  /** Fields of which no two rows may have the same values, unless one of them is null. */
  readonly uniqueTogether: readonly string[]
  /** SQL of the default order of lists. */
  readonly order: string
}

/** Whether a field is a column of its table. */
export const isColumn = ({ type }: Field): boolean => type.kind !== 'list'

/** A row as the rules see it: links are ids, times are texts. */
export type Row = Readonly<Record<string, Json>>

/** The id of a row. */
export const idOf = (row: Row): bigint => row['id'] as bigint
