import { describe, expect, it } from 'vitest'
import {
  fromJson,
  hasEndlessPaths,
  holdsMore,
  nestsDeeper,
  parseJson,
  readNumber,
  toJson,
  writeCanonicalJson,
} from '../../src/yaml/json.ts'
import { rawNumber, type Value } from '../../src/yaml/value.ts'

describe('toJson', () => {
  it.each<[Value, unknown]>([
    [Number.NaN, 'nan'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [0.5, 0.5],
    ['NaN', 'NaN'],
    [null, null],
    [{ a: [Number.NaN, { b: Number.POSITIVE_INFINITY }] }, { a: ['nan', { b: 'Infinity' }] }],
  ])('writes %s as the POST body of docs/medperf.md 6.8 does', (value, expected) => {
    expect(toJson(value)).toEqual(expected)
  })

  it('keeps exact numbers exact', () => {
    const value = { big: rawNumber('12345678901234567890'), whole: rawNumber('1.0') }
    expect(JSON.stringify(toJson(value))).toBe('{"big":12345678901234567890,"whole":1.0}')
  })

  it('keeps a key called __proto__ a key', () => {
    const value = toJson(parseJson('{"__proto__":{"AUC":1}}'))
    expect(JSON.stringify(value)).toBe('{"__proto__":{"AUC":1}}')
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })
})

describe('fromJson', () => {
  it('brings back what toJson wrote', () => {
    const value = { a: Number.NaN, b: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], c: 'text', d: 1 }
    expect(fromJson(toJson(value))).toEqual(value)
  })
})

describe('parseJson', () => {
  it.each([
    '{"a":1.0}',
    '{"a":12345678901234567890}',
    '{"a":-0.0}',
    '{"a":1e-07}',
    '{"a":1e400}',
    '[0.1,{"b":[true,null,"1.0"]}]',
  ])('gives %s back digit for digit', (text) => {
    expect(JSON.stringify(parseJson(text))).toBe(text)
  })

  it('leaves a number that JavaScript writes the same a plain number', () => {
    expect(parseJson('0.9941348973607039')).toBe(0.9941348973607039)
  })

  it('refuses what is not JSON', () => {
    expect(() => parseJson('{"a":NaN}')).toThrow(SyntaxError)
  })
})

describe('writeCanonicalJson', () => {
  it('is the same for two orders of keys, also of keys that look like numbers', () => {
    const one = { b: 1, a: { 10: 1, 9: 2 } }
    const other = { a: { 9: 2, 10: 1 }, b: 1 }
    expect(writeCanonicalJson(one)).toBe('{"a":{"10":1,"9":2},"b":1}')
    expect(writeCanonicalJson(other)).toBe(writeCanonicalJson(one))
  })

  it('tells apart what a container would see as different', () => {
    expect(writeCanonicalJson({ a: 1 })).not.toBe(writeCanonicalJson({ a: rawNumber('1.0') }))
    expect(writeCanonicalJson([1, 2])).not.toBe(writeCanonicalJson([2, 1]))
    expect(writeCanonicalJson({ a: Number.NaN })).toBe('{"a":"nan"}')
  })
})

describe('numberOf', () => {
  it.each<[Value, number | undefined]>([
    [0.5, 0.5],
    [rawNumber('1.0'), 1],
    [rawNumber('1e400'), Number.POSITIVE_INFINITY],
    ['1', undefined],
    [true, undefined],
    [null, undefined],
  ])('of %s is %s', (value, expected) => {
    expect(readNumber(value)).toBe(expected)
  })
})

describe('holdsMore', () => {
  it.each<[string, number]>([
    ['1', 0],
    ['[1,2]', 2],
    ['{"a":1,"b":[3]}', 5],
    ['[[],[[]]]', 3],
  ])('%s holds %i values', (text, values) => {
    expect(holdsMore(JSON.parse(text), values)).toBe(false)
    expect(holdsMore(JSON.parse(text), values - 1)).toBe(values > 0)
  })
})

describe('hasEndlessPaths', () => {
  it.each<[string, number, boolean]>([
    ['1', 0, false],
    ['{"abc":1}', 4, false],
    ['{"abc":1}', 3, true],
    ['{"abc":[1,2]}', 4 + 6 + 6, false],
    ['{"abc":[1,2]}', 4 + 6 + 6 - 1, true],
  ])('%s, %i characters: %s', (text, most, expected) => {
    expect(hasEndlessPaths(parseJson(text), most)).toBe(expected)
  })

  it('finds one long key above many values, and joins nothing', () => {
    const value: Value = { ['k'.repeat(1_000_000)]: Array.from({ length: 100_000 }, () => 1) }
    expect(hasEndlessPaths(value)).toBe(true)
  })
})

describe('nestsDeeper', () => {
  it.each<[string, number, boolean]>([
    ['1', 0, false],
    ['[]', 0, false],
    ['[1]', 0, true],
    ['[[1]]', 1, true],
    ['[[1]]', 2, false],
    ['{"a":{"b":[1]}}', 3, false],
    ['{"a":{"b":[1]}}', 2, true],
  ])('%s, %i levels: %s', (text, levels, expected) => {
    expect(nestsDeeper(parseJson(text), levels)).toBe(expected)
  })

  it('does not overflow on what it is there to find', () => {
    let value: Value = 1
    for (let depth = 0; depth < 100_000; depth++) value = [value]
    expect(nestsDeeper(value, 1_000)).toBe(true)
  })
})
