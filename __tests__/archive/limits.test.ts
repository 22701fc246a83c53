import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createGuard, RATIO_FLOOR } from '../../src/archive/limits.ts'
import { failureOf, fetchBytes, LIMITS, serve, serveBytes, tarOf, tryFetch } from '../fetch/support.ts'

const MB = 1024 * 1024
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

test('an archive that unpacks to more than `max-ratio` times its size is refused', async () => {
  const bytes = gzipSync(await tarOf(zeros('bomb', RATIO_FLOOR + 10 * MB)))
  const failure = await failureOf(fetchBytes(bytes, { limits: { ...LIMITS, maxRatio: 100 } }))
  expect(failure).toEqual({
    kind: 'archive',
    message: 'the archive unpacks to more than 100 times its size',
    hint: 'Raise the input `max-ratio` if its contents really are that repetitive.',
  })
})

test('a small archive of zeros is no bomb', async () => {
  const bytes = gzipSync(await tarOf(zeros('zeros', 10 * MB)))
  expect(bytes.length * 100).toBeLessThan(10 * MB)
  const { unpacked } = await fetchBytes(bytes, { limits: { ...LIMITS, maxRatio: 100 } })
  expect(unpacked.files).toBe(1)
})

describe('the ratio', () => {
  const guard = (length?: number) => createGuard({ ...LIMITS, maxRatio: 10 }, length)

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
