import { expect, test } from 'vitest'
import { matchGlob } from '../../src/words/glob.ts'

test.each([
  ['a/b.pt', '**/*.pt', true],
  ['b.pt', '**/*.pt', true],
  ['b.pt', '*.pt', true],
  ['a/b.pt', '*.pt', false],
  ['a/b/c', 'a/**', true],
  ['a', 'a/**', true],
  ['a/b/c', 'a/*/c', true],
  ['a/c', 'a/*/c', false],
  ['a/b/x/c', 'a/**/c', true],
  ['data', 'd?ta', true],
  ['data', 'd*', true],
  ['data', 'data*', true],
  ['data', '*x*', false],
  ['a.b', 'a?b', true],
  ['a+b', 'a+b', true],
  ['ab', 'a+b', false],
  ['', '', true],
])('%s and %s: %s', (path, pattern, fits) => {
  expect(matchGlob(path, pattern)).toBe(fits)
})

test('a hostile pattern ends as soon as any', () => {
  const start = process.cpuUsage()
  expect(matchGlob('a'.repeat(250), `${'*a'.repeat(100)}*b`)).toBe(false)
  expect(matchGlob('a/'.repeat(1_000), `${'**/'.repeat(1_000)}b`)).toBe(false)
  expect(process.cpuUsage(start).user).toBeLessThan(5_000_000)
})
