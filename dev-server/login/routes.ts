import { type Answer, jsonAnswer, page } from '../http/answer.ts'
import type { Incoming } from '../http/call.ts'
import { lastOf, parseQuery } from '../http/query.ts'
import { isObject } from '../python/json.ts'
import { parseJsonBytes } from '../python/parse-json.ts'
import { activate, activatePage } from './activate.ts'
import { pollLogin, startLogin } from './device.ts'
import { type Fields, type Login, oauthError } from './flow.ts'
import { type Granted, refreshTokens, revokeTokens, signGranted } from './tokens.ts'

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

/** Answers what belongs to the imitation of Auth0; null for every other address. */
export async function answerLogins(login: Login, incoming: Incoming, origin: string): Promise<Answer | null> {
  const [path = '', query = ''] = incoming.target.split('?')
  const fields = incoming.method === 'POST' ? fieldsOf(incoming) : new Map(parseQuery(query))
  const change = <T>(work: () => T): T => login.store.database.transaction(work)
  switch (`${incoming.method} ${path}`) {
    case 'POST /oauth/device/code':
      return change(() => startLogin(login, fields, origin))
    case 'POST /oauth/token':
      return signGranted(
        login.key,
        change(() => exchange(login, fields, origin)),
      )
    case 'POST /oauth/revoke':
      return change(() => revokeTokens(login, fields))
    case 'GET /.well-known/jwks.json':
      return jsonAnswer(200, { keys: [await login.key.jwk()] })
    case 'GET /activate':
      return local(incoming, () => activatePage(fields.get('user_code') ?? ''))
    case 'POST /activate':
      return local(incoming, () => change(() => activate(login, withCode(fields, query))))
    default:
      return null
  }
}

/** A code in the address of the page counts where the form has none. */
const withCode = (fields: Fields, query: string): Fields =>
  new Map([['user_code', lastOf(parseQuery(query), 'user_code') ?? ''], ...fields])

/** What lets one log in as anybody is for this machine only. */
const local = (incoming: Incoming, answer: () => Answer): Answer =>
  incoming.local ? answer() : page(403, 'Only from the machine that the server runs on')

function exchange(login: Login, fields: Fields, origin: string): Granted | Answer {
  const grant = fields.get('grant_type') ?? ''
  if (grant === DEVICE_GRANT) return pollLogin(login, fields, origin)
  if (grant === 'refresh_token') return refreshTokens(login, fields, origin)
  return oauthError(403, 'unsupported_grant_type', `Unsupported grant type: ${grant}`)
}

/** A form, or a flat JSON object, as Auth0 takes both; anything else has no fields. */
function fieldsOf({ body, headers }: Incoming): Fields {
  const text = Buffer.from(body).toString('utf8')
  if (!headers['content-type']?.startsWith('application/json')) return new Map(parseQuery(text))
  try {
    const data = parseJsonBytes(body)
    const pairs = isObject(data) ? [...data] : []
    return new Map(pairs.map(([name, value]) => [name, String(value)]))
  } catch {
    return new Map()
  }
}
