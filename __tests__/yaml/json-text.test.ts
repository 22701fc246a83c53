import { expect, test } from 'vitest'
import { findRepeatedKey } from '../../src/yaml/json-text.ts'

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a": {"b": 1, "c": [{}], "b" : 2}}', 'b'],
  ['[{"a":1},{"a":1,"\\u0061":2}]', 'a'],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ['{"":1,"":2}', ''],
  ['{"a\\"":1, "a\\""\n:2}', 'a"'],
])('a key that is there twice is found: %s', (text, key) => {
  expect(findRepeatedKey(text)).toBe(key)
})

test.each([
  ['{"a":{"a":{"a":1}},"b":{"a":1}}'],
  ['[{"a":1},{"a":1}]'],
  ['{"a":"a","b":["a","a","a"]}'],
  ['{"a":"\\"a\\":1,\\"a\\":2"}'],
  ['{"a":"x{\\"a","b":1}'],
  ['"a"'],
  ['{"a'],
  ['}}]]{"\\'],
  [''],
])('and no other: %s', (text) => {
  expect(findRepeatedKey(text)).toBeUndefined()
})
