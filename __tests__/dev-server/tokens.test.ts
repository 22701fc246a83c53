import { request } from 'node:http'
import { type CryptoKey, exportSPKI, type GenerateKeyPairResult, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DevServer } from '../../dev-server/options.ts'
import { startDevServer } from '../../dev-server/server.ts'
import { person, personWith } from './person.ts'

let server: DevServer
let foreign: GenerateKeyPairResult

beforeAll(async () => {
  foreign = await generateKeyPair('RS256', { extractable: true })
  server = await startDevServer({ era: 'model', port: 0, publicKey: await exportSPKI(foreign.publicKey) })
})

afterAll(() => server.close())

const signed = (key: CryptoKey): Promise<string> =>
  new SignJWT({ 'https://medperf.org/email': 'Some.One@EXAMPLE.org' })
    .setProtectedHeader({ alg: 'RS256' })
    .setSubject('someone')
    .setIssuer('https://localhost:8000/')
    .setAudience('https://localhost-localdev/')
    .setExpirationTime('1h')
    .sign(key)

/** Only node:http lets one set the Host header. */
const statusOf = (path: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url)
    const call = request({ hostname, port, path, headers: { host } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    call.on('error', reject)
    call.end()
  })

test('tokens of the given key are accepted besides its own, those of a third key are not', async () => {
  const third = await generateKeyPair('RS256')
  const own = await person(server, 'testbo')('GET', 'me/')
  const given = await personWith(server.url, await signed(foreign.privateKey))('GET', 'me/')
  const other = await personWith(server.url, await signed(third.privateKey))('GET', 'me/')
  expect(own.body['username']).toBe('testbo')
  expect(given.body).toMatchObject({ username: 'someone', email: 'Some.One@example.org' })
  expect(other.status).toBe(401)
})

test('a token is refused in any other spelling, though it decodes to the same bytes', async () => {
  const token = await server.token('testbo')
  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const next = ALPHABET[ALPHABET.indexOf(token.at(-1) ?? '') + 1]
  for (const other of [token.slice(0, -1) + next, `${token}=`, `${token}==`, `${token}.`]) {
    expect((await personWith(server.url, other)('GET', 'me/')).body, other.slice(-5)).toMatchObject({
      code: 'token_not_valid',
      messages: [{ message: 'Token is invalid or expired' }],
    })
  }
})

test('the token of a user is what it was: header, claims, and their order', async () => {
  const [header = '', claims = ''] = (await server.token('testbo')).split('.')
  const shown = (part: string) => Buffer.from(part, 'base64url').toString()
  expect(shown(header)).toBe('{"alg":"RS256","typ":"JWT"}')
  expect(shown(claims).replaceAll(/\d{9,}/g, '0')).toBe(
    '{"https://medperf.org/email":"testbo@example.com","iss":"https://localhost:8000/","sub":"testbo",' +
      '"aud":"https://localhost-localdev/","iat":0,"exp":0}',
  )
})

test('a map of tokens by e-mail address is served, as in MedPerf’s repository', async () => {
  const tokens = (await (await fetch(`${server.url}/mock_tokens/tokens.json`)).json()) as Record<
    string,
    string
  >
  expect(Object.keys(tokens)).toEqual(
    ['testadmin', 'testbo', 'testmo', 'testdo', 'testdo2'].map((user) => `${user}@example.com`),
  )
  const reply = await personWith(server.url, tokens['testmo@example.com'] ?? '')('GET', 'me/')
  expect(reply.body['email']).toBe('testmo@example.com')
})

test('a token can be had for any name', async () => {
  const tokens = (await (await fetch(`${server.url}/mock_tokens/Jane%40lab.example.json`)).json()) as object
  expect(Object.keys(tokens)).toEqual(['Jane@lab.example'])
})

test.each(['/mock_tokens/tokens.json', '/activate'])(
  '%s is hidden from requests that are not addressed to this machine',
  async (path) => {
    expect(await statusOf(path, 'localhost:1234')).toBe(200)
    expect(await statusOf(path, '[::1]:1234')).toBe(200)
    expect(await statusOf(path, 'medperf.example.org')).toBeGreaterThanOrEqual(400)
    expect(await statusOf(path, '127.0.0.1.example.org')).toBeGreaterThanOrEqual(400)
  },
)
