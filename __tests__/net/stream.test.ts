import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createDispatcher } from '../../src/net/dispatcher.ts'
import { openStream, readBody, type StreamRequest } from '../../src/net/stream.ts'
import { startServer } from './serve.ts'

let dispatcher: Awaited<ReturnType<typeof createDispatcher>>
beforeEach(async () => {
  dispatcher = await createDispatcher()
})
afterEach(() => dispatcher.destroy())

const open = (url: string, request: Partial<StreamRequest> = {}) =>
  openStream(dispatcher, new URL(url), { headers: {}, signal: AbortSignal.timeout(10_000), ...request })

describe('a request', () => {
  test('sends its body as it comes', async () => {
    await using server = await startServer((request, response) => request.pipe(response))
    const body = Readable.from([Buffer.from('one '), Buffer.from('two')], { objectMode: false })
    const answer = await open(server.url, { method: 'PUT', body, headers: { 'content-length': '7' } })
    expect(String(await readBody(answer.body, 100))).toBe('one two')
    expect(server.requests[0]?.method).toBe('PUT')
  })

  test('shows all headers of the answer', async () => {
    await using server = await startServer((_, response) =>
      response.writeHead(404, { 'x-one': '1', 'set-cookie': ['a', 'b'] }).end(),
    )
    const { status, headers } = await open(server.url)
    expect([status, headers.get('x-one'), headers.getSetCookie()]).toEqual([404, '1', ['a', 'b']])
  })
})

describe('an abort', () => {
  const reason = new Error('cancelled')

  test('before the request asks nobody', async () => {
    await using server = await startServer((_, response) => response.end())
    await expect(open(server.url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(server.requests).toEqual([])
  })

  test('ends the wait for an answer', async () => {
    await using server = await startServer(() => {})
    const cancel = new AbortController()
    setTimeout(() => cancel.abort(reason), 50)
    await expect(open(server.url, { signal: cancel.signal })).rejects.toBe(reason)
  })

  test('ends the body, and the connection with it', async () => {
    await using server = await startServer((_, response) => void response.write('x'))
    const cancel = new AbortController()
    const { body } = await open(server.url, { signal: cancel.signal })
    setTimeout(() => cancel.abort(reason), 50)
    await expect(readBody(body, 100)).rejects.toBe(reason)
    await vi.waitFor(() => expect(server.requests[0]?.socket.destroyed).toBe(true))
  })
})

describe('a body', () => {
  test('that nobody reads makes the server wait', async () => {
    const MOST = 64
    let sent = 0
    await using server = await startServer((_, response) => {
      const piece = Buffer.alloc(1024 * 1024)
      const write = () => {
        if (sent >= MOST) response.end()
        else {
          sent += 1
          if (response.write(piece)) setImmediate(write)
          else response.once('drain', write)
        }
      }
      write()
    })
    const { body } = await open(server.url, { signal: new AbortController().signal })
    await sleep(500)
    expect(sent).toBeLessThan(MOST / 2)
    expect(await readBody(body, MOST * 1024 * 1024)).toHaveLength(MOST * 1024 * 1024)
  })

  test('that is given up ends the connection', async () => {
    await using server = await startServer((_, response) => void response.write('x'))
    const { discard } = await open(server.url)
    discard()
    await vi.waitFor(() => expect(server.requests[0]?.socket.destroyed).toBe(true))
  })

  test('of more bytes than are wanted is not read to its end', async () => {
    await using server = await startServer((_, response) => void response.write('x'.repeat(11)))
    expect(await readBody((await open(server.url)).body, 10)).toBeUndefined()
    await vi.waitFor(() => expect(server.requests[0]?.socket.destroyed).toBe(true))
  })
})
