import { createCipheriv, createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  FAST,
  failureOf,
  fetchBytes,
  fixture,
  listing,
  serve,
  serveBytes,
  tarOf,
  tryFetch,
} from './support.ts'

const ARCHIVE = fixture('plain.tar.gz')
const NOW = new Date().toUTCString()
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Large enough to be cut in the middle of slabs; as good as random, so that gzip cannot shrink it. */
const large = async () => {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 1), Buffer.alloc(16))
  return gzipSync(await tarOf({ name: 'data/large', data: cipher.update(Buffer.alloc(5_000_000)) }))
}

const send = (response: ServerResponse, bytes: Uint8Array, headers: Record<string, string | number> = {}) => {
  response.writeHead(200, { 'content-length': bytes.length, ...headers })
  response.end(bytes)
}

/** Announces all bytes and drops the connection after the first `count`. */
const cut = (
  response: ServerResponse,
  bytes: Uint8Array,
  count: number,
  headers: Record<string, string> = {},
) => {
  response.writeHead(200, { 'content-length': bytes.length, ...headers })
  response.write(bytes.subarray(0, count), () => setTimeout(() => response.destroy(), 20))
}

const sendRange = (
  response: ServerResponse,
  bytes: Uint8Array,
  from: number,
  headers: Record<string, string> = {},
) => {
  const rest = bytes.subarray(from)
  response.writeHead(206, {
    'content-length': rest.length,
    'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    ...headers,
  })
  response.end(rest)
}

const rangeOf = (range: string | undefined) => Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? -1)

describe('answers that end a download at once', () => {
  test.each([
    [401, 'the server asks for a login (HTTP 401)'],
    [403, 'the server forbids it (HTTP 403)'],
    [404, 'there is no such file on the server (HTTP 404)'],
    [410, 'the file is no longer on the server (HTTP 410)'],
    [418, 'the server answered with HTTP 418 instead of the file'],
    [204, 'the server answered with HTTP 204 instead of the file'],
    [206, 'the server answered with HTTP 206 instead of the file'],
  ])('HTTP %i', async (status, words) => {
    const { url, requests } = await serve((_, response) => response.writeHead(status).end())
    const tried = tryFetch({ url })
    const failure = await failureOf(tried.run())
    expect(failure).toMatchObject({ kind: 'download', hint: expect.any(String) })
    expect(failure.message).toBe(`${url.replace(/\?.*/, '')} cannot be downloaded: ${words}`)
    expect(requests).toHaveLength(1)
    expect(tried.left()).toEqual([])
  })
})

describe('passing trouble is met by trying again', () => {
  test('500 twice, then the file', async () => {
    const { url, requests } = await serve((_, response, count) =>
      count < 3 ? response.writeHead(500).end('trouble') : send(response, ARCHIVE),
    )
    const tried = tryFetch({ url })
    expect(await tried.run()).toMatchObject({ files: 4 })
    expect(requests).toHaveLength(3)
    expect(tried.lines[0]).toMatch(
      /demo\.tar\.gz: the server failed \(HTTP 500\); trying again in 0\.0 s \(2 of 5\)$/,
    )
    expect(tried.lines.join()).not.toContain('secret')
  })

  test.each([500, 502, 503, 504, 408, 429])('HTTP %i is given up after five tries', async (status) => {
    const { url, requests } = await serve((_, response) => response.writeHead(status).end())
    const tried = tryFetch({ url })
    const { kind, message } = await failureOf(tried.run())
    expect(kind).toBe('download')
    expect(message).toContain(`(HTTP ${status}) (5 tries)`)
    expect(requests).toHaveLength(5)
    expect(tried.left()).toEqual([])
  })

  test('429 is tried again no sooner than Retry-After says', async () => {
    const { url, requests } = await serve((_, response, count) =>
      count === 1 ? response.writeHead(429, { 'retry-after': '1' }).end() : send(response, ARCHIVE),
    )
    const start = performance.now()
    await tryFetch({ url }).run()
    expect(performance.now() - start).toBeGreaterThan(990)
    expect(requests).toHaveLength(2)
  })

  test('a server that is not there is given up after five tries', async () => {
    const { lines, run } = tryFetch({ url: 'http://127.0.0.1:1/demo.tar.gz' })
    expect((await failureOf(run())).message).toBe(
      'http://127.0.0.1:1/demo.tar.gz cannot be downloaded: the server refuses connections (5 tries)',
    )
    expect(lines).toHaveLength(4)
  })

  test('a server that never answers is left after the stall time', async () => {
    const { url, requests } = await serve((_, response, count) => {
      if (count > 1) send(response, ARCHIVE)
    })
    const { lines, run } = tryFetch({ url }, { timing: { stall: 2_000, firstPause: 1 } })
    await run()
    expect(requests).toHaveLength(2)
    expect(lines[0]).toContain('the server does not answer; trying again')
  })

  test('a server that stops in the middle is left after the stall time', async () => {
    const { url, requests } = await serve((_, response, count) => {
      if (count > 1) return send(response, ARCHIVE)
      response.writeHead(200, { 'content-length': ARCHIVE.length })
      response.write(ARCHIVE.subarray(0, 100))
    })
    const { lines, run } = tryFetch({ url }, { timing: { stall: 2_000, firstPause: 1 } })
    expect(await run()).toMatchObject({ files: 4 })
    expect(requests).toHaveLength(2)
    expect(lines[0]).toContain('the server has stopped sending after 100 B; trying again')
  })
})

describe('a download that is cut', () => {
  test('goes on where it stopped when the server has a strong ETag', async () => {
    const bytes = await large()
    const half = Math.floor(bytes.length / 2)
    const { url, requests } = await serve((request, response, count) => {
      if (count === 1) cut(response, bytes, half, { etag: '"v1"' })
      else sendRange(response, bytes, rangeOf(request.headers.range), { etag: '"v1"' })
    })
    const { lines, run, folder } = tryFetch({ url })
    expect(await run()).toMatchObject({ sha256: sha256(bytes), bytes: bytes.length, files: 1 })
    expect(Object.keys(listing(folder))).toEqual(['data/large'])
    expect(requests[1]?.headers).toMatchObject({ range: `bytes=${half}-`, 'if-range': '"v1"' })
    expect(lines).toEqual([expect.stringContaining('the connection was lost after')])
  })

  test('goes on where it stopped when the server has a date that is certain', async () => {
    const bytes = await large()
    const modified = 'Wed, 01 Jan 2025 00:00:00 GMT'
    const { url, requests } = await serve((request, response, count) => {
      if (count === 1) cut(response, bytes, 1_000_000, { 'last-modified': modified })
      else sendRange(response, bytes, rangeOf(request.headers.range))
    })
    expect(await tryFetch({ url }).run()).toMatchObject({ sha256: sha256(bytes) })
    expect(requests[1]?.headers['if-range']).toBe(modified)
  })

  test.each([
    ['no version', {}],
    ['a weak ETag', { etag: 'W/"v1"' }],
    ['a date of this very second', { 'last-modified': NOW, date: NOW }],
  ])('starts over with %s, unpacks anew, and asks for no range', async (_, headers) => {
    const bytes = await large()
    const { url, requests } = await serve((_request, response, count) => {
      if (count === 1) cut(response, bytes, 2_000_000, headers)
      else send(response, bytes, headers)
    })
    const tried = tryFetch({ url })
    expect(await tried.run()).toMatchObject({ sha256: sha256(bytes), bytes: bytes.length })
    expect(tried.left()).toEqual(['demo'])
    expect(requests).toHaveLength(2)
    expect(requests[1]?.headers.range).toBeUndefined()
    expect(tried.lines.at(-1)).toContain('cannot go on where it stopped; starting over')
  })

  test('starts over when the file was exchanged meanwhile', async () => {
    const old = await large()
    const { url, requests } = await serve((_, response, count) => {
      if (count === 1) cut(response, old, 2_000_000, { etag: '"old"' })
      else send(response, ARCHIVE, { etag: '"new"' })
    })
    expect(await tryFetch({ url }).run()).toMatchObject({ sha256: sha256(ARCHIVE), files: 4 })
    expect(requests).toHaveLength(2)
  })

  test.each([
    ['begins elsewhere', { 'content-range': 'bytes 0-9/5000000' }],
    ['is of another size', { 'content-range': 'bytes 2000000-4999999/9999999' }],
    ['does not say which it is', {}],
  ])('starts over when the range %s', async (_, headers) => {
    const bytes = await large()
    const { url, requests } = await serve((_request, response, count) => {
      if (count === 1) cut(response, bytes, 2_000_000, { etag: '"v1"' })
      else if (count === 2) response.writeHead(206, headers).end('wrong part')
      else send(response, bytes)
    })
    expect(await tryFetch({ url }).run()).toMatchObject({ sha256: sha256(bytes) })
    expect(requests).toHaveLength(3)
  })

  test('goes on through any number of cuts while there is progress', async () => {
    const bytes = await large()
    const { url, requests } = await serve((request, response) => {
      const from = Math.max(0, rangeOf(request.headers.range))
      response.writeHead(from === 0 ? 200 : 206, {
        'content-length': bytes.length - from,
        'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
        etag: '"v1"',
      })
      const part = bytes.subarray(from, from + 300_000)
      response.write(part, () =>
        setTimeout(() => (from + part.length === bytes.length ? response.end() : response.destroy()), 5),
      )
    })
    expect(await tryFetch({ url }).run()).toMatchObject({ sha256: sha256(bytes) })
    expect(requests.length).toBeGreaterThan(8)
  })

  test('is given up when the server always cuts at the same place', async () => {
    const bytes = await large()
    const { url, requests } = await serve((_, response) => cut(response, bytes, 1_500_000))
    const tried = tryFetch({ url })
    expect((await failureOf(tried.run())).message).toMatch(
      /the connection was lost after 1\.4 MiB \(5 tries\)$/,
    )
    expect(requests.length).toBeLessThanOrEqual(6)
    expect(tried.left()).toEqual([])
  })

  test('is noticed in a body without a length as well', async () => {
    const bytes = await large()
    const { url } = await serve((_, response, count) => {
      if (count > 1) return send(response, bytes)
      response.writeHead(200)
      response.write(bytes.subarray(0, 1_000_000), () => setTimeout(() => response.destroy(), 20))
    })
    expect(await tryFetch({ url }).run()).toMatchObject({ sha256: sha256(bytes) })
  })
})

describe('redirects', () => {
  test('are followed, relative ones as well, and the answer is asked for once', async () => {
    const { url, requests } = await serve((request, response) => {
      if (request.url === '/file') send(response, ARCHIVE)
      else if (request.url === '/next') response.writeHead(307, { location: 'file' }).end()
      else response.writeHead(302, { location: '/next' }).end('a page about it')
    })
    expect(await tryFetch({ url }).run()).toMatchObject({ files: 4 })
    expect(requests.map((request) => request.url)).toEqual(['/demo.tar.gz?token=secret', '/next', '/file'])
  })

  test('in a loop end with words', async () => {
    const { url, requests } = await serve((request, response) =>
      response.writeHead(302, { location: request.url }).end(),
    )
    expect((await failureOf(tryFetch({ url }).run())).message).toContain('it redirects more than 10 times')
    expect(requests).toHaveLength(11)
  })

  test.each([
    ['ftp://example.org/a', 'redirects to ftp://example.org/a, which is not http or https'],
    ['file:///etc/passwd', 'which is not http or https'],
    ['http://[', 'redirects to nowhere'],
    [undefined, 'redirects to nowhere'],
  ])('to %s are refused', async (location, words) => {
    const { url } = await serve((_, response) =>
      response.writeHead(301, location === undefined ? {} : { location }).end(),
    )
    expect(await failureOf(tryFetch({ url }).run())).toMatchObject({
      kind: 'download',
      message: expect.stringContaining(words),
    })
  })
})

describe('a pointer of Git LFS', () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'5e'.repeat(32)}\nsize 70000000\n`

  test('instead of the file is recognised, as raw addresses of a repository serve it', async () => {
    const { url, requests } = await serve((_, response) => send(response, Buffer.from(pointer)))
    const tried = tryFetch({ url })
    expect(await failureOf(tried.run())).toMatchObject({
      kind: 'download',
      message: expect.stringMatching(/^http.* is a Git LFS pointer, not the file itself$/),
      code: 'lfs-pointer',
    })
    expect(requests).toHaveLength(1)
    expect(tried.left()).toEqual([])
  })

  test.each([
    [`${pointer}`, 'net.pt'],
    ['', undefined],
    [`An example:\n${pointer}`, undefined],
  ])('in an archive is one only where it is all there is: %j', async (data, name) => {
    const run = fetchBytes(await tarOf({ name: 'a', data: 'a'.repeat(2_000) }, { name: 'net.pt', data }))
    if (name === undefined) expect(await run).toMatchObject({ unpacked: { files: 2 } })
    else
      expect(await failureOf(run)).toMatchObject({
        kind: 'archive',
        message: `${name} in the archive is a Git LFS pointer, not the file itself`,
      })
  })
})

describe('a web page instead of the file', () => {
  const page = '<!DOCTYPE html>\n<html><head><title>Google Drive - Virus scan warning</title></head></html>'

  test.each([
    ['by its type', 'text/html; charset=utf-8', Buffer.from('Sign in to continue')],
    ['by how it begins', 'application/octet-stream', Buffer.from(page)],
    ['behind a mark and white space', '', Buffer.from(`\ufeff \n${page}`)],
    ['without a doctype', '', Buffer.from('<HTML lang="en">')],
  ])('is recognised %s', async (_, type, bytes) => {
    const { url, requests } = await serve((_request, response) =>
      send(response, bytes, type === '' ? {} : { 'content-type': type }),
    )
    const tried = tryFetch({ url })
    const failure = await failureOf(tried.run())
    expect(failure).toMatchObject({
      kind: 'download',
      message: expect.stringContaining('is a web page, not the file'),
    })
    expect(failure.hint).toContain('Google Drive')
    expect(requests).toHaveLength(1)
    expect(tried.left()).toEqual([])
  })

  test('an archive that is called one is taken all the same', async () => {
    const { url } = await serve((_, response) => send(response, ARCHIVE, { 'content-type': 'text/html' }))
    expect(await tryFetch({ url }).run()).toMatchObject({ files: 4 })
  })
})

describe('the hash', () => {
  test('is checked when given', async () => {
    const { url } = await serveBytes(ARCHIVE)
    expect(await tryFetch({ url }, { sha256: sha256(ARCHIVE) }).run()).toMatchObject({
      sha256: sha256(ARCHIVE),
    })
  })

  test('that is another one leaves nothing and says both', async () => {
    const { url } = await serveBytes(ARCHIVE)
    const tried = tryFetch({ url }, { sha256: 'a'.repeat(64) })
    const failure = await failureOf(tried.run())
    expect(failure).toMatchObject({ kind: 'hash' })
    expect(failure.message).toContain(`has the sha256 ${sha256(ARCHIVE)}, not ${'a'.repeat(64)}`)
    expect(tried.left()).toEqual([])
  })
})

describe('a content encoding', () => {
  test('is not asked for', async () => {
    const { url, requests } = await serveBytes(ARCHIVE)
    await tryFetch({ url }).run()
    expect(requests[0]?.headers['accept-encoding']).toBe('identity')
  })

  test("is undone before the hash, as in MedPerf's client", async () => {
    const tar = fixture('plain.tar')
    const { url } = await serve((_, response) =>
      send(response, gzipSync(tar), { 'content-encoding': 'gzip' }),
    )
    expect(await tryFetch({ url }).run()).toMatchObject({ sha256: sha256(tar), bytes: tar.length, files: 4 })
  })

  test('is named where it may be why the hash is another one', async () => {
    const { url } = await serve((_, response) => send(response, ARCHIVE, { 'content-encoding': 'x-gzip' }))
    const { hint } = await failureOf(tryFetch({ url }, { sha256: sha256(ARCHIVE) }).run())
    expect(hint).toContain('content encoding x-gzip, which MedPerf undoes before it hashes')
  })

  test('survives a cut', async () => {
    const tar = await tarOf({
      name: 'a',
      data: Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * i) % 251)),
    })
    const sent = gzipSync(gzipSync(tar))
    const { url } = await serve((request, response, count) => {
      if (count === 1) cut(response, sent, 100, { etag: '"v1"', 'content-encoding': 'gzip' })
      else
        sendRange(response, sent, rangeOf(request.headers.range), {
          etag: '"v1"',
          'content-encoding': 'gzip',
        })
    })
    expect(await tryFetch({ url }).run()).toMatchObject({ sha256: sha256(gzipSync(tar)), files: 1 })
  })

  test.each([
    ['compress', 'the server sends it with the content encoding compress'],
    ['gzip', 'its content encoding gzip is damaged'],
  ])('%s that cannot be undone fails with words', async (encoding, words) => {
    const { url } = await serve((_, response) =>
      send(response, Buffer.from('plain'), { 'content-encoding': encoding }),
    )
    expect(await failureOf(tryFetch({ url }).run())).toMatchObject({
      kind: 'download',
      message: expect.stringContaining(words),
    })
  })
})

test("`direct:` before a URL is MedPerf's own mark and is taken away", async () => {
  const { url, requests } = await serveBytes(ARCHIVE)
  await tryFetch({ url: `direct:${url}` }).run()
  expect(requests[0]?.url).toBe('/demo.tar.gz?token=secret')
})

test.each(['ftp://example.org/a.tar', 'demo.tar.gz', 'direct:synapse:syn1'])(
  '%s is no address to download from',
  async (url) => {
    expect(await failureOf(tryFetch({ url }).run())).toMatchObject({
      kind: 'download',
      message: expect.stringContaining('it is not an http or https address'),
    })
  },
)

test('a host that does not exist is not asked five times', async () => {
  const { lines, run } = tryFetch({ url: 'http://medperf.invalid/demo.tar.gz' }, { timing: FAST })
  const { message } = await failureOf(run())
  // Without any network the name cannot be resolved at present, which is tried again.
  if (lines.length === 0) expect(message).toContain('there is no server of that name')
  else expect(message).toContain('cannot be resolved at present (5 tries)')
})
