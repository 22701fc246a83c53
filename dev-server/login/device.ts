import { randomBytes, randomInt } from 'node:crypto'
import { type Answer, jsonAnswer } from '../http/answer.ts'
import type { SqlRow } from '../store/database.ts'
import { type Fields, type Login, now, oauthError } from './flow.ts'
import { type Granted, grantTokens } from './tokens.ts'

// No vowels, so that no code is a word.
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'

/** Starts a login: a code for the device, a shorter one for the person (docs/medperf.md 9.2). */
export function startLogin({ store, interval, expiry }: Login, fields: Fields, origin: string): Answer {
  const client = fields.get('client_id')
  if (!client) return oauthError(400, 'invalid_request', 'Missing required parameter: client_id')
  const deviceCode = randomBytes(24).toString('base64url')
  const userCode = `${letters(4)}-${letters(4)}`
  store.database.run(
    'INSERT INTO device_codes VALUES (?, ?, ?, ?, ?, 0, ?, NULL)',
    deviceCode,
    userCode,
    client,
    fields.get('scope') ?? '',
    now() + BigInt(expiry * 1000),
    'pending',
  )
  const activate = `${origin}/activate`
  return jsonAnswer(200, {
    device_code: deviceCode,
    user_code: userCode,
    verification_uri: activate,
    verification_uri_complete: `${activate}?user_code=${userCode}`,
    expires_in: expiry,
    interval,
  })
}

const letters = (count: number): string =>
  Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('')

/** Answers a device that asks whether the person has answered; an approved code gives tokens once. */
export function pollLogin(login: Login, fields: Fields, origin: string): Granted | Answer {
  const { database } = login.store
  const code = fields.get('device_code') ?? ''
  const row = database.first('SELECT * FROM device_codes WHERE device_code = ?', code)
  if (!row || row['client_id'] !== fields.get('client_id')) {
    return oauthError(403, 'invalid_grant', 'Invalid or expired device code.')
  }
  if ((row['expires_at'] as bigint) < now())
    return oauthError(403, 'expired_token', 'The device code has expired.')
  const early = now() - (row['polled_at'] as bigint) < BigInt(Math.round(login.interval * 1000))
  database.run('UPDATE device_codes SET polled_at = ? WHERE device_code = ?', now(), code)
  if (early) {
    const text = `You are polling faster than the specified interval of ${login.interval} seconds.`
    return oauthError(429, 'slow_down', text)
  }
  return answered(login, row, origin)
}

function answered(login: Login, row: SqlRow, origin: string): Granted | Answer {
  if (row['answer'] === 'pending') {
    return oauthError(403, 'authorization_pending', 'User has yet to authorize device code.')
  }
  login.store.database.run('DELETE FROM device_codes WHERE device_code = ?', row['device_code'] ?? null)
  if (row['answer'] === 'denied') {
    return oauthError(403, 'access_denied', 'User cancelled the confirmation prompt.')
  }
  const [client, scope, email] = [row['client_id'], row['scope'], row['email']].map(String)
  return grantTokens(login, { client: client ?? '', scope: scope ?? '', email: email ?? '' }, origin)
}

/** Stores what the person answered; false for a code that nobody waits for. */
export function answerLogin({ store }: Login, userCode: string, email: string | null): boolean {
  const known = store.database.first(
    "SELECT 1 FROM device_codes WHERE user_code = ? AND answer = 'pending' AND expires_at > ?",
    userCode,
    now(),
  )
  if (!known) return false
  const answer = email === null ? 'denied' : 'approved'
  store.database.run(
    'UPDATE device_codes SET answer = ?, email = ? WHERE user_code = ?',
    answer,
    email,
    userCode,
  )
  return true
}
