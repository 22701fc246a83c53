import { expect, test } from 'vitest'
import { measureFunctions, quantile } from '../../../script/house/functions.ts'
import { parseSource } from '../../../script/house/sources.ts'

const lengths = (text: string) => measureFunctions(parseSource('a.ts', text)).map(({ lines }) => lines)

test.each([
  ['a declaration', 'function f() {\n  return 1\n}', [3]],
  ['without its comment', '/** One.\n * Two. */\nexport function f() {}', [1]],
  ['an arrow with a name', 'const f = (\n  a: A,\n) => a', [3]],
  ['a key of an object', 'const a = { f: () =>\n  1 }', [2]],
  ['a method', 'class A {\n  f() {\n  }\n}', [2]],
  ['a method of an object', 'const a = {\n  f() {\n  },\n}', [2]],
  ['a field of a class', 'class A {\n  f = () =>\n    1\n}', [2]],
  ['a callback is of the function around it', 'const f = () =>\n  each((a) => {\n    b\n  })', [4]],
  ['a function within counts twice', 'function f() {\n  const g = () => 1\n}', [3, 1]],
  ['no function', 'const a = {\n  b: 1,\n}\nf(() => 1)', []],
])('lines of functions with a name: %s', (_, text, lines) => {
  expect(lengths(text)).toEqual(lines)
})

test('the value at a share', () => {
  const values = [10, 1, 9, 2, 8, 3, 7, 4, 6, 5]
  expect([0, 0.5, 0.9, 1].map((share) => quantile(values, share))).toEqual([1, 6, 10, 10])
  expect(quantile([], 0.5)).toBe(0)
})
