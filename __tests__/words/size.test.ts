import { expect, test } from 'vitest'
import { countBytes, formatBytes } from '../../src/words/size.ts'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 KiB'],
  [5.8 * 1024, '5.8 KiB'],
  [9.96 * 1024, '10 KiB'],
  [88.2 * 1024 ** 2, '88 MiB'],
  [2 * 1024 ** 3, '2.0 GiB'],
  [1_023.9 * 1024 ** 2, '1.0 GiB'],
  [5_000 * 1024 ** 4, '5000 TiB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

test.each([
  [999, '999 bytes'],
  [1_000, '1,000 bytes (1.0 KiB)'],
  [23_400_000, '23,400,000 bytes (22 MiB)'],
])('%d bytes are counted as %s', (bytes, text) => expect(countBytes(bytes)).toBe(text))
