import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { fetchSmall } from '../../src/fetch/small.ts'
import { startFileServer } from '../../stand-ins/file-server.ts'

const CONTENT = Buffer.alloc(3_000_000, 'abc')
const sha256 = createHash('sha256').update(CONTENT).digest('hex')
const options = {
  signal: new AbortController().signal,
  say: () => {},
  maxSize: 4_000_000,
  reach: 'private' as const,
}

test('a small file comes whole into memory, also when the connection breaks', async () => {
  await using server = await startFileServer({ '/a': { content: CONTENT, faults: ['cut at half'] } })
  const found = await fetchSmall(`${server.url}/a`, { ...options, sha256 })
  expect(Buffer.compare(found, CONTENT)).toBe(0)
  expect(server.requests.length).toBeGreaterThan(1)
})

test.each([
  ['of another hash', '/a', { sha256: '0'.repeat(64) }, 'hash'],
  ['too large', '/a', { maxSize: 1_000 }, 'archive'],
  ['that is not there', '/b', {}, 'download'],
])('a file %s is a failure', async (_, path, change, kind) => {
  await using server = await startFileServer({ '/a': { content: CONTENT } })
  const fetching = fetchSmall(`${server.url}${path}`, { ...options, ...change })
  await expect(fetching).rejects.toMatchObject({ kind })
})
