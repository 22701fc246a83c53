import { ExpectedError } from '../facts/error.ts'
import { assumeRules, type ServerRules } from '../medperf/rules.ts'
import { isMapping, type Value } from '../yaml/value.ts'
import { expectAnswer, explainAnswer } from './explain.ts'
import { VersionSchema } from './schemas.ts'
import type { ServerAnswer, Transport } from './transport.ts'

export const API = '/api/v0/'

/**
 * The era of a server, found out and never guessed (docs/medperf.md 1.2). Needs no credentials: an address that exists asks
 * for them in JSON, one that does not exist answers 404 with a page, before anybody looks at credentials.
 */
export async function detectRules(send: Transport): Promise<ServerRules> {
  const version = expectAnswer(await send('GET', '/version'), VersionSchema)
  if (version.version !== 'v0') throw strange(`it speaks version ${version.version.slice(0, 20)} of the API`)
  const containers = await send('GET', `${API}mlcubes/?limit=1`)
  if (!isKnown(containers)) throw explainAnswer(containers)
  const { container, mlcube } = shapeOf(containers)
  if (isKnown(await send('GET', `${API}models/?limit=1`))) {
    if (mlcube) throw strange('it has models, but containers of the oldest era')
    return assumeRules('model')
  }
  if (mlcube) return assumeRules('mlcube')
  if (container) return assumeRules('container')
  return isKnown(await send('GET', `${API}benchmarks/1/participants_info/`))
    ? assumeRules('container')
    : assumeRules('mlcube')
}

/** Whether an address exists. Everything but JSON and the page of an unknown address is no answer to that question. */
function isKnown(answer: ServerAnswer): boolean {
  if (answer.status === 404 && answer.body === undefined) return false
  if (answer.body === undefined || answer.status >= 500) throw explainAnswer(answer)
  return true
}

/** What the first container of the list, where there is one, says about the era. */
function shapeOf(answer: ServerAnswer): { readonly container: boolean; readonly mlcube: boolean } {
  const results = isMapping(answer.body ?? null)
    ? (answer.body as { readonly results?: Value }).results
    : undefined
  const first: Value = Array.isArray(results) ? (results[0] ?? null) : null
  const has = (key: string) => isMapping(first) && Object.hasOwn(first, key)
  return { container: has('container_config'), mlcube: has('git_mlcube_url') }
}

const strange = (what: string): ExpectedError =>
  new ExpectedError('answer', `this MedPerf server is of no known kind: ${what}`, {
    hint: 'Look for a newer version of this action.',
  })
