import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DevServer } from '../../dev-server/options.ts'
import { startDevServer } from '../../dev-server/server.ts'
import { personWith } from './person.ts'

const CLIENT = 'some-client'
const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'

let server: DevServer

beforeEach(async () => {
  server = await startDevServer({ era: 'model', port: 0, seed: 'benchmark', loginInterval: 0 })
})

afterEach(async () => {
  vi.useRealTimers()
  await server.close()
})

/** Every answer of the endpoints; each test looks at the keys of its own. */
type Body = Readonly<
  Record<
    | 'device_code'
    | 'user_code'
    | 'verification_uri_complete'
    | 'access_token'
    | 'id_token'
    | 'refresh_token'
    | 'error',
    string
  >
>

async function post(path: string, fields: Readonly<Record<string, string>>) {
  const response = await fetch(`${server.url}${path}`, { method: 'POST', body: new URLSearchParams(fields) })
  return { status: response.status, body: (await response.json()) as Body }
}

const startLogin = async (scope = 'offline_access openid email') =>
  (await post('/oauth/device/code', { client_id: CLIENT, audience: 'any', scope })).body

const poll = (device_code: string) =>
  post('/oauth/token', { grant_type: DEVICE, device_code, client_id: CLIENT })

const answer = (link: string, fields: Readonly<Record<string, string>>) =>
  fetch(link, { method: 'POST', body: new URLSearchParams(fields) })

const refresh = (refresh_token: string) =>
  post('/oauth/token', { grant_type: 'refresh_token', refresh_token, client_id: CLIENT })

async function logIn(email: string): Promise<Body> {
  const { device_code, verification_uri_complete } = await startLogin()
  await answer(verification_uri_complete, { email })
  return (await poll(device_code)).body
}

test('a device login is pending until somebody approves it, and gives tokens once', async () => {
  const started = await startLogin()
  expect(started).toMatchObject({ verification_uri: `${server.url}/activate`, expires_in: 900, interval: 0 })
  expect(started.verification_uri_complete).toBe(`${server.url}/activate?user_code=${started.user_code}`)
  expect(await poll(started.device_code)).toMatchObject({
    status: 403,
    body: { error: 'authorization_pending' },
  })
  const page = await fetch(started.verification_uri_complete)
  expect(await page.text()).toContain(started.user_code)
  expect((await answer(started.verification_uri_complete, { email: 'testbo@example.com' })).status).toBe(200)
  expect((await poll(started.device_code)).status).toBe(200)
  expect(await poll(started.device_code)).toMatchObject({ status: 403, body: { error: 'invalid_grant' } })
})

test('the id token can be verified by the published keys', async () => {
  const { id_token } = await logIn('testbo@example.com')
  const keys = createRemoteJWKSet(new URL(`${server.url}/.well-known/jwks.json`))
  const { payload, protectedHeader } = await jwtVerify(id_token, keys, {
    issuer: `${server.url}/`,
    audience: CLIENT,
    algorithms: ['RS256'],
  })
  expect(protectedHeader.kid).toEqual(expect.any(String))
  expect(payload).toMatchObject({ sub: 'testbo', email: 'testbo@example.com' })
})

test('the access token is that of the person whom the server knows by this address, or of a new one', async () => {
  const admin = await logIn('testadmin@example.com')
  const stranger = await logIn('somebody@example.org')
  const me = (token: string) => personWith(server.url, token)('GET', 'me/')
  expect((await me(admin.access_token)).body).toMatchObject({ id: 2, username: 'testadmin' })
  expect((await me(stranger.access_token)).body).toMatchObject({ id: 3, email: 'somebody@example.org' })
})

test('polling faster than the interval is told to slow down', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const slow = await startDevServer({ era: 'model', port: 0 })
  const fields = { client_id: CLIENT, scope: 'openid' }
  const code = await fetch(`${slow.url}/oauth/device/code`, {
    method: 'POST',
    body: new URLSearchParams(fields),
  })
  const { device_code, interval } = (await code.json()) as { device_code: string; interval: number }
  const ask = async () => {
    const body = new URLSearchParams({ grant_type: DEVICE, device_code, client_id: CLIENT })
    return (await fetch(`${slow.url}/oauth/token`, { method: 'POST', body })).json()
  }
  expect(interval).toBe(5)
  expect(await ask()).toMatchObject({ error: 'authorization_pending' })
  expect(await ask()).toMatchObject({ error: 'slow_down' })
  await slow.close()
})

test('a refused login and one that took too long are told apart', async () => {
  const refused = await startLogin()
  await answer(refused.verification_uri_complete, { action: 'deny' })
  expect(await poll(refused.device_code)).toMatchObject({ status: 403, body: { error: 'access_denied' } })
  const late = await startLogin()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 901_000 })
  expect(await poll(late.device_code)).toMatchObject({ status: 403, body: { error: 'expired_token' } })
  expect((await answer(late.verification_uri_complete, { email: 'a@example.com' })).status).toBe(404)
})

test.each([
  ['an unknown code', { user_code: 'XXXX-XXXX', email: 'a@example.com' }, 404],
  ['no address', { user_code: 'XXXX-XXXX' }, 400],
])('the page refuses %s', async (_, fields, status) => {
  expect((await answer(`${server.url}/activate`, fields)).status).toBe(status)
})

test('a refresh gives a new refresh token, and the use of an old one ends the login', async () => {
  const first = await logIn('testbo@example.com')
  const second = await refresh(first.refresh_token)
  expect(second).toMatchObject({ status: 200, body: { expires_in: 86_400, id_token: expect.any(String) } })
  expect(second.body.refresh_token).not.toBe(first.refresh_token)
  expect(await refresh(first.refresh_token)).toMatchObject({ status: 403, body: { error: 'invalid_grant' } })
  expect((await refresh(second.body.refresh_token)).status).toBe(403)
})

test('no refresh token works 30 days after the login', async () => {
  const login = await logIn('testbo@example.com')
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2_591_000_000 })
  const renewed = await refresh(login.refresh_token)
  expect(renewed.status).toBe(200)
  vi.setSystemTime(Date.now() + 2_000_000)
  expect((await refresh(renewed.body.refresh_token)).status).toBe(403)
})

test('a revoked login cannot be refreshed', async () => {
  const { refresh_token } = await logIn('testbo@example.com')
  const body = JSON.stringify({ client_id: CLIENT, token: refresh_token })
  const headers = { 'content-type': 'application/json' }
  const revoked = await fetch(`${server.url}/oauth/revoke`, { method: 'POST', headers, body })
  expect(revoked.status).toBe(200)
  expect((await refresh(refresh_token)).status).toBe(403)
})

test('an access token runs out', async () => {
  const { access_token } = await logIn('testbo@example.com')
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_401_000 })
  const reply = await personWith(server.url, access_token)('GET', 'me/')
  expect(reply).toMatchObject({ status: 401, body: { code: 'token_not_valid' } })
})

test('other grants, other clients and missing fields are refused', async () => {
  const { device_code } = await startLogin()
  const wrong = await post('/oauth/token', { grant_type: DEVICE, device_code, client_id: 'other' })
  expect(wrong.body.error).toBe('invalid_grant')
  expect((await post('/oauth/token', { grant_type: 'password' })).body.error).toBe('unsupported_grant_type')
  expect((await post('/oauth/device/code', {})).status).toBe(400)
  expect((await post('/oauth/revoke', { client_id: CLIENT })).status).toBe(400)
})

test('without the scopes there is neither an id token nor a refresh token', async () => {
  const { device_code, verification_uri_complete } = await startLogin('profile')
  await answer(verification_uri_complete, { email: 'testbo@example.com' })
  const { body } = await poll(device_code)
  expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type'])
})
