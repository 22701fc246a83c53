import { describe, expect, it } from 'vitest'
import { buildMetrics, flattenResults } from '../../src/report/metrics.ts'
import { parseJson } from '../../src/yaml/json.ts'
import { rawNumber, type Value } from '../../src/yaml/value.ts'

describe('flatten', () => {
  it.each<[string, Value, readonly (readonly [string, unknown])[]]>([
    [
      'a mapping',
      { AUC: 0.9, F1: 0.8 },
      [
        ['AUC', 0.9],
        ['F1', 0.8],
      ],
    ],
    [
      'nested mappings',
      { a: { b: { c: 1 } }, d: 2 },
      [
        ['a.b.c', 1],
        ['d', 2],
      ],
    ],
    [
      'lists',
      { per: [0.1, { x: 0.2 }] },
      [
        ['per.0', 0.1],
        ['per.1.x', 0.2],
      ],
    ],
    [
      'a list of lists',
      [[1], [2, 3]],
      [
        ['0.0', 1],
        ['1.0', 2],
        ['1.1', 3],
      ],
    ],
    ['a scalar', 0.9, [['result', 0.9]]],
    ['text', 'fine', [['result', 'fine']]],
    ['an exact number', rawNumber('1.0'), [['result', rawNumber('1.0')]]],
    ['an empty mapping', {}, []],
    ['an empty list', [], []],
    [
      'empty parts',
      { a: {}, b: [], c: null },
      [
        ['a', '{}'],
        ['b', '[]'],
        ['c', null],
      ],
    ],
    [
      'a key with dots beside a path',
      { 'a.b': 1, a: { b: 2 } },
      [
        ['a.b', 1],
        ['a.b', 2],
      ],
    ],
    ['an empty key', { '': { '': 1 } }, [['.', 1]]],
  ])('names the leaves of %s', (_, results, leaves) => {
    expect(flattenResults(results).map(({ name, value }) => [name, value])).toEqual(leaves)
  })

  it('keeps a key called __proto__', () => {
    expect(flattenResults(parseJson('{"__proto__":{"AUC":1}}'))).toEqual([
      { name: '__proto__.AUC', value: 1 },
    ])
  })

  it('does not overflow on hundreds of levels nor slow down on many leaves', () => {
    let deep: Value = 1
    for (let level = 0; level < 500; level++) deep = [deep]
    expect(flattenResults(deep)).toHaveLength(1)
    expect(flattenResults(Array.from({ length: 300_000 }, (_, at) => at))).toHaveLength(300_000)
  })
})

const metric = (value: Value, base?: Value, tolerance = 0) =>
  buildMetrics(
    flattenResults(value),
    base === undefined ? undefined : flattenResults(base),
    () => tolerance,
  )[0]

describe('buildMetrics', () => {
  it.each<[Value, object]>([
    [0.9941348973607039, { type: 'number', value: '0.9941348973607039', number: 0.9941348973607039 }],
    [rawNumber('12345678901234567890'), { type: 'number', value: '12345678901234567890' }],
    [rawNumber('1.0'), { type: 'number', value: '1.0', number: 1 }],
    [true, { type: 'boolean', value: 'true' }],
    ['good', { type: 'text', value: 'good' }],
    ['Infinity', { type: 'text', value: 'Infinity' }],
    [null, { type: 'null', value: 'null' }],
  ])('shows %s exactly', (value, expected) => {
    expect(metric(value)).toMatchObject({ name: 'result', ...expected })
  })

  it.each<[number, string]>([
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '-∞'],
  ])('shows %d as %s, with no number to reckon with', (value, shown) => {
    expect(metric(value)).toEqual({ name: 'result', type: 'number', value: shown })
  })

  it.each<[string, Value, Value, number, number | undefined]>([
    ['the difference', 0.75, 0.5, 0, 0.25],
    ['none within the tolerance', 0.7500001, 0.75, 1e-6, 0],
    ['all of it outside the tolerance', 0.76, 0.75, 0.001, 0.76 - 0.75],
    ['one, of integers beyond 2^53', rawNumber('9007199254740993'), rawNumber('9007199254740992'), 0, 1],
    ['nothing, from NaN', 0.5, Number.NaN, 0, undefined],
    ['nothing, to infinity', Number.POSITIVE_INFINITY, 0.5, 0, undefined],
    ['nothing, from text', 0.5, 'good', 0, undefined],
    ['nothing, where it overflows', 1.7e308, -1.7e308, 0, undefined],
  ])('gives as change %s', (_, value, base, tolerance, change) => {
    expect(metric(value, base, tolerance)?.change).toBe(change)
  })

  it('shows what the base had, whatever it was', () => {
    expect(metric(0.5, 'good')).toMatchObject({ value: '0.5', base: 'good' })
    expect(buildMetrics(flattenResults({ a: 1 }), flattenResults({ b: 1 }), () => 0)[0]).not.toHaveProperty(
      'base',
    )
  })
})
