import { expect, test } from 'vitest'
import { jsonKey, pythonFloat, pythonText } from '../../src/yaml/python-text.ts'
import { rawNumber } from '../../src/yaml/value.ts'

// Recorded from `repr` of Python 3.11.
test.each([
  [1, '1.0'],
  [-2.5, '-2.5'],
  [0.1, '0.1'],
  [100, '100.0'],
  [123456.789, '123456.789'],
  [0.0001, '0.0001'],
  [0.00001, '1e-05'],
  [0.00012345, '0.00012345'],
  [1e15, '1000000000000000.0'],
  [1e16, '1e+16'],
  [123456789012345680, '1.2345678901234568e+17'],
  [1922711347604725.2, '1922711347604725.2'],
  [1e100, '1e+100'],
  [5e-324, '5e-324'],
  [0, '0.0'],
  [-0, '-0.0'],
  [Number.NaN, 'nan'],
  [Number.POSITIVE_INFINITY, 'inf'],
  [Number.NEGATIVE_INFINITY, '-inf'],
])('Python writes the float %d as %s', (value, text) => {
  expect(pythonFloat(value)).toBe(text)
})

test.each([
  [true, 'True', 'true'],
  [false, 'False', 'false'],
  [null, 'None', 'null'],
  [4, '4', '4'],
  [1.5, '1.5', '1.5'],
  [rawNumber('1.0'), '1.0', '1.0'],
  [rawNumber('12345678901234567890'), '12345678901234567890', '12345678901234567890'],
  [Number.NaN, 'nan', 'NaN'],
  [Number.NEGATIVE_INFINITY, '-inf', '-Infinity'],
  ['a b', 'a b', 'a b'],
])('%s is %s as text and %s as a key', (value, text, key) => {
  expect([pythonText(value), jsonKey(value)]).toEqual([text, key])
})
