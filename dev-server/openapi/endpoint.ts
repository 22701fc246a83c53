import type { EraRules } from '../era.ts'
import type { Entity } from '../fields/field.ts'
import { jsonAnswer, page } from '../http/answer.ts'
import type { Endpoint, Handler } from '../http/endpoint.ts'
import type { Offer } from '../http/negotiate.ts'
import { documentOf } from './document.ts'

/** What `/schema/` answers in place of the description: a refusal, no such address, or the page of something in front. */
export type SchemaFault = (typeof schemaFaults)[number]

/** All of them. */
export const schemaFaults = ['403', '404', 'page'] as const

const offers: readonly Offer[] = [
  { renderer: 'yaml', format: 'yaml', main: 'application', sub: 'vnd.oai.openapi' },
  { renderer: 'yaml', format: 'yaml', main: 'application', sub: 'yaml' },
  { renderer: 'json', format: 'json', main: 'application', sub: 'vnd.oai.openapi+json' },
  { renderer: 'json', format: 'json', main: 'application', sub: 'json' },
]

/** The address at which a server describes its `others`, and itself. */
export function schemaEndpoint(
  rules: EraRules,
  entities: readonly Entity[],
  others: readonly Endpoint[],
  fault: SchemaFault | undefined,
): Endpoint {
  const read: Handler = () => faulty(fault) ?? jsonAnswer(200, documentOf(rules, entities, [...others, own]))
  const own: Endpoint = { path: 'schema/', permission: () => true, verbs: { GET: read }, offers }
  return own
}

function faulty(fault: SchemaFault | undefined) {
  if (fault === '403')
    return jsonAnswer(403, { detail: 'You do not have permission to perform this action.' })
  if (fault === '404') return page(404, 'Page not found')
  return fault === 'page' ? page(200, 'Sign in to go on') : null
}
