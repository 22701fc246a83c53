import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { signToken } from '../auth/jwt.ts'
import { accessToken } from '../auth/mint.ts'
import { type Answer, jsonAnswer } from '../http/answer.ts'
import { equals } from '../store/condition.ts'
import type { Store } from '../store/store.ts'
import { type Fields, type Login, now, oauthError } from './flow.ts'

/**
 * Seconds from the login until no refresh token of it works any more, rotated or not (docs/medperf.md 9.4).
 */
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

/** The tokens of a new login. */
export const grantTokens = (login: Login, approved: Approved, origin: string): Answer =>
  tokensFor(login, approved, { id: randomUUID(), expiresAt: now() + FAMILY_LIFETIME * 1000n }, origin)

function tokensFor(login: Login, { client, scope, email }: Approved, family: Family, origin: string): Answer {
  const { key, store, lifetime } = login
  const scopes = scope.split(' ')
  const subject = subjectOf(store, email)
  const issued = Math.floor(Date.now() / 1000)
  const claims = { iss: `${origin}/`, aud: client, sub: subject, iat: issued, exp: issued + lifetime }
  const mail = scopes.includes('email') ? { email, email_verified: true } : {}
  const idToken = (): string => signToken({ ...claims, ...mail }, key.privateKey(), { kid: key.jwk()['kid'] })
  return jsonAnswer(200, {
    access_token: accessToken(key, { subject, email, lifetime }),
    ...(scopes.includes('offline_access') && {
      refresh_token: keepRefresh(store, { client, scope, email }, family),
    }),
    ...(scopes.includes('openid') && { id_token: idToken() }),
    scope,
    expires_in: lifetime,
    token_type: 'Bearer',
  })
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

/**
 * Exchanges a refresh token for new tokens. One that was exchanged before ends the whole login
 * (docs/medperf.md 9.4).
 */
export function refreshTokens(login: Login, fields: Fields, origin: string): Answer {
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
  return tokensFor(login, approved, family, origin)
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
