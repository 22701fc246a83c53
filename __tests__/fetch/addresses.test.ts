import { lookup } from 'node:dns'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { fetchFile } from '../../src/fetch/file.ts'
import { FAST, failureOf, LIMITS, serve, serveBytes, workFolder } from './support.ts'

vi.mock('node:dns', async (original) => ({
  ...(await original<typeof import('node:dns')>()),
  lookup: vi.fn(),
}))

afterEach(() => vi.unstubAllEnvs())

/** Every name is found at these addresses, one after the other for each look-up. */
function found(...addresses: readonly string[]) {
  let count = 0
  const answer = (_host: string, _options: unknown, callback: (error: null, found: unknown) => void) => {
    const address = addresses[Math.min(count, addresses.length - 1)] ?? ''
    count += 1
    callback(null, [{ address, family: 4 }])
  }
  vi.mocked(lookup).mockImplementation(answer as unknown as typeof lookup)
}

const BYTES = Buffer.from('what the network of a hospital answers')

async function fetchFrom(url: string, reach: 'public' | 'private' = 'public') {
  const into = join(workFolder(), 'file')
  const fetching = fetchFile(url, {
    into,
    reach,
    limits: LIMITS,
    signal: new AbortController().signal,
    say: () => {},
    timing: FAST,
  })
  return { into, fetching }
}

const refusalOf = async (url: string, reach?: 'public' | 'private') => {
  const { into, fetching } = await fetchFrom(url, reach)
  const failure = await failureOf(fetching)
  expect(existsSync(into)).toBe(false)
  return failure
}

const HINT = expect.stringContaining('set the input `allow-private-addresses: true`')

describe('this machine', () => {
  test.each([
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '[::ffff:127.0.0.1]',
    'localhost',
    'a.localhost',
    '0',
  ])('is not asked as %s', async (host) => {
    const { url, requests } = await serveBytes(BYTES)
    const failure = await refusalOf(url.replace('127.0.0.1', host))
    expect(failure).toMatchObject({ kind: 'download', hint: HINT })
    expect(failure.message).toMatch(/ cannot be downloaded: \S+ is a private address$/)
    expect(requests).toHaveLength(0)
  })

  test('is asked where private addresses may be', async () => {
    const { url, requests } = await serveBytes(BYTES)
    const { fetching } = await fetchFrom(url, 'private')
    await fetching
    expect(requests).toHaveLength(1)
  })

  test('is not asked by a name that leads there', async () => {
    found('127.0.0.1')
    const { url, requests } = await serveBytes(BYTES)
    expect(await refusalOf(url.replace('127.0.0.1', 'files.example'))).toMatchObject({
      message: expect.stringMatching(/files\.example is 127\.0\.0\.1, a private address$/),
      hint: HINT,
    })
    expect(requests).toHaveLength(0)
  })
})

describe('metadata', () => {
  test.each([
    '169.254.169.254',
    '[fd00:ec2::254]',
    '2852039166',
    'metadata.google.internal',
    '[::ffff:a9fe:a9fe]',
  ])('at %s is never asked', async (host) => {
    const failure = await refusalOf(`http://${host}/latest/meta-data`, 'private')
    expect(failure.message).toMatch(/is a link-local address or one of cloud metadata$/)
    expect(failure.hint).toContain('Nothing is ever fetched from there')
  })

  test('is never asked by a name that leads there', async () => {
    found('169.254.169.254')
    expect((await refusalOf('http://files.example/', 'private')).message).toMatch(
      /files\.example is 169\.254\.169\.254, a link-local address or one of cloud metadata$/,
    )
  })

  test('is never asked because a server sends us there', async () => {
    const { url, requests } = await serve((_, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
    )
    expect((await refusalOf(url, 'private')).message).toMatch(
      /cannot be downloaded: it redirects to http:\/\/169\.254\.169\.254\/latest, and 169\.254\.169\.254 is a link-local/,
    )
    expect(requests).toHaveLength(1)
  })

  test('is never asked for the rest of a file that began elsewhere', async () => {
    const { url, requests } = await serve((_, response, count) => {
      if (count > 1) return response.writeHead(307, { location: 'http://169.254.169.254/rest' }).end()
      response.writeHead(200, { 'content-length': 1_000, etag: '"1"' })
      return response.write('half', () => setTimeout(() => response.destroy(), 20))
    })
    expect((await refusalOf(url, 'private')).message).toContain('it redirects to http://169.254.169.254/rest')
    expect(requests).toHaveLength(2)
  })

  test('is never asked when a name leads there at a later try', async () => {
    const { url, requests } = await serve((_, response) => {
      response.writeHead(503, { connection: 'close' }).end()
    })
    found('127.0.0.1', '169.254.169.254')
    expect((await refusalOf(url.replace('127.0.0.1', 'files.example'), 'private')).message).toMatch(
      /files\.example is 169\.254\.169\.254/,
    )
    expect(requests).toHaveLength(1)
  })
})

/** A proxy that notes what it is asked, and sends everybody on. */
async function startProxy(location: string) {
  const asked: string[] = []
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(302, { location }).end()
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void proxy.close())
  for (const name of ['no_proxy', 'NO_PROXY', 'HTTP_PROXY', 'HTTPS_PROXY', 'https_proxy'])
    vi.stubEnv(name, undefined)
  vi.stubEnv('http_proxy', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`)
  return asked
}

describe('behind a proxy', () => {
  test('what an address tells by itself is judged as well', async () => {
    const asked = await startProxy('http://10.0.0.1/')
    for (const host of ['127.0.0.1', '10.0.0.1', 'metadata.google.internal', 'localhost'])
      expect((await refusalOf(`http://${host}/`)).message).toContain(`${host} is a`)
    expect(asked).toEqual([])
  })

  test('a redirect too', async () => {
    const asked = await startProxy('http://10.0.0.1/')
    expect((await refusalOf('http://files.example/')).message).toContain(
      'it redirects to http://10.0.0.1/, and 10.0.0.1 is a private address',
    )
    expect(asked).toEqual(['http://files.example/'])
  })
})
