import { describe, expect, test } from 'vitest'
import { isMacDebris } from '../../src/archive/member.ts'
import { createSlabPool, SLAB, toSlabs } from '../../src/archive/slabs.ts'
import { createTarEnd } from '../../src/archive/tar-end.ts'
import { workerUrl } from '../../src/archive/unpack-thread.ts'
import { choosePause, LONGEST_PAUSE } from '../../src/fetch/backoff.ts'
import { explainRedirect } from '../../src/fetch/request.ts'
import { continuesAt, readLength, readValidator } from '../../src/fetch/resume.ts'
import { inDiskWords } from '../../src/files/disk.ts'
import { type RedirectFault, RefusedRedirect } from '../../src/net/redirect.ts'
import { showUrl } from '../../src/words/url.ts'

describe('the pause before a try', () => {
  test('doubles, within half and all of it by chance', () => {
    expect([1, 2, 3, 4].map((tries) => choosePause(tries, 1_000, 0, 1))).toEqual([1_000, 2_000, 4_000, 8_000])
    expect(choosePause(2, 1_000, 0, 0)).toBe(1_000)
  })
  test('is never shorter than the server asks for', () => expect(choosePause(1, 1_000, 7_000)).toBe(7_000))
  test('is never longer than a minute', () => {
    expect(choosePause(1, 1_000, 86_400_000)).toBe(LONGEST_PAUSE)
    expect(choosePause(30, 1_000)).toBe(LONGEST_PAUSE)
  })
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

describe('a redirect that is not followed', () => {
  const START = 'https://start.example/a?token=secret'
  const explain = (fault: RedirectFault, to?: string) =>
    explainRedirect(START, new RefusedRedirect(fault, new URL(START), to === undefined ? null : new URL(to)))
      .message

  test.each([
    ['endless', undefined, ' cannot be downloaded: it redirects more than 10 times'],
    ['nowhere', undefined, ' redirects to nowhere'],
    ['scheme', 'ftp://b.example/y', ' redirects to ftp://b.example/y, which is not http or https'],
    [
      'unencrypted',
      'http://b.example/y?token=secret',
      ' redirects to http://b.example/y, which is not encrypted',
    ],
  ] as const)('(%s) is told in words, without what may be secret', (fault, to, words) => {
    expect(explain(fault, to)).toBe(`https://start.example/a${words}`)
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
    kind,
    message: expect.stringContaining(words),
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
