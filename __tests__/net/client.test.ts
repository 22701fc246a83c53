import { describe, expect, test } from 'vitest'
import { type Ask, type ClientSettings, createSend, LargeAnswer, NoAnswer } from '../../src/net/client.ts'
import { createDispatcher } from '../../src/net/dispatcher.ts'
import { followEncrypted, RefusedRedirect } from '../../src/net/redirect.ts'
import { startServer } from './serve.ts'

/** Sends one request with new connections; the pauses between its tries are noted, not waited for. */
async function sendTo(url: string, ask: Partial<Ask> = {}, settings: Partial<ClientSettings> = {}) {
  const dispatcher = await createDispatcher()
  const paused: number[] = []
  const sleep = async (milliseconds: number) => void paused.push(milliseconds)
  const send = createSend({ dispatcher, timeout: 5_000, largest: 1_000, sleep, ...settings })
  const result = await send({ method: 'GET', url: new URL(url), headers: {}, ...ask })
    .catch((error: unknown) => error)
    .finally(() => dispatcher.destroy())
  return { result, paused }
}

const redirects = { rule: followEncrypted, most: 3 }

describe('a redirect', () => {
  const headers = { authorization: 'Bearer secret', cookie: 'a=b', accept: 'text/plain' }

  test('takes credentials along on the same server', async () => {
    await using server = await startServer((request, response) =>
      request.url === '/a' ? response.writeHead(302, { location: '/b' }).end() : response.end('there'),
    )
    const { result } = await sendTo(`${server.url}a`, { headers }, { redirects })
    expect(result).toMatchObject({ status: 200, body: Buffer.from('there'), url: new URL(`${server.url}b`) })
    expect(server.requests.map((request) => request.headers.authorization)).toEqual(
      Array(2).fill('Bearer secret'),
    )
  })

  test('to another server leaves them behind', async () => {
    await using other = await startServer((_, response) => response.end())
    await using server = await startServer((_, response) =>
      response.writeHead(307, { location: other.url }).end(),
    )
    await sendTo(server.url, { headers }, { redirects })
    expect(server.requests[0]?.headers).toMatchObject(headers)
    expect(other.requests[0]?.headers).toMatchObject({ accept: 'text/plain' })
    expect(other.requests[0]?.headers).not.toHaveProperty('authorization')
    expect(other.requests[0]?.headers).not.toHaveProperty('cookie')
  })

  test.each(['POST', 'PUT'] as const)('of a %s is an answer like any other', async (method) => {
    await using server = await startServer((_, response) => response.writeHead(302, { location: '/' }).end())
    const { result } = await sendTo(server.url, { method, body: '{}' }, { redirects })
    expect(result).toMatchObject({ status: 302 })
    expect(server.requests).toHaveLength(1)
  })

  test('without end is given up, and not tried again', async () => {
    await using server = await startServer((_, response) => response.writeHead(302, { location: '/' }).end())
    const { result } = await sendTo(server.url, { pauses: [1, 1] }, { redirects, mayPass: () => true })
    expect(result).toBeInstanceOf(RefusedRedirect)
    expect(result).toMatchObject({ fault: 'endless' })
    expect(server.requests).toHaveLength(4)
  })
})

describe('tries', () => {
  test.each([429, 500, 502, 503, 504])(
    'are made again after HTTP %i, with the planned pauses',
    async (status) => {
      await using server = await startServer((_, response, count) =>
        response.writeHead(count < 3 ? status : 200).end(),
      )
      const { result, paused } = await sendTo(server.url, { pauses: [10, 20, 30] })
      expect(result).toMatchObject({ status: 200 })
      expect(paused).toEqual([10, 20])
    },
  )

  test.each([200, 301, 400, 401, 404, 501])('are not made again after HTTP %i', async (status) => {
    await using server = await startServer((_, response) => response.writeHead(status).end())
    expect(await sendTo(server.url, { pauses: [10] })).toMatchObject({ result: { status }, paused: [] })
  })

  test('end with the last answer', async () => {
    await using server = await startServer((_, response) => response.writeHead(503).end())
    expect((await sendTo(server.url, { pauses: [10, 20] })).result).toMatchObject({ status: 503 })
    expect(server.requests).toHaveLength(3)
  })

  test('wait as their caller reads the answer', async () => {
    await using server = await startServer((_, response) =>
      response.writeHead(503, { 'retry-after': '7' }).end(),
    )
    const wait: ClientSettings['wait'] = ({ headers }, planned) =>
      Number(headers.get('retry-after')) + planned
    expect((await sendTo(server.url, { pauses: [10, 20] }, { wait })).paused).toEqual([17, 27])
  })

  test.each([
    [true, 3],
    [false, 1],
  ])('after a cut connection are made again where it may pass: %s', async (passes, requests) => {
    await using server = await startServer((_, response) => response.destroy())
    const { result } = await sendTo(server.url, { pauses: [1, 1] }, { mayPass: () => passes })
    expect(result).toBeInstanceOf(NoAnswer)
    expect(server.requests).toHaveLength(requests)
  })

  test('are not waited for when the run is cancelled, whose reason is told', async () => {
    const stop = new AbortController()
    await using server = await startServer((_, response) => response.writeHead(503).end())
    const dispatcher = await createDispatcher()
    const wait = () => {
      setImmediate(() => stop.abort(new Error('cancelled')))
      return 600_000
    }
    const { signal } = stop
    const send = createSend({ dispatcher, timeout: 5_000, largest: 1_000, signal, wait })
    const sending = send({ method: 'GET', url: new URL(server.url), headers: {}, pauses: [1] })
    await expect(sending.finally(() => dispatcher.destroy())).rejects.toThrow('cancelled')
    expect(server.requests).toHaveLength(1)
  })

  test('are not made of what has no pauses, as a write', async () => {
    await using server = await startServer((_, response) => response.writeHead(503).end())
    await sendTo(server.url, { method: 'POST', body: '{}' })
    expect(server.requests).toHaveLength(1)
  })
})

describe('an answer', () => {
  test.each([
    [1_000, true],
    [1_001, false],
  ])('of %i bytes is read where 1,000 are allowed: %s', async (bytes, isRead) => {
    await using server = await startServer((_, response) => response.end('x'.repeat(bytes)))
    const { result } = await sendTo(server.url, { pauses: [1] }, { mayPass: () => true })
    if (isRead) expect(result).toMatchObject({ body: Buffer.from('x'.repeat(bytes)) })
    else expect(result).toBeInstanceOf(LargeAnswer)
    expect(server.requests).toHaveLength(1)
  })

  test('without an end is not waited for', async () => {
    await using server = await startServer((_, response) => void response.write('x'))
    const { result } = await sendTo(server.url, {}, { timeout: 200 })
    expect(result).toMatchObject({ cause: { name: 'TimeoutError' } })
  })

  test('is not waited for when the run is cancelled, whose reason is told', async () => {
    const stop = new AbortController()
    await using server = await startServer(() => stop.abort(new Error('cancelled')))
    const { signal } = stop
    const { result } = await sendTo(server.url, { pauses: [1] }, { signal, mayPass: () => true })
    expect(result).toBe(signal.reason)
    expect(server.requests).toHaveLength(1)
  })
})
