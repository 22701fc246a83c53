import { expect, test } from 'vitest'
import { RATIO_FLOOR } from '../../../src/archive/limits.ts'
import { limitDecrypted } from '../../../src/steps/images/decrypt.ts'

const GIB = 1024 ** 3
const limits = { maxSize: 200 * GIB, maxRatio: 1_000 }

test.each([
  ['a small one is no bomb', 1_000, limits, undefined, RATIO_FLOOR],
  ['an ordinary one', GIB, limits, undefined, 200 * GIB],
  ['a ratio of what it was', GIB, { ...limits, maxRatio: 3 }, undefined, 3 * GIB],
  ['what the disk has', GIB, limits, { free: 10 * GIB, reserve: GIB }, 9 * GIB],
  ['a full disk is not taken for no limit', GIB, limits, { free: 0, reserve: 0 }, 1],
] as const)('an encrypted image may become so much: %s', (_, size, given, disk, most) => {
  expect(limitDecrypted(size, given, disk)).toBe(most)
})
