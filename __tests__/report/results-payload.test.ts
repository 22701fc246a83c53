import { describe, expect, it } from 'vitest'
import { packResults, unpackResults } from '../../src/report/results-payload.ts'
import { rawNumber, type Value } from '../../src/yaml/value.ts'

const CONFIG = 'studies/a b/benchmark.yaml'
const BUDGET = 65_000

describe('packed results', () => {
  it.each<[string, Value]>([
    ['a mapping', { AUC: 0.9941348973607039, per: [1, { x: 'text' }], none: null, ok: true }],
    ['NaN and the infinities', { a: Number.NaN, b: Number.POSITIVE_INFINITY, c: Number.NEGATIVE_INFINITY }],
    ['exact numbers', { big: rawNumber('12345678901234567890'), whole: rawNumber('1.0') }],
    ['a scalar', 0.5],
    ['an empty mapping', {}],
    ['text that would end a comment', { '-->': '--> <!-- ü 😀' }],
  ])('come back the same: %s', (_, results) => {
    const { text, kept } = packResults(CONFIG, results, [], BUDGET)
    expect(kept).toBe('all')
    expect(text).toMatch(/^<!-- [^<>]* -->$/)
    expect(unpackResults(`shown\n\n${text}\n`, CONFIG)).toEqual(results)
  })

  it('are all, or the gated ones, or none, as there is room', () => {
    const results = { AUC: 0.9, many: Array.from({ length: 30_000 }, (_, at) => Math.sin(at)) }
    expect(packResults(CONFIG, results, ['AUC'], BUDGET).kept).toBe('gated')
    expect(packResults(CONFIG, results, ['unknown'], BUDGET)).toEqual({ text: '', kept: 'none' })
    expect(packResults(CONFIG, results, ['AUC'], 50)).toEqual({ text: '', kept: 'none' })
  })

  it('are never more than a reader would unpack, however well they shrink', () => {
    const results = { AUC: 0.9, dull: 'x'.repeat(9 * 1024 * 1024) }
    const { text, kept } = packResults(CONFIG, results, ['AUC'], BUDGET)
    expect(kept).toBe('gated')
    expect(unpackResults(text, CONFIG)).toEqual({ AUC: 0.9 })
  })
})
