import { ExpectedError } from '../facts/error.ts'
import { describeDoubt, findDisagreement, findGap, findOddity } from '../medperf/description/doubt.ts'
import {
  type Features,
  makeRules,
  readBenchmarkFeatures,
  readContainerFeatures,
  readFeatures,
} from '../medperf/description/features.ts'
import type { Requests } from '../medperf/description/field.ts'
import { readOpenApi } from '../medperf/description/open-api.ts'
import { readOptionsAnswer } from '../medperf/description/options.ts'
import type { ServerRules } from '../medperf/rules.ts'
import { isMapping, type Value } from '../yaml/value.ts'
import { expectAnswer, explainAnswer } from './explain.ts'
import { VersionSchema } from './schemas.ts'
import type { ServerAnswer, Transport } from './transport.ts'

export const API = '/api/v0/'

/** Ways to one server. */
export interface Probes {
  readonly send: Transport
  /** Without credentials and patience, for what may as well be a page of something else, or endless. */
  readonly sendBriefly: Transport
}

/**
 * What a server does, found out and never guessed, one thing after the other (docs/medperf.md 1.2): from what it says of itself, and
 * from what it shows. Where the two differ, or neither tells, its rules hold a doubt, with which nothing may be written. Needs no
 * credentials; without them it tells less, and what cannot be seen is as in the nearest era.
 */
export async function detectRules({ send, sendBriefly }: Probes): Promise<ServerRules> {
  const { version } = expectAnswer(await send('GET', '/version'), VersionSchema)
  if (version !== 'v0') throw explainUnknown(`it speaks version ${version.slice(0, 20)} of the API`)
  const schema = await readSchema(sendBriefly)
  const containers = await ask(send, 'mlcubes/?limit=1')
  if (!isThere(containers)) throw explainAnswer(containers)
  const isSignedIn = containers.status === 200
  const models = isThere(await ask(send, 'models/?limit=1'))
  const benchmarks = isSignedIn ? await ask(send, 'benchmarks/?limit=1') : undefined
  const shown = expectKnown('benchmark', benchmarks, readBenchmarkFeatures)
  // Before the first benchmark nothing but what it says tells what it takes, and an old copy of that may be kept on the way.
  const isBare = schema === undefined || shown.modelKey === undefined
  const options = isSignedIn && isBare ? await askOptions(send, models) : undefined
  const requests = schema ?? options
  const policies: Features = requests === undefined && !models ? await lookForPolicies(send) : {}
  const seen: Features = {
    ...policies,
    ...readFeatures(options ?? {}),
    ...expectKnown('container', containers, readContainerFeatures),
    ...shown,
    models,
  }
  const told = requests === undefined ? {} : readFeatures(requests)
  // Where the two differ, rows are read as they are.
  const all = { ...told, ...seen }
  const gap = isSignedIn ? findGap(all, requests !== undefined) : undefined
  return makeRules(all, requests, findDisagreement(told, seen) ?? findOddity(all) ?? gap)
}

/** What it says of itself to everybody; undefined where it does not, for whatever reason. */
async function readSchema(send: Transport): Promise<Requests | undefined> {
  const { status, body } = await send('GET', '/schema/?format=json').catch(leaveOut)
  return status === 200 && body !== undefined ? readOpenApi(body) : undefined
}

/** What it says of new rows to whoever may make them, one table after the other. */
async function askOptions(send: Transport, models: boolean): Promise<Requests | undefined> {
  const told: [string, NonNullable<Requests['POST models']>][] = []
  for (const table of models ? ['mlcubes', 'models', 'benchmarks'] : ['mlcubes', 'benchmarks']) {
    const { status, body } = await send('OPTIONS', `${API}${table}/`).catch(leaveOut)
    const fields = status === 200 && body !== undefined ? readOptionsAnswer(body) : undefined
    // Half a description is none: what is missing would look as if the server had not got it.
    if (fields === undefined) return undefined
    told.push([`POST ${table}`, fields])
  }
  return Object.fromEntries(told)
}

/** A look that may come to nothing. */
function leaveOut(error: unknown): Partial<ServerAnswer> {
  if (error instanceof ExpectedError) return {}
  throw error
}

/** Policies came together with the list of those whom they let in, and no later than JSON (docs/medperf.md 1.1). */
async function lookForPolicies(send: Transport): Promise<Features> {
  const policies = isThere(await ask(send, 'benchmarks/1/participants_info/'))
  return policies ? { policies } : { policies, containers: 'files' }
}

/** All but JSON and the page of an unknown address is no answer to the question what there is. */
async function ask(send: Transport, path: string): Promise<ServerAnswer> {
  const answer = await send('GET', `${API}${path}`)
  if (isThere(answer) && (answer.body === undefined || answer.status >= 500)) throw explainAnswer(answer)
  return answer
}

/** Whether an address exists. */
const isThere = ({ status, body }: ServerAnswer): boolean => status !== 404 || body !== undefined

/** What the first row of a list tells; one of no known form can be read by nobody. */
function expectKnown(
  what: string,
  answer: ServerAnswer | undefined,
  read: (keys: ReadonlySet<string>) => Features | undefined,
): Features {
  const body = answer?.body ?? null
  const results = isMapping(body) ? body['results'] : undefined
  const first: Value = Array.isArray(results) ? (results[0] ?? null) : null
  if (!isMapping(first)) return {}
  const features = read(new Set(Object.keys(first)))
  if (features === undefined) throw explainUnknown(`it shows a ${what} in no known form`)
  return features
}

/** Throws where something about a server is strange, before anything is written to it. */
export function expectKnownServer({ doubt }: ServerRules): void {
  if (doubt !== undefined) throw explainUnknown(doubt.because, doubt.hint)
}

const NEWER = 'Look for a newer version of this action.'

function explainUnknown(because: string, hint = NEWER): ExpectedError {
  return new ExpectedError('answer', describeDoubt(because), { hint, code: 'unknown-server' })
}
