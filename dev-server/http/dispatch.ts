import type { Row } from '../fields/field.ts'
import { describeFields } from '../openapi/describe.ts'
import { yamlText } from '../openapi/write-yaml.ts'
import type { Loose } from '../python/json.ts'
import {
  type Answer,
  detail,
  forbidden,
  jsonAnswer,
  page,
  Refusal,
  ServerFault,
  serverError,
} from './answer.ts'
import { lazyBody } from './body.ts'
import type { Call, Home, Incoming } from './call.ts'
import { allowed, type Endpoint, type Handler, type Verb } from './endpoint.ts'
import { chooseOffer, jsonOrPage, type Offer } from './negotiate.ts'
import { originOf } from './origin.ts'
import { decode, parseQuery, type Query } from './query.ts'
import type { Match, Routes } from './routes.ts'

/** Finds who sent a request; throws a 401 refusal. Null without credentials. */
export type Authenticate = () => Row | null

/** What a server answers all requests with. */
export interface Site {
  readonly home: Home
  readonly routes: Routes
}

/** What a server answers one request with. */
export interface Api extends Site {
  readonly authenticate: Authenticate
}

interface Address {
  readonly path: string
  readonly query: Query
  readonly match: Match
}

/** Answers a request to the MedPerf API. Never throws: what the rules do not catch becomes a 500 page. */
export function dispatch(api: Api, incoming: Incoming): Answer {
  const [rawPath, rawQuery] = split(incoming.target)
  // Like Python's own server, which takes several slashes at the start for one.
  const path = decode(rawPath.replace(/^\/+/, '/'))
  const match = api.routes(path)
  if (!match) return elsewhere(api, incoming.method, path, rawQuery)
  return onRoute(api, incoming, { path, query: parseQuery(rawQuery), match })
}

function split(target: string): [string, string] {
  const at = target.indexOf('?')
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)]
}

function onRoute(api: Api, incoming: Incoming, address: Address): Answer {
  const { endpoint } = address.match
  const offers = endpoint.offers ?? jsonOrPage
  let offer = offers[0] as Offer
  try {
    offer = chooseOffer(incoming.headers['accept'], address.query, offers)
    return dress(offer, endpoint, carryOut(api, incoming, address, offer))
  } catch (error) {
    return error instanceof Refusal ? refused(api, endpoint, offer, error) : serverError(error)
  }
}

/** A page for people that cannot be had in the form asked for still looks at the credentials, and breaks on bad ones. */
function refused(api: Api, endpoint: Endpoint, offer: Offer, { answer }: Refusal): Answer {
  try {
    if (answer.status === 406 && offer.renderer === 'html') api.authenticate()
    return dress(offer, endpoint, answer)
  } catch (error) {
    return serverError(error)
  }
}

/** Authentication, then permission, then the verb: the order of the real servers (docs/medperf.md 2.5). */
function carryOut(api: Api, incoming: Incoming, { path, query, match }: Address, offer: Offer): Answer {
  const user = api.authenticate()
  const address = `${originOf(incoming)}${encodeURI(path)}`
  const data = lazyBody(incoming)
  const call: Call = { ...api.home, verb: incoming.method, user, ids: match.ids, query, address, data }
  if (!match.endpoint.permission(call)) throw user ? forbidden() : notAuthenticated()
  const handler = handlerOf(match.endpoint, incoming.method)
  const reads = incoming.method === 'GET' || incoming.method === 'HEAD'
  const answer = reads ? handler(call) : api.home.store.database.transaction(() => handler(call))
  if (offer.renderer === 'html' && api.home.rules.filters && isPage(answer))
    throw new Error('lists have no HTML form')
  return answer
}

const notAuthenticated = (): Refusal => detail(401, 'Authentication credentials were not provided.')

function handlerOf(endpoint: Endpoint, method: string): Handler {
  if (method === 'OPTIONS') return describe(endpoint)
  const handler = endpoint.verbs[(method === 'HEAD' ? 'GET' : method) as Verb]
  if (!handler) throw detail(405, `Method "${method}" not allowed.`)
  return handler
}

/** Describes an address. Whoever may edit what it names meets a fault of the real servers (they look it up without its id). */
const describe =
  (endpoint: Endpoint): Handler =>
  (call) => {
    if (endpoint.verbs.PUT && endpoint.permission({ ...call, verb: 'PUT' })) {
      throw new ServerFault("get_object() missing 1 required positional argument: 'pk'")
    }
    const renders = (endpoint.offers ?? jsonOrPage).map(({ main, sub }) => `${main}/${sub}`)
    return jsonAnswer(200, { renders, parses: ['application/json'], ...actions(endpoint, call) })
  }

/** What a POST takes, for those who may send one. */
function actions(endpoint: Endpoint, call: Call): { readonly actions?: Loose } {
  if (endpoint.takes === undefined || !endpoint.permission({ ...call, verb: 'POST' })) return {}
  return { actions: { POST: describeFields(call.store, endpoint.takes) } }
}

/** The browsable pages of the later servers break on every list (docs/medperf.md 2.2). */
const isPage = ({ json }: Answer): boolean => json instanceof Map && json.has('count') && json.has('results')

function dress(offer: Offer, endpoint: Endpoint, answer: Answer): Answer {
  const challenge = answer.status === 401 ? { 'WWW-Authenticate': 'Bearer realm="api"' } : {}
  const headers = { Allow: allowed(endpoint), Vary: 'Accept', ...challenge, ...answer.headers }
  if (answer.json === undefined) return { ...answer, headers }
  if (offer.renderer === 'html') return { ...page(answer.status, `HTTP ${answer.status}`), headers }
  const type = { 'Content-Type': `${offer.main}/${offer.sub}`, ...headers }
  if (offer.renderer === 'json') return { ...answer, headers: type }
  return { status: answer.status, text: yamlText(answer.json), headers: type }
}

/** A path without a route: perhaps only the slash is missing, which POST and PUT may not do in debug mode. */
function elsewhere(api: Api, method: string, path: string, query: string): Answer {
  if (path.endsWith('/') || !api.routes(`${path}/`)) return page(404, 'Page not found')
  if (['POST', 'PUT', 'PATCH'].includes(method)) {
    return serverError(new Error(`You called this URL via ${method}, but it does not end in a slash.`))
  }
  const location = `${encodeURI(path)}/${query === '' ? '' : `?${query}`}`
  return { status: 301, headers: { Location: location } }
}
