import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Claims } from '../auth/claims.ts'
import { accessToken, type Grant, idToken } from '../auth/mint.ts'
import type { OwnKey } from '../auth/own-key.ts'
import { type Answer, jsonAnswer } from '../http/answer.ts'
import { equals } from '../store/condition.ts'
import type { Store } from '../store/store.ts'
import { type Fields, type Login, now, oauthError } from './flow.ts'

/** Seconds from the login until no refresh token of it works any more, rotated or not (docs/medperf.md 9.4). */
const FAMILY_LIFETIME = 2_592_000n

const UNKNOWN = 'Unknown or invalid refresh token.'

interface Approved {
  readonly client: string
  readonly scope: string
  readonly email: string
}

interface Family {
  readonly id: string
  readonly expiresAt: bigint
}

/** What a login is given. It is signed once the rows are kept: that takes a while, for which no transaction waits. */
export interface Granted {
  readonly access: Grant
  readonly id: Claims | undefined
  readonly refresh: string | undefined
  readonly scope: string
}

/** What a new login is given. */
export const grantTokens = (login: Login, approved: Approved, origin: string): Granted =>
  granted(login, approved, { id: randomUUID(), expiresAt: now() + FAMILY_LIFETIME * 1000n }, origin)

function granted(login: Login, approved: Approved, family: Family, origin: string): Granted {
  const { store, lifetime } = login
  const { client, scope, email } = approved
  const scopes = scope.split(' ')
  const subject = subjectOf(store, email)
  const issued = Math.floor(Date.now() / 1000)
  const claims = { iss: `${origin}/`, aud: client, sub: subject, iat: issued, exp: issued + lifetime }
  const id = scopes.includes('email') ? { ...claims, email, email_verified: true } : claims
  return {
    access: { subject, email, lifetime },
    id: scopes.includes('openid') ? id : undefined,
    refresh: scopes.includes('offline_access') ? keepRefresh(store, approved, family) : undefined,
    scope,
  }
}

/** Answers with the tokens of a login; an answer stays as it is. */
export async function signGranted(key: OwnKey, outcome: Granted | Answer): Promise<Answer> {
  if (!('access' in outcome)) return outcome
  const { access, id, refresh, scope } = outcome
  const fields = [
    ['access_token', await accessToken(key, access)],
    ['refresh_token', refresh],
    ['id_token', id && (await idToken(key, id))],
    ['scope', scope],
    ['expires_in', access.lifetime],
    ['token_type', 'Bearer'],
  ]
  return jsonAnswer(200, Object.fromEntries(fields.filter(([, value]) => value !== undefined)))
}

/** A person whom the server knows by this address or would know by a local token, else a new one as Auth0 names them. */
function subjectOf(store: Store, email: string): string {
  const known = store.first('users', equals({ email }), 'id')
  if (known) return String(known['username'])
  const user = email.replace(/@example\.com$/, '')
  return user !== email ? user : `email|${createHash('sha256').update(email).digest('hex').slice(0, 24)}`
}

function keepRefresh(store: Store, { client, scope, email }: Approved, family: Family): string {
  const token = randomBytes(32).toString('base64url')
  const sql = 'INSERT INTO refresh_tokens VALUES (?, ?, ?, ?, ?, ?, 0)'
  store.database.run(sql, token, family.id, client, scope, email, family.expiresAt)
  return token
}

/** Exchanges a refresh token for new tokens. One that was exchanged before ends the whole login (docs/medperf.md 9.4). */
export function refreshTokens(login: Login, fields: Fields, origin: string): Granted | Answer {
  const { database } = login.store
  const token = fields.get('refresh_token') ?? ''
  const row = database.first('SELECT * FROM refresh_tokens WHERE token = ?', token)
  if (!row || row['client_id'] !== fields.get('client_id')) return oauthError(403, 'invalid_grant', UNKNOWN)
  const family = { id: String(row['family']), expiresAt: row['expires_at'] as bigint }
  if (row['used'] === 1n || family.expiresAt < now()) {
    database.run('DELETE FROM refresh_tokens WHERE family = ?', family.id)
    return oauthError(403, 'invalid_grant', UNKNOWN)
  }
  database.run('UPDATE refresh_tokens SET used = 1 WHERE token = ?', token)
  const approved = {
    client: String(row['client_id']),
    scope: String(row['scope']),
    email: String(row['email']),
  }
  return granted(login, approved, family, origin)
}

/** Ends a login by one of its refresh tokens; an unknown token is no error (RFC 7009). */
export function revokeTokens({ store }: Login, fields: Fields): Answer {
  const client = fields.get('client_id')
  const token = fields.get('token')
  if (!client || !token)
    return oauthError(400, 'invalid_request', 'Missing required parameter: client_id or token')
  store.database.run(
    'DELETE FROM refresh_tokens WHERE family IN (SELECT family FROM refresh_tokens WHERE token = ? AND client_id = ?)',
    token,
    client,
  )
  return jsonAnswer(200, {})
}
