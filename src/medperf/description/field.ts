import type { Value } from '../../yaml/value.ts'
import type { Table } from '../collections.ts'

/** What a field holds; `any` where the server says nothing of it, as of JSON (docs/medperf.md 1.2). */
export type FieldKind = 'text' | 'whole number' | 'number' | 'true or false' | 'list' | 'mapping' | 'any'

/** By the names of OpenAPI and of answers to OPTIONS. */
export const FIELD_KINDS: ReadonlyMap<unknown, FieldKind> = new Map([
  ['string', 'text'],
  ['integer', 'whole number'],
  ['number', 'number'],
  ['boolean', 'true or false'],
  ['array', 'list'],
  ['list', 'list'],
])

/** One field of a request as a server describes it; lengths are in code points. */
export interface FieldDescription {
  readonly kind: FieldKind
  /** It has to be in a request that makes something new. */
  readonly isRequired: boolean
  /** Whatever is sent is ignored. */
  readonly isReadOnly: boolean
  /** Absent where the server does not say. */
  readonly mayBeNull?: boolean
  readonly longest?: number
  readonly shortest?: number
  readonly choices?: readonly Value[]
  /** Of a mapping. */
  readonly inside?: RequestFields
}

export type RequestFields = ReadonlyMap<string, FieldDescription>

/** A request by its verb and the table that it is for. */
export type RequestName = `${'POST' | 'PUT'} ${Table}`

/** What the requests of a server hold, as it describes itself; without those that it does not describe. */
export type Requests = Readonly<Partial<Record<RequestName, RequestFields>>>
