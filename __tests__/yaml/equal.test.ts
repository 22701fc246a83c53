import { describe, expect, it } from 'vitest'
import { sameContent, uniqueKey } from '../../src/medperf/content.ts'
import type { Fields } from '../../src/medperf/rows.ts'
import { assumeRules } from '../../src/medperf/rules.ts'
import { findDifferences, isSameJson, semanticHash, semanticText } from '../../src/yaml/equal.ts'
import { parseJson } from '../../src/yaml/json.ts'
import { rawNumber, type Value } from '../../src/yaml/value.ts'

describe('semantic comparison', () => {
  it.each<[string, string]>([
    ['{"a": 1, "b": 2}', '{"b": 2, "a": 1}'],
    ['1', '1.0'],
    ['1', '10e-1'],
    ['1000', '1E3'],
    ['0', '-0.0'],
    ['0', '0e99'],
    ['0.001', '1e-3'],
    ['12345678901234567890', '12345678901234567890.00'],
    ['[{"x": [1.50]}]', '[{"x": [1.5]}]'],
    ['"nan"', '"nan"'],
  ])('finds %s and %s equal', (a, b) => {
    expect(isSameJson(parseJson(a), parseJson(b))).toBe(true)
    expect(semanticHash(parseJson(a))).toBe(semanticHash(parseJson(b)))
  })

  it.each<[string, string]>([
    ['1', '"1"'],
    ['1', 'true'],
    ['0', 'null'],
    ['null', '""'],
    ['[1, 2]', '[2, 1]'],
    ['{}', '[]'],
    ['{"a": null}', '{}'],
    ['9007199254740993', '9007199254740992'],
    ['1', '-1'],
    ['1e400', '1e401'],
    ['0.1', '0.10000000000000001'],
    ['{"a": {"b": 1}}', '{"a.b": 1}'],
  ])('tells %s and %s apart', (a, b) => {
    expect(isSameJson(parseJson(a), parseJson(b))).toBe(false)
  })

  it('sees NaN and the infinities as the words they are registered as', () => {
    expect(
      isSameJson(
        [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
        ['nan', 'Infinity', '-Infinity'],
      ),
    ).toBe(true)
  })

  it('compares numbers kept as text with plain ones', () => {
    expect(isSameJson(rawNumber('1.0'), 1)).toBe(true)
    expect(semanticText({ b: rawNumber('2.50'), a: 2.5 })).toBe('{"a":25e-1,"b":25e-1}')
  })

  it('takes a key called __proto__ for a key', () => {
    expect(isSameJson(parseJson('{"__proto__": 1}'), parseJson('{}'))).toBe(false)
  })
})

describe('differences', () => {
  it.each<[string, Value, Value, unknown]>([
    ['nothing', { a: 1 }, { a: rawNumber('1.0') }, []],
    ['a leaf', { a: { b: 0.5, c: 1 } }, { a: { b: 0.6, c: 1 } }, [{ path: 'p.a.b', from: 0.5, to: 0.6 }]],
    [
      'a key more and one less',
      { a: 1 },
      { b: 2 },
      [
        { path: 'p.a', from: 1 },
        { path: 'p.b', to: 2 },
      ],
    ],
    [
      'an entry of a list',
      [1, 2],
      [1, 3, 4],
      [
        { path: 'p.1', from: 2, to: 3 },
        { path: 'p.2', to: 4 },
      ],
    ],
    ['another kind', { a: [1] }, { a: { 0: 1 } }, [{ path: 'p.a', from: [1], to: { 0: 1 } }]],
    ['from nothing', null, { a: 1 }, [{ path: 'p', from: null, to: { a: 1 } }]],
    ['to an empty mapping', { a: { b: 1 } }, { a: {} }, [{ path: 'p.a', from: { b: 1 }, to: {} }]],
  ])('show %s', (_what, from, to, expected) => {
    expect(findDifferences(from, to, 'p')).toEqual(expected)
  })
})

describe('the content of a container', () => {
  const fields = {
    container_config: { image: 'a', tasks: {} },
    parameters_config: { x: 1 },
    image_hash: 'sha256:1',
    additional_files_tarball_url: 'https://a.example',
    additional_files_tarball_hash: '',
  }

  it('is the same whatever the address of its files', () => {
    const container = (changes: Fields) => ({ kind: 'container' as const, fields: { ...fields, ...changes } })
    const moved = { additional_files_tarball_url: 'https://b.example' }
    expect(sameContent(assumeRules('model'), container({}), container(moved))).toBe(true)
    expect(sameContent(assumeRules('model'), container({}), container({ image_hash: 'sha256:2' }))).toBe(
      false,
    )
  })

  it('is never that of an asset, of which the hash alone counts', () => {
    const asset = (asset_hash: string, asset_url: string) => ({
      kind: 'asset' as const,
      fields: { asset_hash, asset_url },
    })
    expect(
      sameContent(assumeRules('model'), asset('a', 'https://a.example'), asset('a', 'https://b.example')),
    ).toBe(true)
    expect(
      sameContent(assumeRules('model'), asset('a', 'https://a.example'), asset('b', 'https://a.example')),
    ).toBe(false)
    expect(sameContent(assumeRules('model'), asset('a', ''), { kind: 'container', fields: {} })).toBe(false)
    expect(uniqueKey(assumeRules('model'), asset('a', '').fields)).toBeUndefined()
  })

  it('has a fingerprint unless it has no parameters, where the server takes a second one', () => {
    expect(uniqueKey(assumeRules('container'), fields)).toBe(
      uniqueKey(assumeRules('container'), { ...fields, parameters_config: { x: rawNumber('1.0') } }),
    )
    expect(uniqueKey(assumeRules('container'), { ...fields, parameters_config: null })).toBeUndefined()
    expect(uniqueKey(assumeRules('container'), { ...fields, parameters_config: {} })).toBeDefined()
  })
})
