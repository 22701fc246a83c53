import { expect, test } from 'vitest'
import { contains, equal } from '../../dev-server/python/equal.ts'
import { type Json, toJson } from '../../dev-server/python/json.ts'
import { JsonDepthError, parseJson, parseJsonBytes } from '../../dev-server/python/parse-json.ts'
import {
  floatText,
  length,
  literal,
  shown,
  strip,
  typeName,
  wholeNumber,
} from '../../dev-server/python/text.ts'
import { answerJson, storedJson } from '../../dev-server/python/write-json.ts'

test.each([
  ['{"b":1,"a":{"10":1.50,"9":1e2},"b":2}', '{"b": 2, "a": {"10": 1.5, "9": 100.0}}'],
  ['[100000000000000000000, 1e16, 0.00001, -0.0, -0]', '[100000000000000000000, 1e+16, 1e-05, -0.0, 0]'],
  ['"\\ud83d\\ude00 \\u00e9 \u007f \\/"', '"\\ud83d\\ude00 \\u00e9 \\u007f /"'],
  [' [ true , null , false ] ', '[true, null, false]'],
])('%s is stored as %s', (text, stored) => {
  expect(storedJson(parseJson(text))).toBe(stored)
})

test('answers are compact and not escaped to ASCII', () => {
  expect(answerJson(parseJson('{"é": ["\\u007f", "\\u2028", 1.0]}'))).toBe('{"é":["\u007f","\\u2028",1.0]}')
})

test.each([
  ['{bad', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
  ['{"a":1,}', 'Expecting property name enclosed in double quotes: line 1 column 8 (char 7)'],
  ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
  ['{"a":\n}', 'Expecting value: line 2 column 1 (char 6)'],
  ['["😀" 1]', "Expecting ',' delimiter: line 1 column 6 (char 5)"],
  ['"a\tb"', 'Invalid control character at: line 1 column 3 (char 2)'],
  ['"\\x"', 'Invalid \\escape: line 1 column 2 (char 1)'],
  ['"\\u12g4"', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
  ['"open', 'Unterminated string starting at: line 1 column 1 (char 0)'],
  ['01', 'Extra data: line 1 column 2 (char 1)'],
  [
    '-'.padEnd(4302, '1'),
    'Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits',
  ],
  ['[NaN]', "Out of range float values are not JSON compliant: 'NaN'"],
  ['\ufeff{}', 'Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)'],
])('%j is refused in the words of Python', (text, message) => {
  expect(() => parseJson(text)).toThrow(message)
})

test('a character that is cut off at the end of a body is not seen', () => {
  expect(parseJsonBytes(Uint8Array.of(0x37, 0xe2, 0x82))).toBe(7n)
})

const bytes = (text: string, encoding: BufferEncoding): Uint8Array => Buffer.from(text, encoding)

test.each<[string | undefined, Uint8Array, string]>([
  [undefined, bytes('"é"', 'utf8'), 'é'],
  ['UTF8', bytes('"é"', 'utf8'), 'é'],
  ['utf8mb4', bytes('"é"', 'utf8'), 'é'],
  ['constructor', bytes('"é"', 'utf8'), 'é'],
  ['ISO-8859-1', bytes('"é\u0080"', 'latin1'), 'é\u0080'],
  ['iso_8859_1', bytes('"é"', 'utf8'), 'Ã©'],
  ['us-ascii', bytes('"e"', 'utf8'), 'e'],
  ['utf-16', bytes('\ufeff"é"', 'utf16le'), 'é'],
  ['utf-16', Buffer.from(bytes('\ufeff"é"', 'utf16le')).swap16(), 'é'],
  ['utf-16le', bytes('"é"', 'utf16le'), 'é'],
  ['UTF-16-BE', Buffer.from(bytes('"é"', 'utf16le')).swap16(), 'é'],
])('in charset %s %j is %j', (charset, body, text) => {
  expect(parseJsonBytes(body, charset)).toBe(text)
})

test.each([
  ['ascii', bytes('"é"', 'utf8'), "'ascii' codec can't decode"],
  ['utf-16', bytes('{}', 'utf8'), 'UTF-16 stream does not start with BOM'],
  ['utf-16', bytes('{', 'utf8'), 'Expecting value: line 1 column 1 (char 0)'],
  ['utf-16le', bytes('{}', 'utf8'), 'Expecting value: line 1 column 1 (char 0)'],
  ['utf-16le', bytes('\ufeff{}', 'utf16le'), 'Unexpected UTF-8 BOM'],
  ['utf-16le', Uint8Array.of(0, 0xd8, 0x7b, 0), "'utf-16le' codec can't decode"],
])('in charset %s %j is refused: %s', (charset, body, message) => {
  expect(() => parseJsonBytes(body, charset)).toThrow(message)
})

test('half a surrogate pair can be stored, but not answered', () => {
  expect(storedJson(['\ud800'])).toBe('["\\ud800"]')
  expect(() => answerJson(['\ud800'])).toThrow('surrogates not allowed')
  expect(() => answerJson(new Map([['\udc00', 1n]]))).toThrow('surrogates not allowed')
  expect(answerJson('😀')).toBe('"😀"')
})

test('bytes that are not UTF-8 and bottomless nesting are errors', () => {
  expect(() => parseJsonBytes(Uint8Array.of(0x22, 0xff, 0x22))).toThrow("'utf-8' codec")
  expect(() => parseJson('['.repeat(100_000))).toThrow(JsonDepthError)
})

test.each([
  [1, '1.0'],
  [-0, '-0.0'],
  [0.0001, '0.0001'],
  [1.5e-7, '1.5e-07'],
  [123456789012345680, '1.2345678901234568e+17'],
  [1234567890123456, '1234567890123456.0'],
  [Number.POSITIVE_INFINITY, 'inf'],
])('the float %d is written %s', (value, text) => {
  expect(floatText(value)).toBe(text)
})

test.each<[unknown, string, string]>([
  ["it's", `"it's"`, 'str'],
  [`'"`, `'\\'"'`, 'str'],
  ['a\n\u0001é\u00a0\ud800', `'a\\n\\x01é\\xa0\\ud800'`, 'str'],
  [[1, 1.5, true, null, { k: 'v' }], `[1, 1.5, True, None, {'k': 'v'}]`, 'list'],
  [{}, '{}', 'dict'],
  [7, '7', 'int'],
  [0.5, '0.5', 'float'],
  [false, 'False', 'bool'],
])('%j is shown as %s', (value, text, type) => {
  const json = toJson(value as Json)
  expect(literal(json)).toBe(text)
  expect(typeName(json)).toBe(type)
  expect(shown(json)).toBe(typeof value === 'string' ? value : text)
})

test.each([
  [' 5 ', 5n],
  ['+1_000', 1000n],
  ['-7', -7n],
  ['٣٤', 34n],
  ['1__0', null],
  ['1.0', null],
  ['', null],
  ['0x1', null],
  ['1'.repeat(4301), null],
])('%j as a number is %s', (text, value) => {
  expect(wholeNumber(text)).toBe(value)
})

test('white space and length are Python’s', () => {
  expect(strip('\u001c\u0085\u3000 a b\t')).toBe('a b')
  expect(strip('\ufeffa')).toBe('\ufeffa')
  expect(length('😀é')).toBe(2)
})

test.each<[unknown, unknown, boolean]>([
  [1, true, true],
  [1, 1.5, false],
  [{ a: 1, b: [2] }, { b: [2], a: true }, true],
  [{ a: null }, {}, false],
  [[1], [1, 2], false],
  ['1', 1, false],
  [null, 0, false],
])('%j equals %j: %s', (left, right, expected) => {
  expect(equal(toJson(left as Json), toJson(right as Json))).toBe(expected)
})

test('1 and 1.0 are equal', () => {
  expect(equal(parseJson('1'), parseJson('1.0'))).toBe(true)
})

test.each<[unknown, boolean | null]>([
  ['xay', true],
  [['a'], true],
  [{ a: 1 }, true],
  [['xa'], false],
  [5, null],
  [null, null],
])('%j contains "a": %s', (container, expected) => {
  expect(contains(toJson(container as Json), 'a')).toBe(expected)
})
