import type { Table } from '../fields/field.ts'
import type { Answer } from './answer.ts'
import type { Call } from './call.ts'
import type { Offer } from './negotiate.ts'

/** What a verb does. Throws refusals. */
export type Handler = (call: Call) => Answer

/** Whether a call may go on. Asked before the verb is known to exist, as on the real servers. */
export type Permission = (call: Call) => boolean

/** The verbs that some address has. */
export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** One address of the API. */
export interface Endpoint {
  /** From the root, with `<pk>` and the like for numbers. */
  readonly path: string
  readonly permission: Permission
  readonly verbs: Readonly<Partial<Record<Verb, Handler>>>
  /** How it can answer, the first unless something else is asked for; JSON and HTML where nothing is said. */
  readonly offers?: readonly Offer[]
  /** The table that a POST adds a row to, for what OPTIONS says. */
  readonly takes?: Table
}

/** The verbs of an endpoint as its `Allow` header lists them. */
export function allowed({ verbs }: Endpoint): string {
  const own = (['GET', 'POST', 'PUT', 'DELETE'] as const).filter((verb) => verbs[verb])
  return [...own, ...(verbs.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ')
}
