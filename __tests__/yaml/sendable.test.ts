import { expect, test } from 'vitest'
import { breaksSanitising, explainUnholdable } from '../../src/yaml/sendable.ts'
import { rawNumber } from '../../src/yaml/value.ts'

test.each([
  ...['NaN', 'Infinity', '-Infinity', '-NaN', '+Infinity', 'x NaN', 'NaN,NaN', 'NaN/Infinity', 'NaN-1'],
  ...['not-Infinity', '--Infinity', '/NaN', '},NaN,{', '"NaN', '\\NaN', 'x:NaN', 'NaN\n', ' NaN '],
  // An escape after the word ends it.
  ...['NaNé', 'Infinity∞', 'é NaN', '∞ Infinity', 'NaN\u0300'],
])('a text on which Python’s sanitizing of JSON breaks: %j', (text) => {
  expect(breaksSanitising(text)).toBe(true)
})

test.each([
  ...['', 'nan', 'inf', '.nan', '.inf', 'NAN', 'INFINITY', 'infinity', 'NaNs', '_NaN', '1NaN', 'xNaN'],
  ...['Infinitys', 'NaN_', 'NaN2'],
  // As an escape, what stands before the word ends in a digit or a letter.
  ...['éNaN', '😀NaN', '\nNaN', '\tInfinity', '\rNaN', '\bNaN', '\fNaN', '\u0001NaN', '\u007fNaN', 'ªNaN'],
])('a text that it leaves alone: %j', (text) => {
  expect(breaksSanitising(text)).toBe(false)
})

test.each([
  ['a\0', 'has a zero character'],
  ['\ud800', 'has half of a surrogate pair'],
  ['x\udc00y', 'has half of a surrogate pair'],
  ['\udc00\ud800', 'has half of a surrogate pair'],
  [rawNumber('1e999'), 'is a number without end'],
  ['😀', undefined],
  ['\u0001', undefined],
  [rawNumber('9'.repeat(400)), undefined],
  [Number.POSITIVE_INFINITY, undefined],
  [null, undefined],
])('what no server holds: %j %s', (leaf, why) => {
  expect(explainUnholdable(leaf)).toBe(why)
})
