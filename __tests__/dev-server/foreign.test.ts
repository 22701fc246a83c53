import { type OutgoingHttpHeaders, request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DevServer } from '../../dev-server/options.ts'
import { startDevServer } from '../../dev-server/server.ts'
import { person } from './person.ts'

let server: DevServer

beforeAll(async () => {
  server = await startDevServer({ era: 'model', port: 0, seed: 'benchmark', resetPath: '/reset' })
})

afterAll(() => server.close())

interface Sent {
  readonly method?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string
}

/** Only node:http lets one set what browsers set themselves. */
const send = (path: string, { method = 'POST', headers = {}, body = '' }: Sent) =>
  new Promise<{ status: number | undefined; text: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const call = request(new URL(path, server.url), { method, headers }, (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (piece) => (text += piece))
        answer.on('end', () => resolve({ status: answer.statusCode, text, headers: answer.headers }))
      })
      call.on('error', reject)
      call.end(body)
    },
  )

async function startLogin(): Promise<{ readonly device_code: string; readonly user_code: string }> {
  const body = 'client_id=some&scope=openid+email'
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return JSON.parse((await send('/oauth/device/code', { headers, body })).text)
}

const poll = async (device_code: string) => {
  const body = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code,
    client_id: 'some',
  })
  return (await send('/oauth/token', { body: String(body) })).status
}

const users = async () => (await person(server, 'testadmin')('GET', 'users/')).body['count']

const port = () => new URL(server.url).port

const foreign: readonly [string, () => OutgoingHttpHeaders][] = [
  ['of another site', () => ({ origin: 'https://evil.example' })],
  ['of another port of this machine', () => ({ origin: 'http://127.0.0.1:1' })],
  ['of another name of this machine', () => ({ origin: `http://localhost:${port()}` })],
  ['of another scheme', () => ({ origin: `https://127.0.0.1:${port()}` })],
  ['that begins like its own', () => ({ origin: `${server.url}.evil.example` })],
  ['without an origin, such as a sandboxed frame', () => ({ origin: 'null' })],
  ['that the browser calls cross-site', () => ({ 'sec-fetch-site': 'cross-site' })],
  [
    'that the browser calls same-site',
    () => ({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' }),
  ],
]

test.each(foreign)('a page %s cannot reset the server', async (_, headers) => {
  const before = await users()
  const body = JSON.stringify({ users: [] })
  const sent = await send('/reset', { headers: { ...headers(), 'content-type': 'text/plain' }, body })
  expect(sent.status).toBe(403)
  expect(await users()).toBe(before)
})

test.each(foreign)('a page %s cannot log somebody in', async (_, headers) => {
  const { device_code, user_code } = await startLogin()
  const body = `user_code=${user_code}&email=testbo@example.com`
  expect((await send('/activate', { headers: headers(), body })).status).toBe(403)
  expect(await poll(device_code)).toBe(403)
})

test.each(foreign)('a page %s can change nothing anywhere else', async (_, headers) => {
  const paths = ['/oauth/device/code', '/oauth/token', '/oauth/revoke', '/api/v0/mlcubes/', '/anything']
  for (const path of paths)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect((await send(path, { method, headers: headers() })).status, `${method} ${path}`).toBe(403)
})

test('no origin is let in by a preflight', async () => {
  const headers = {
    origin: 'https://evil.example',
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'authorization',
  }
  for (const path of ['/api/v0/mlcubes/1/', '/activate', '/reset']) {
    const answer = await send(path, { method: 'OPTIONS', headers })
    expect(answer.status).toBe(403)
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  }
})

test.each(['/mock_tokens/tokens.json', '/activate', '/api/v0/me/'])(
  'a script of another origin reads nothing at %s',
  async (path) => {
    const headers = {
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'cors',
    }
    expect((await send(path, { method: 'GET', headers })).status).toBe(403)
  },
)

test('the page of a login opens by a link from anywhere, and in no frame', async () => {
  const headers = {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  }
  const opened = await send('/activate?user_code=ABCD', { method: 'GET', headers })
  expect(opened.status).toBe(200)
  expect(opened.headers['x-frame-options']).toBe('DENY')
  expect(opened.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  const framed = { ...headers, 'sec-fetch-dest': 'iframe' }
  expect((await send('/activate?user_code=ABCD', { method: 'GET', headers: framed })).status).toBe(403)
})

test('its own form is taken, and so is what no browser sent', async () => {
  const own = { origin: server.url, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' }
  for (const headers of [own, {}]) {
    const { device_code, user_code } = await startLogin()
    const body = `user_code=${user_code}&email=testbo@example.com`
    expect((await send('/activate', { headers, body })).status).toBe(200)
    expect(await poll(device_code)).toBe(200)
  }
})

test('behind a proxy that speaks https its own origin is the one that people see', async () => {
  const headers = {
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'medperf.example.org',
    origin: 'https://medperf.example.org',
  }
  expect((await send('/oauth/device/code', { headers, body: 'client_id=some' })).status).toBe(200)
})
