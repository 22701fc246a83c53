import { expect, test } from 'vitest'
import { outlineJson } from '../../src/yaml/json-text.ts'

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a": {"b": 1, "c": [{}], "b" : 2}}', 'b'],
  ['[{"a":1},{"a":1,"\\u0061":2}]', 'a'],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ['{"":1,"":2}', ''],
  ['{"a\\"":1, "a\\""\n:2}', 'a"'],
])('a key that is there twice is found: %s', (text, key) => {
  expect(outlineJson(text).repeated).toBe(key)
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
  expect(outlineJson(text).repeated).toBeUndefined()
})

test.each([
  ['1', 1],
  ['[]', 2],
  ['[1,2,3]', 4],
  ['{"a":[],"b":{}}', 5],
  [`[${'[],'.repeat(1_000)}0]`, 2_002],
  ['"[,,,{"', 1],
])('values are counted before they are made: %s', (text, values) => {
  expect(outlineJson(text).values).toBe(values)
  expect(values).toBeGreaterThanOrEqual(count(JSON.parse(text)))
})

const count = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, one) => sum + count(one), 1)
    : 1
