import { describe, expect, test } from 'vitest'
import { isMacDebris } from '../../src/archive/member.ts'
import { createSlabPool, SLAB, toSlabs } from '../../src/archive/slabs.ts'
import { createTarEnd } from '../../src/archive/tar-end.ts'
import { workerUrl } from '../../src/archive/unpack-thread.ts'
import { LONGEST_PAUSE, pauseBefore } from '../../src/fetch/backoff.ts'
import { redirected } from '../../src/fetch/request.ts'
import { continuesAt, readLength, readValidator } from '../../src/fetch/resume.ts'
import { inDiskWords } from '../../src/files/disk.ts'
import { readRetryAfter } from '../../src/net/retry-after.ts'
import { lastingTrouble, passingTrouble } from '../../src/net/status.ts'
import { showUrl } from '../../src/words/url.ts'

describe('the pause before a try', () => {
  test('doubles, within half and all of it by chance', () => {
    expect([1, 2, 3, 4].map((tries) => pauseBefore(tries, 1_000, 0, 1))).toEqual([1_000, 2_000, 4_000, 8_000])
    expect(pauseBefore(2, 1_000, 0, 0)).toBe(1_000)
  })
  test('is never shorter than the server asks for', () => expect(pauseBefore(1, 1_000, 7_000)).toBe(7_000))
  test('is never longer than a minute', () => {
    expect(pauseBefore(1, 1_000, 86_400_000)).toBe(LONGEST_PAUSE)
    expect(pauseBefore(30, 1_000)).toBe(LONGEST_PAUSE)
  })
})

test.each([
  ['120', 120_000],
  [' 3 ', 3_000],
  ['Wed, 01 Jan 2025 00:00:10 GMT', 10_000],
  ['Wed, 01 Jan 2020 00:00:00 GMT', 0],
  ['soon', 0],
  [undefined, 0],
])('Retry-After %s is %i ms', (value, ms) => {
  expect(readRetryAfter(value, Date.UTC(2025, 0, 1))).toBe(ms)
})

describe('macOS debris, as MedPerf removes it', () => {
  test.each([
    ['._a', true],
    ['a/._b', true],
    ['a/._b/c', true],
    ['._a/.b', true],
    ['.a/._b', false],
    ['a/.b/c/._d', false],
    ['.a', false],
    ['a/b._c', false],
    ['..a/._b', false],
    ['a/._', true],
  ])('%s: %s', (path, expected) => expect(isMacDebris(path.split('/'))).toBe(expected))
})

describe('redirects', () => {
  const go = (from: string, to: string) =>
    redirected('https://start.example/a?token=secret', new URL(from), to).href

  test('may leave http for https, and go anywhere over https', () => {
    expect(go('http://a.example/x', 'https://b.example/y')).toBe('https://b.example/y')
    expect(go('https://a.example/x', '//b.example/y')).toBe('https://b.example/y')
    expect(go('https://a.example/x/z', 'y')).toBe('https://a.example/x/y')
  })
  test('may not leave https for http', () => {
    expect(() => go('https://a.example/x', 'http://b.example/y?token=secret')).toThrow(
      /^https:\/\/start\.example\/a redirects to http:\/\/b\.example\/y, which is not encrypted$/,
    )
  })
  test.each(['http://127.0.0.1:8000/', 'http://localhost/', 'http://[::1]:1/'])(
    'may lead to %s of this machine',
    (to) => {
      expect(go('https://a.example/x', to)).toBe(to)
    },
  )
  test.each(['http://127.0.0.1.example/', 'http://localhost.example/'])('may not lead to %s', (to) => {
    expect(() => go('https://a.example/x', to)).toThrow('not encrypted')
  })
})

describe('what vouches for the version of a file', () => {
  test.each([
    [{ etag: '"a"' }, '"a"'],
    [{ etag: 'W/"a"' }, undefined],
    [{ etag: 'a' }, undefined],
    [
      { 'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT', date: 'Wed, 01 Jan 2025 00:00:01 GMT' },
      'Wed, 01 Jan 2025 00:00:00 GMT',
    ],
    [{ 'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT', date: 'Wed, 01 Jan 2025 00:00:00 GMT' }, undefined],
    [{ 'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT' }, undefined],
    [
      {
        etag: 'W/"a"',
        'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT',
        date: 'Thu, 02 Jan 2025 00:00:00 GMT',
      },
      undefined,
    ],
    [{}, undefined],
  ])('%o: %s', (headers, expected) =>
    expect(readValidator(new Headers(headers as Record<string, string>))).toBe(expected),
  )
})

test.each([
  [200, { 'content-length': '12' }, 12],
  [200, {}, undefined],
  [200, { 'content-length': '-1' }, undefined],
  [206, { 'content-length': '2', 'content-range': 'bytes 10-11/12' }, 12],
  [206, { 'content-length': '2', 'content-range': 'bytes 10-11/*' }, undefined],
])('the length in an answer %i with %o is %s', (status, headers, expected) => {
  expect(readLength(status, new Headers(headers as Record<string, string>))).toBe(expected)
})

test.each([
  ['bytes 10-11/12', 206, true],
  ['bytes 10-11/*', 206, true],
  ['bytes 10-11/12', 200, false],
  ['bytes 9-11/12', 206, false],
  ['bytes 10-11/13', 206, false],
  ['', 206, false],
])('content-range "%s" with HTTP %i goes on at byte 10 of 12: %s', (range, status, expected) => {
  expect(continuesAt(10, 12, status, new Headers({ 'content-range': range }))).toBe(expected)
})

describe('trouble with a connection', () => {
  const error = (code: string, message = 'it failed') => Object.assign(new Error(message), { code })

  test.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'UND_ERR_SOCKET', 'UND_ERR_BODY_TIMEOUT'])(
    '%s passes',
    (code) => {
      expect(passingTrouble(error(code))).toEqual(expect.any(String))
      expect(passingTrouble(new Error('wrapped', { cause: error(code) }))).toEqual(expect.any(String))
    },
  )
  test.each([
    ['ENOTFOUND', 'there is no server of that name'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', "the server's certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)"],
    [
      'ERR_TLS_CERT_ALTNAME_INVALID',
      "the server's certificate is not trusted (ERR_TLS_CERT_ALTNAME_INVALID)",
    ],
    ['HPE_INVALID_CONSTANT', 'it failed (HPE_INVALID_CONSTANT)'],
  ])('%s lasts', (code, why) => {
    expect(passingTrouble(error(code))).toBeUndefined()
    expect(lastingTrouble(error(code))).toMatchObject({ why })
  })
})

describe('the end of a tar stream', () => {
  const header = Buffer.alloc(512, 1)
  const zeros = Buffer.alloc(512)

  test.each([1, 7, 511, 512, 513, 5_000])('is found in chunks of %i bytes', (size) => {
    const stream = Buffer.concat([header, zeros, header, zeros, zeros])
    const end = createTarEnd()
    const reachedAt: number[] = []
    for (let at = 0; at < stream.length; at += size) {
      end.see(stream.subarray(at, at + size))
      // A header with 512 bytes of data, which are zeros, and then one without.
      if (at < 512 && at + size >= 512) end.next(1024)
      if (at < 1536 && at + size >= 1536) end.next(1536)
      if (end.reached) reachedAt.push(at)
    }
    expect(reachedAt[0]).toBe(Math.floor(2047 / size) * size)
  })

  test('is not in a header that begins with zeros', () => {
    const end = createTarEnd()
    end.see(Buffer.concat([zeros.subarray(0, 511), header]))
    expect(end.reached).toBe(false)
  })
})

test('chunks of any size become full slabs, whose memory is used again', async () => {
  const pool = createSlabPool(new AbortController().signal)
  const buffers = new Set<ArrayBuffer>()
  const lengths: number[] = []
  async function* chunks() {
    for (let index = 0; index < 300; index += 1) yield new Uint8Array(65_537).fill(index)
  }
  let sum = 0
  for await (const { buffer, length } of toSlabs(chunks(), pool)) {
    buffers.add(buffer)
    lengths.push(length)
    for (const byte of new Uint8Array(buffer, 0, length)) sum += byte
    pool.give(buffer)
  }
  expect(lengths.slice(0, -1).every((length) => length === SLAB)).toBe(true)
  expect(lengths.reduce((a, b) => a + b)).toBe(300 * 65_537)
  expect(sum).toBe(Array.from({ length: 300 }, (_, index) => (index % 256) * 65_537).reduce((a, b) => a + b))
  expect(buffers.size).toBe(1)
})

test('whoever waits for a slab is woken by the signal', async () => {
  const controller = new AbortController()
  const pool = createSlabPool(controller.signal)
  for (let index = 0; index < 8; index += 1) await pool.take()
  const waiting = pool.take()
  controller.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
})

test.each([
  ['file:///repo/src/archive/unpack-thread.ts', 'file:///repo/src/archive/unpack-worker.ts'],
  ['file:///action/dist/main.js', 'file:///action/dist/unpack-worker.js'],
  ['file:///action/dist/chunks/unpack-thread.js', 'file:///action/dist/unpack-worker.js'],
  ['file:///home/chunks/dist/main.js', 'file:///home/chunks/dist/unpack-worker.js'],
])('the thread of %s is %s', (here, expected) => expect(workerUrl(here).href).toBe(expected))

test.each([
  ['ENOSPC', 'disk-full', 'the disk is full'],
  ['EDQUOT', 'disk-full', 'the disk quota is used up'],
  ['ENAMETOOLONG', 'archive', 'too long for this file system'],
])('%s becomes a failure of kind %s', (code, kind, words) => {
  expect(inDiskWords(Object.assign(new Error(code), { code }))).toMatchObject({
    failure: { kind, message: expect.stringContaining(words) },
  })
})

test('other errors of the file system stay what they are', () => {
  const error = Object.assign(new Error('EIO'), { code: 'EIO' })
  expect(inDiskWords(error)).toBe(error)
})

test('a URL is shown without what may be secret', () => {
  expect(showUrl('https://user:password@example.org:8443/a/b%20c.tar?sig=secret#x')).toBe(
    'https://example.org:8443/a/b%20c.tar',
  )
  expect(showUrl('not a url\u001b[31m')).toBe('not a url')
})
