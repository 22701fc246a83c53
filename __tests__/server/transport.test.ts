import { createServer } from 'node:http'
import { type AddressInfo, connect as openSocket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ExpectedError } from '../../src/facts/error.ts'
import { known } from '../../src/facts/known.ts'
import { createDispatcher } from '../../src/net/dispatcher.ts'
import { createTransport, type TransportOptions } from '../../src/server/transport.ts'
import { isRawNumber, type Value } from '../../src/yaml/value.ts'
import { CERTIFICATE, fakeServer, type Reply } from './fake-server.ts'

const TOKEN = 'secret-token-value'

async function withTransport<T>(
  origin: string,
  use: (send: ReturnType<typeof createTransport>, pauses: number[]) => Promise<T>,
  options: Partial<TransportOptions> = {},
  ca?: string,
): Promise<T> {
  const dispatcher = await createDispatcher(known({ ca }))
  const pauses: number[] = []
  const sleep = async (milliseconds: number) => void pauses.push(milliseconds)
  try {
    return await use(createTransport({ origin, dispatcher, token: TOKEN, sleep, ...options }), pauses)
  } finally {
    await dispatcher.destroy()
  }
}

const failure = async (promise: Promise<unknown>): Promise<ExpectedError> => {
  const error = await promise.catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ExpectedError)
  const found = error as ExpectedError
  expect(`${found.message} ${found.hint} ${JSON.stringify(found)}`).not.toContain(TOKEN)
  return found
}

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('a request', () => {
  it('asks for JSON, shows its token and sends JSON', async () => {
    await using server = await fakeServer(() => ({ json: { id: 1 } }))
    await withTransport(server.url, (send) => send('POST', '/api/v0/mlcubes/', { a: 1 }))
    expect(server.seen[0]).toMatchObject({
      method: 'POST',
      path: '/api/v0/mlcubes/',
      body: '{"a":1}',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        authorization: `Bearer ${TOKEN}`,
        'x-forwarded-proto': 'https',
      },
    })
  })

  it('keeps the digits of large numbers', async () => {
    await using server = await fakeServer(() => ({
      text: '{"seed": 12345678901234567890}',
      headers: { 'content-type': 'application/json' },
    }))
    const { body } = await withTransport(server.url, (send) => send('GET', '/x'))
    expect(isRawNumber((body as { readonly seed: Value }).seed)).toBe(true)
  })

  it('never reads a page as JSON', async () => {
    await using server = await fakeServer(() => ({ text: '{"a": 1}' }))
    expect(await withTransport(server.url, (send) => send('GET', '/x'))).not.toHaveProperty('body')
  })
})

describe('reads', () => {
  it.each<[string, Reply]>([
    ['500 with a page', { status: 500, text: '<h1>Server Error</h1>' }],
    ['502', { status: 502, text: 'Bad gateway' }],
    ['503', { status: 503, json: { detail: 'busy' } }],
    ['429', { status: 429, json: { detail: 'slow down' } }],
    ['a cut connection', { cut: true }],
    ['a connection cut in the middle', { cut: true, text: '{"a":' }],
  ])('are tried again after %s', async (_what, reply) => {
    await using server = await fakeServer((_request, index) => (index < 2 ? reply : { json: 'fine' }))
    const answer = await withTransport(server.url, (send) => send('GET', '/x'))
    expect(answer).toMatchObject({ status: 200, body: 'fine' })
    expect(server.seen).toHaveLength(3)
  })

  it('end after the third try with the last answer', async () => {
    await using server = await fakeServer(() => ({ status: 500, text: 'no' }))
    expect(await withTransport(server.url, (send) => send('GET', '/x'))).toMatchObject({ status: 500 })
    expect(server.seen).toHaveLength(3)
  })

  it('wait as long as the server asks, within reason', async () => {
    await using server = await fakeServer((_request, index) => ({
      status: index === 0 ? 429 : 503,
      json: {},
      headers: { 'retry-after': index === 0 ? '7' : '86400' },
    }))
    await withTransport(server.url, async (send, pauses) => {
      await send('GET', '/x')
      expect(pauses).toEqual([7_000, 30_000])
    })
  })

  it('wait until the date that the server names, within reason', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toUTCString()
    await using server = await fakeServer(() => ({
      status: 503,
      json: {},
      headers: { 'retry-after': tomorrow },
    }))
    await withTransport(server.url, async (send, pauses) => {
      await send('GET', '/x')
      expect(pauses).toEqual([30_000, 30_000])
    })
  })

  it.each([400, 401, 403, 404, 405])('are not tried again after %i', async (status) => {
    await using server = await fakeServer(() => ({ status, json: {} }))
    await withTransport(server.url, (send) => send('GET', '/x'))
    expect(server.seen).toHaveLength(1)
  })

  it('follow redirects on the same server', async () => {
    await using server = await fakeServer(({ path }) =>
      path === '/a' ? { status: 301, json: null, headers: { location: '/a/?q=1' } } : { json: path },
    )
    expect(await withTransport(server.url, (send) => send('GET', '/a'))).toMatchObject({ body: '/a/?q=1' })
  })

  it('never take the token to another server', async () => {
    await using other = await fakeServer(() => ({ json: 'caught' }))
    await using server = await fakeServer(() => ({
      status: 302,
      json: null,
      headers: { location: `${other.url}/x` },
    }))
    const error = await failure(withTransport(server.url, (send) => send('GET', '/x')))
    expect(error).toMatchObject({ kind: 'answer', hint: expect.stringContaining('never sent on') })
    expect(other.seen).toEqual([])
  })

  it('end where an answer is larger than anything the server holds', async () => {
    await using server = await fakeServer(() => ({ json: 'x'.repeat(2_000) }))
    const error = await failure(withTransport(server.url, (send) => send('GET', '/x'), { largest: 1_000 }))
    expect(error).toMatchObject({
      kind: 'answer',
      message: expect.stringContaining('larger than 1000 bytes'),
    })
  })

  it('give up in a circle of redirects', async () => {
    await using server = await fakeServer(() => ({ status: 302, json: null, headers: { location: '/x' } }))
    const error = await failure(withTransport(server.url, (send) => send('GET', '/x')))
    expect(error.message).toContain('more than 5 redirects')
  })
})

describe('writes', () => {
  it.each<[string, Reply, Partial<ExpectedError>]>([
    ['a cut connection', { cut: true }, { kind: 'unreachable', uncertain: true }],
    ['an answer cut in the middle', { cut: true, text: '{' }, { kind: 'unreachable', uncertain: true }],
    ['no answer', { hang: true }, { kind: 'timeout', uncertain: true }],
  ])('are sent once, and after %s nobody knows', async (_what, reply, expected) => {
    await using server = await fakeServer(() => reply)
    const error = await failure(
      withTransport(server.url, (send) => send('POST', '/x', {}), { timeout: 3_000 }),
    )
    expect(error).toMatchObject(expected)
    expect(server.seen).toHaveLength(1)
  })

  it('that could not even be sent are known not to have arrived', async () => {
    const server = await fakeServer(() => ({ json: null }))
    await server[Symbol.asyncDispose]()
    const error = await failure(withTransport(server.url, (send) => send('PUT', '/x', {})))
    expect(error).toMatchObject({ kind: 'unreachable', uncertain: false })
    expect(error.message).toBe(`PUT ${server.url}/x: nothing listens there`)
  })

  it('follow no redirect', async () => {
    await using server = await fakeServer(() => ({ status: 301, json: null, headers: { location: '/x/' } }))
    expect(await withTransport(server.url, (send) => send('POST', '/x', {}))).toMatchObject({ status: 301 })
    expect(server.seen).toHaveLength(1)
  })
})

describe('TLS', () => {
  it('does not talk to a server of an unknown authority, and names the input', async () => {
    await using server = await fakeServer(() => ({ json: 1 }), { tls: true })
    const error = await failure(withTransport(server.url, (send) => send('GET', '/x')))
    expect(error).toMatchObject({ kind: 'tls', hint: expect.stringContaining('ca-file') })
    expect(server.seen).toEqual([])
  })

  it('trusts the authority that is given', async () => {
    await using server = await fakeServer(() => ({ json: 1 }), { tls: true })
    const answer = await withTransport(server.url, (send) => send('GET', '/x'), {}, CERTIFICATE)
    expect(answer.body).toBe(1)
    expect(server.seen[0]?.headers['x-forwarded-proto']).toBeUndefined()
  })
})

describe('proxies', () => {
  /** A proxy that takes every CONNECT to one port of this machine. */
  async function proxy(port: number) {
    const targets: string[] = []
    const server = createServer().on('connect', (request, socket) => {
      targets.push(request.url ?? '')
      const upstream = openSocket(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        upstream.pipe(socket)
        socket.pipe(upstream)
      })
      for (const end of [upstream, socket]) end.on('error', () => undefined)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      targets,
      async [Symbol.asyncDispose]() {
        server.closeAllConnections()
        server.close()
      },
    }
  }

  it('of HTTPS_PROXY are used, with the given authority', async () => {
    await using server = await fakeServer(() => ({ json: 'through' }), { tls: true })
    await using way = await proxy(server.port)
    vi.stubEnv('HTTPS_PROXY', way.url)
    vi.stubEnv('NO_PROXY', '')
    const answer = await withTransport(
      'https://medperf.example',
      (send) => send('GET', '/x'),
      {},
      CERTIFICATE,
    )
    expect(answer.body).toBe('through')
    expect(way.targets).toEqual(['medperf.example:443'])
  })

  it('are left out for NO_PROXY', async () => {
    await using server = await fakeServer(() => ({ json: 1 }), { tls: true })
    await using way = await proxy(server.port)
    vi.stubEnv('HTTPS_PROXY', way.url)
    vi.stubEnv('NO_PROXY', 'medperf.example')
    const error = await failure(
      withTransport('https://medperf.example', (send) => send('GET', '/x'), {}, CERTIFICATE),
    )
    expect(error.kind).toBe('unreachable')
    expect(way.targets).toEqual([])
  })

  it('are left out for this machine', async () => {
    await using server = await fakeServer(() => ({ json: 'direct' }), { tls: true })
    vi.stubEnv('HTTPS_PROXY', 'http://127.0.0.1:1')
    vi.stubEnv('NO_PROXY', '')
    const answer = await withTransport(server.url, (send) => send('GET', '/x'), {}, CERTIFICATE)
    expect(answer.body).toBe('direct')
  })
})
