import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createDispatcher, createFileDispatcher } from '../../src/net/dispatcher.ts'
import { createAddressGuard } from '../../src/net/guard.ts'
import { openStream, readBody } from '../../src/net/stream.ts'
import { startServer } from './serve.ts'

/** A proxy that notes what it is asked and answers itself; a way to elsewhere it does not open. */
async function startProxy() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.end('by the proxy')
  })
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`)
    socket.end('HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\nby the proxy')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.dispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const KINDS = {
  'small answers': () => createDispatcher(),
  'a file': () => createFileDispatcher(2_000, createAddressGuard({ reach: 'private' })),
}

async function read(kind: keyof typeof KINDS, url: string): Promise<string> {
  const dispatcher = await KINDS[kind]()
  try {
    const signal = AbortSignal.timeout(5_000)
    const { body } = await openStream(dispatcher, new URL(url), { headers: {}, signal })
    return String(await readBody(body, 1_000))
  } catch (error) {
    return `failed: ${(error as Error).message}`
  } finally {
    await dispatcher.destroy()
  }
}

beforeEach(() => {
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy', 'NO_PROXY']) vi.stubEnv(name, undefined)
})
afterEach(() => vi.unstubAllEnvs())

describe.each(['small answers', 'a file'] as const)('connections for %s', (kind) => {
  test.each(['HTTP_PROXY', 'http_proxy'])('go by way of %s', async (name) => {
    using proxy = await startProxy()
    vi.stubEnv(name, proxy.url)
    expect(await read(kind, 'http://far.invalid/x?y')).toBe('by the proxy')
    expect(proxy.asked).toHaveLength(1)
  })

  test.each(['HTTPS_PROXY', 'https_proxy'])('go by way of %s where they are encrypted', async (name) => {
    using proxy = await startProxy()
    vi.stubEnv(name, proxy.url)
    expect(await read(kind, 'https://far.invalid/')).toMatch(/^failed/)
    expect(proxy.asked).toEqual(['CONNECT far.invalid:443'])
  })

  test.each(['', ' '])('are direct for HTTP_PROXY=%j', async (nothing) => {
    await using server = await startServer((_, response) => response.end('direct'))
    vi.stubEnv('HTTP_PROXY', nothing)
    expect(await read(kind, server.url)).toBe('direct')
  })

  test('go by way of a proxy without `http://`', async () => {
    using proxy = await startProxy()
    vi.stubEnv('HTTP_PROXY', proxy.url.replace('http://', ''))
    expect(await read(kind, 'http://far.invalid/x?y')).toBe('by the proxy')
  })

  test.each([
    ['http', 'HTTP_PROXY'],
    ['https', 'https_proxy'],
  ])(
    'to %s fail with the name of %s where that is no proxy, or one that is not there',
    async (scheme, name) => {
      for (const [value, words] of [
        ['http://me:Pa#ss@proxy:3128', `failed: \`${name}\` of the runner is not the address of a proxy`],
        ['socks5://proxy:1080', `failed: \`${name}\` of the runner names a proxy for \`socks5\``],
        [
          '127.0.0.1:9',
          `failed: no connection to the proxy 127.0.0.1:9, which \`${name}\` of the runner names`,
        ],
      ] as const) {
        vi.stubEnv(name, value)
        expect(await read(kind, `${scheme}://far.invalid/`)).toContain(words)
      }
    },
  )

  test.each(['far.invalid', '.invalid', '*.invalid', 'x far.invalid', 'FAR.invalid'])(
    'do not go by way of what is no proxy for NO_PROXY=%s',
    async (names) => {
      vi.stubEnv('HTTP_PROXY', 'socks5://proxy')
      vi.stubEnv('NO_PROXY', names)
      expect(await read(kind, 'http://far.invalid/')).toMatch(/^failed: .*(ENOTFOUND|EAI_AGAIN)/)
    },
  )

  test('do not go by way of it to a network of NO_PROXY', async () => {
    using proxy = await startProxy()
    vi.stubEnv('HTTP_PROXY', proxy.url)
    vi.stubEnv('NO_PROXY', '198.51.0.0/16, 127.0.0.0/8')
    await using server = await startServer((_, response) => response.end('direct'))
    expect(await read(kind, server.url)).toBe('direct')
    expect(proxy.asked).toEqual([])
  })

  test.each(['far.invalid', '.invalid', '*'])('do not go by way of it for NO_PROXY=%s', async (names) => {
    using proxy = await startProxy()
    vi.stubEnv('HTTP_PROXY', proxy.url)
    vi.stubEnv('NO_PROXY', names)
    expect(await read(kind, 'http://far.invalid/')).toMatch(/^failed/)
    expect(proxy.asked).toEqual([])
  })
})

test.each([
  ['small answers', 'direct'],
  ['a file', 'by the proxy'],
] as const)('this machine is asked for %s %s', async (kind, answer) => {
  await using server = await startServer((_, response) => response.end('direct'))
  using proxy = await startProxy()
  vi.stubEnv('HTTP_PROXY', proxy.url)
  expect(await read(kind, server.url)).toBe(answer)
})

test('one set of connections knows this machine and others apart', async () => {
  await using server = await startServer((_, response) => response.end('direct'))
  using proxy = await startProxy()
  vi.stubEnv('HTTP_PROXY', proxy.url)
  const dispatcher = await createDispatcher()
  const signal = AbortSignal.timeout(5_000)
  const answers = [server.url, 'http://far.invalid/', server.url].map(async (url) => {
    const { body } = await openStream(dispatcher, new URL(url), { headers: {}, signal })
    return String(await readBody(body, 1_000))
  })
  expect(await Promise.all(answers)).toEqual(['direct', 'by the proxy', 'direct'])
  await dispatcher.close()
})
