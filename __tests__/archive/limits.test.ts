import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createGuard, RATIO_FLOOR } from '../../src/archive/limits.ts'
import { known } from '../../src/facts/known.ts'
import { fetchFile } from '../../src/fetch/file.ts'
import {
  failureOf,
  fetchBytes,
  fixture,
  LIMITS,
  serve,
  serveBytes,
  tarOf,
  tryFetch,
  workFolder,
} from '../fetch/support.ts'

const MB = 1024 * 1024
const GZIP = { 'content-encoding': 'gzip' }
const zeros = (name: string, size: number) => ({ name, data: new Uint8Array(size) })

test('more members than `max-files` are refused, folders and links with them', async () => {
  const members = Array.from({ length: 6 }, (_, index) => ({ name: `${index}`, data: '1' }))
  const limits = { ...LIMITS, maxFiles: 5 }
  expect(await failureOf(fetchBytes(await tarOf(...members), { limits }))).toEqual({
    kind: 'archive',
    message: 'the archive holds more than 5 files and folders',
    hint: 'Raise the input `max-files` if that many are meant.',
  })
  const { unpacked } = await fetchBytes(await tarOf(...members.slice(1)), { limits })
  expect(unpacked.files).toBe(5)
})

test('folders that only a path mentions count as well', async () => {
  const bytes = await tarOf({ name: 'a/b/c/d/e', data: '1' })
  expect(await failureOf(fetchBytes(bytes, { limits: { ...LIMITS, maxFiles: 4 } }))).toMatchObject({
    kind: 'archive',
  })
})

test('macOS debris counts, though it is not kept', async () => {
  const bytes = await tarOf({ name: '._a' }, { name: '._b' }, { name: '._c' })
  expect(await failureOf(fetchBytes(bytes, { limits: { ...LIMITS, maxFiles: 2 } }))).toMatchObject({
    kind: 'archive',
  })
})

test('more bytes than `max-size` are refused before they are written', async () => {
  const bytes = gzipSync(await tarOf(zeros('a', 3 * MB), zeros('b', 3 * MB)))
  const { url } = await serveBytes(bytes)
  const tried = tryFetch({ url }, { limits: { ...LIMITS, maxSize: 5 * MB } })
  expect(await failureOf(tried.run())).toEqual({
    kind: 'archive',
    message: 'the archive holds more than 5,242,880 bytes',
    hint: 'Raise the input `max-size` if that much is meant.',
  })
  expect(tried.left()).toEqual([])
})

test('a download that goes on for longer than `max-size` is refused', async () => {
  const { url } = await serve((_, response) => {
    const piece = Buffer.alloc(MB)
    response.on('error', () => {})
    const send = () => {
      while (!response.destroyed && response.write(piece));
      response.once('drain', send)
    }
    send()
  })
  const failure = await failureOf(tryFetch({ url }, { limits: { ...LIMITS, maxSize: 20 * MB } }).run())
  expect(failure).toMatchObject({
    kind: 'archive',
    message: expect.stringContaining('has more than 20,971,520 bytes'),
  })
})

test('of lzma too: more than `max-ratio` times its size, and more bytes than `max-size`', async () => {
  const bytes = fixture('bomb.tar.lzma')
  const failure = async (limits: object) =>
    (await failureOf(fetchBytes(bytes, { limits: { ...LIMITS, ...limits } }))).message
  expect(await failure({ maxRatio: 100 })).toContain('unpacks to more than 100 times its size')
  expect(await failure({ maxSize: 5 * MB })).toContain('more than 5,242,880 bytes')
})

test('an archive that unpacks to more than `max-ratio` times its size is refused', async () => {
  const bytes = gzipSync(await tarOf(zeros('bomb', RATIO_FLOOR + 10 * MB)))
  const failure = await failureOf(fetchBytes(bytes, { limits: { ...LIMITS, maxRatio: 100 } }))
  expect(failure).toEqual({
    kind: 'archive',
    message: 'the archive unpacks to more than 100 times its size',
    hint: 'Raise the input `max-ratio` if its contents really are that repetitive.',
  })
})

describe('what a server says of a bomb', () => {
  const BOMB = RATIO_FLOOR + 10 * MB
  // What fills the slab that the bomb lies in.
  const noise = { name: 'noise', data: randomBytes(3 * MB) }
  const limits = { ...LIMITS, maxRatio: 100 }
  const refused = {
    kind: 'archive',
    message: expect.stringContaining('unpacks to more than 100 times its size'),
  }

  test('does not make it larger: what counts is what came', async () => {
    const bytes = gzipSync(await tarOf(zeros('bomb', BOMB), noise))
    const { url, requests } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 1e12 })
      response.write(bytes)
    })
    const tried = tryFetch({ url }, { limits: { ...limits, maxRatio: 10 } })
    expect(await failureOf(tried.run())).toMatchObject({
      kind: 'archive',
      message: expect.stringContaining('more than 10 times'),
    })
    expect(requests).toHaveLength(1)
    expect(tried.left()).toEqual([])
  })

  test.each([
    ['in a thread', 1e12],
    ['on the main thread', 4 * MB],
  ])('does not have it unpacked again after a cut (%s)', async (_, announced) => {
    const bytes = gzipSync(await tarOf(zeros('bomb', BOMB), noise))
    const { url, requests } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': announced })
      response.write(bytes, () => setTimeout(() => response.destroy(), 20))
    })
    const tried = tryFetch({ url }, { limits: { ...limits, maxRatio: 10 } })
    expect(await failureOf(tried.run())).toMatchObject({
      kind: 'archive',
      message: expect.stringContaining('more than 10 times'),
    })
    expect(requests.length).toBeLessThanOrEqual(2)
    expect(tried.left()).toEqual([])
  })

  test('counts before an encoding of HTTP is undone, for an archive', async () => {
    const bytes = gzipSync(await tarOf(zeros('bomb', BOMB)))
    const { url } = await serve((_, response) => response.writeHead(200, GZIP).end(gzipSync(bytes)))
    expect(
      await failureOf(tryFetch({ url }, { limits: { ...LIMITS, maxRatio: 2_000 } }).run()),
    ).toMatchObject({
      kind: 'archive',
      message: 'the archive unpacks to more than 2,000 times its size',
    })
  })

  test('counts before an encoding of HTTP is undone, for a file', async () => {
    const bytes = gzipSync(new Uint8Array(BOMB))
    const { url } = await serve((_, response) => response.writeHead(200, GZIP).end(bytes))
    const into = join(workFolder(), 'image')
    const fetching = fetchFile(url, {
      into,
      limits,
      reach: 'private',
      say: () => {},
      signal: new AbortController().signal,
    })
    expect(await failureOf(fetching)).toMatchObject(refused)
    expect(existsSync(into)).toBe(false)
  })
})

test('links that lead through one another without end are refused', async () => {
  const far = { name: 'a', type: 'symlink', linkname: 'a/'.repeat(2_000) }
  const links = Array.from({ length: 600 }, (_, index) => ({ ...far, name: `l${index}` }))
  const limits = { ...LIMITS, maxFiles: 700 }
  expect(await failureOf(fetchBytes(await tarOf(far, ...links), { limits }))).toMatchObject({
    kind: 'archive',
    message: 'its links lead through too many others',
  })
})

test('paths that are too long to be kept in memory are refused', async () => {
  const members = Array.from({ length: 3_000 }, (_, index) => ({ name: `${'long/'.repeat(350)}${index}` }))
  const limits = { ...LIMITS, maxFiles: 3_500 }
  expect(await failureOf(fetchBytes(await tarOf(...members), { limits }))).toMatchObject({
    kind: 'archive',
    message: 'the paths in the archive are too long to be kept in memory',
  })
})

test('a small archive of zeros is no bomb', async () => {
  const bytes = gzipSync(await tarOf(zeros('zeros', 10 * MB)))
  expect(bytes.length * 100).toBeLessThan(10 * MB)
  const { unpacked } = await fetchBytes(bytes, { limits: { ...LIMITS, maxRatio: 100 } })
  expect(unpacked.files).toBe(1)
})

describe('the ratio', () => {
  const guard = (length?: number) => createGuard({ ...LIMITS, maxRatio: 10 }, known({ length }))

  test('counts from the floor on', () => {
    expect(() => guard().unpacked(1, RATIO_FLOOR - 1)).not.toThrow()
    expect(() => guard().unpacked(1, RATIO_FLOOR)).toThrow('more than 10 times its size')
  })

  test('is of the whole archive where its size is known, so that zeros may come first', () => {
    expect(() => guard(RATIO_FLOOR).unpacked(1, RATIO_FLOOR * 10)).not.toThrow()
    expect(() => guard(RATIO_FLOOR).unpacked(1, RATIO_FLOOR * 10 + 1)).toThrow('more than 10 times')
  })
})

test('a bomb behind the end of the archive is not unpacked', async () => {
  const bytes = gzipSync(Buffer.concat([await tarOf({ name: 'a', data: '1' }), Buffer.alloc(300 * MB)]))
  const start = performance.now()
  const { unpacked } = await fetchBytes(bytes, { limits: { ...LIMITS, maxRatio: 1e9 } })
  expect(unpacked).toMatchObject({ files: 1, bytes: bytes.length })
  expect(performance.now() - start).toBeLessThan(50_000)
})
