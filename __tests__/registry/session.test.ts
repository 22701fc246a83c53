import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, describe, expect, it, test, vi } from 'vitest'
import { type ManifestOptions, readManifest } from '../../src/registry/manifest.ts'
import { readChallenge } from '../../src/registry/session.ts'
import {
  CONFIG,
  errorOf,
  type FakeReply,
  type FakeRequest,
  image,
  served,
  startFakeRegistry,
} from './fake-registry.ts'

/** Tests are in a hurry. */
const read = (reference: string, options: ManifestOptions = {}) =>
  readManifest(reference, { pauses: [1, 1], ...options })

afterEach(() => vi.unstubAllEnvs())

describe('the way to a registry', () => {
  /** A proxy that notes the first line of what it is asked, and lets nothing through. */
  async function startProxy() {
    const lines: string[] = []
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', (data) => {
        lines.push(data.toString().split('\r\n')[0] ?? '')
        socket.destroy()
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    return { lines, url: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => void server.close() }
  }

  it.each([
    ['registry.test/lab/prep:1', 'registry.test:443'],
    ['registry.test:5000/prep', 'registry.test:5000'],
    ['lab/prep', 'registry-1.docker.io:443'],
  ])('to %s is encrypted and by the proxy of the runner', async (reference, host) => {
    using proxy = await startProxy()
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, proxy.url)
    await errorOf(read(reference, { pauses: [] }))
    expect(new Set(proxy.lines)).toEqual(new Set([`CONNECT ${host} HTTP/1.1`]))
  })

  it('is told as this machine’s where the DNS does not know the name, and nobody’s URL is to be corrected', async () => {
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, undefined)
    const error = await errorOf(read('registry.invalid/lab/prep:1'))
    expect(error).toMatchObject({ kind: 'unreachable', code: 'registry-unknown' })
    expect(error.message).toMatch(/^this machine cannot reach the registry registry\.invalid: its DNS /)
    expect(error.hint).toMatch(/^Check the DNS, the network and the proxies of this machine/)
    expect(error.hint).not.toContain('URL')
  })

  it('on this machine goes past the proxy', async () => {
    using proxy = await startProxy()
    for (const name of ['HTTPS_PROXY', 'HTTP_PROXY']) vi.stubEnv(name, proxy.url)
    await using registry = await startFakeRegistry(served({ latest: image() }))
    await read(`${registry.host}/prep`)
    expect(proxy.lines).toEqual([])
  })

  it('follows redirects and leaves the token behind when the server changes', async () => {
    await using other = await startFakeRegistry(served({ latest: image() }))
    await using registry = await startFakeRegistry(
      withToken((request) => ({ status: 307, headers: { location: `http://${other.host}${request.url}` } })),
    )
    expect(await read(`${registry.host}/prep`)).toMatchObject({ configDigest: CONFIG })
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined])
    expect(registry.requests.some(({ headers }) => headers.authorization === 'Bearer stranger')).toBe(true)
  })

  it.each([
    ['for ever', '/v2/again', /redirects more than 5 times/],
    ['to another scheme', 'ftp://elsewhere.test/', /redirects to ftp:\/\/elsewhere\.test\//],
    ['to plain http elsewhere', 'http://elsewhere.test/x', /redirects to http:\/\/elsewhere\.test\/x/],
  ])('does not follow redirects %s', async (_, location, message) => {
    await using registry = await startFakeRegistry(({ url }) =>
      url === '/v2/' ? {} : { status: 302, headers: { location } },
    )
    expect((await errorOf(read(`${registry.host}/prep`))).message).toMatch(message)
  })
})

/** A registry that gives every stranger a token, and answers whoever has it. */
function withToken(answer: (request: FakeRequest) => FakeReply, key: 'token' | 'access_token' = 'token') {
  return (request: FakeRequest): FakeReply => {
    const { url, headers } = request
    if (url.startsWith('/token')) return { body: { [key]: 'stranger' } }
    if (headers.authorization === 'Bearer stranger') return answer(request)
    const realm = `Bearer realm="http://${headers.host}/token",service="the registry",scope="repository:lab/prep:pull"`
    return {
      status: 401,
      headers: { 'www-authenticate': realm },
      body: { errors: [{ code: 'UNAUTHORIZED' }] },
    }
  }
}

test.each([
  [
    'for a token',
    () => ({ status: 401, headers: { 'www-authenticate': 'Bearer realm="https://169.254.169.254/token"' } }),
  ],
  ['for a file', () => ({ status: 307, headers: { location: 'https://169.254.169.254/blob' } })],
])('nobody is sent to metadata %s', async (_, answer) => {
  await using registry = await startFakeRegistry(answer)
  const error = await errorOf(read(`${registry.host}/prep`, { pauses: [] }))
  expect(error.message).toContain('169.254.169.254 is a link-local address or one of cloud metadata')
})

test('a registry at a metadata address is not asked', async () => {
  const error = await errorOf(read('169.254.169.254/prep', { pauses: [] }))
  expect(error.message).toContain('169.254.169.254 is a link-local address or one of cloud metadata')
})

describe('a registry that wants a token', () => {
  it.each(['token', 'access_token'] as const)('gets the one it gives to strangers as `%s`', async (key) => {
    await using registry = await startFakeRegistry(withToken(served({ '1.0': image() }), key))
    expect(await read(`${registry.host}/lab/prep:1.0`)).toMatchObject({ configDigest: CONFIG })
    const asked = registry.requests.filter(({ url }) => url.startsWith('/token'))
    expect(asked).toHaveLength(1)
    expect(asked[0]?.headers.authorization).toBeUndefined()
    const query = new URL(asked[0]?.url ?? '', 'http://x').searchParams
    expect(Object.fromEntries(query)).toEqual({ service: 'the registry', scope: 'repository:lab/prep:pull' })
  })

  it.each([401, 403])(
    'and has none for strangers (%d) says that the image is private or missing',
    async (status) => {
      await using registry = await startFakeRegistry((request) =>
        request.url.startsWith('/token') ? { status } : withToken(() => ({}))(request),
      )
      const error = await errorOf(read(`${registry.host}/lab/prep:1.0`))
      expect(error).toMatchObject({ kind: 'registry', status: 401 })
      expect(error.message).toMatch(
        /cannot be read without a login \(HTTP 401\): it is private, or it does not exist/,
      )
    },
  )

  it('and still refuses says the same', async () => {
    await using registry = await startFakeRegistry(withToken(() => ({ status: 401 })))
    expect(await errorOf(read(`${registry.host}/lab/prep`))).toMatchObject({ kind: 'registry', status: 401 })
  })

  it.each(['http://elsewhere.test/token', 'nowhere', 'file:///etc/passwd'])(
    'from %s is not trusted',
    async (realm) => {
      await using registry = await startFakeRegistry(() => ({
        status: 401,
        headers: { 'www-authenticate': `Bearer realm="${realm}"` },
      }))
      const error = await errorOf(read(`${registry.host}/lab/prep`))
      expect(error.message).toMatch(/wants a token from .*, which is not an https address/)
    },
  )

  it.each([
    ['a fault', { status: 418 }],
    ['a page', { body: '<html>' }],
    ['a header in disguise', { body: { token: 'x\r\nhost: y' } }],
  ])('gets %s instead of one and says so', async (_, reply) => {
    await using registry = await startFakeRegistry((request) =>
      request.url.startsWith('/token') ? reply : withToken(() => ({}))(request),
    )
    expect((await errorOf(read(`${registry.host}/lab/prep`))).message).toMatch(
      /\/token gives no token \(HTTP \d+\)/,
    )
  })
})

describe('readChallenge', () => {
  it.each([
    [
      'Bearer realm="https://a/t",service="s",scope="x,y"',
      { realm: 'https://a/t', service: 's', scope: 'x,y' },
    ],
    ['bearer realm=https://a/t, service=s', { realm: 'https://a/t', service: 's' }],
    ['Basic realm="r", Bearer realm="https://a/t"', { realm: 'https://a/t' }],
    ['Basic realm="r"', undefined],
    ['', undefined],
  ])('%j', (header, expected) => {
    expect(readChallenge(header)).toEqual(expected)
  })
})
