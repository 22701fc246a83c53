import { expect, test } from 'vitest'
import { readRetryAfter } from '../../src/net/retry-after.ts'

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
