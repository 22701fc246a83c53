import { describe, expect, it } from 'vitest'
import {
  countNoun,
  formatChange,
  formatNumber,
  formatSeconds,
  joinWords,
  makeTitle,
} from '../../src/report/format.ts'

describe('formatSeconds', () => {
  it.each([
    [0.04, '0.0 s'],
    [2.13, '2.1 s'],
    [9.96, '10 s'],
    [41.3, '41 s'],
    [59.7, '1 min 0 s'],
    [200, '3 min 20 s'],
    [3_599.9, '1 h 0 min'],
    [3_725, '1 h 2 min'],
    [90_000, '25 h 0 min'],
  ])('%d is %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text)
  })
})

describe('formatNumber', () => {
  it.each([
    [0.9941348973607039, '0.9941'],
    [0.9, '0.9'],
    [0, '0'],
    [12.3456789, '12.3457'],
    [-0.00012346, '-0.0001235'],
    [1.5e-9, '1.5e-9'],
    [123_456_789.123, '123457000'],
    [42, '42'],
    [1e300, '1e+300'],
  ])('%d is %s', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })
})

describe('formatChange', () => {
  it.each([
    [0.0019999, 0.9941, '+0.0020'],
    [-0.0055, 0.9611, '−0.0055'],
    [0.000001, 0.9941, '+0.000001'],
    [0.00006, 0.9941, '+0.00006'],
    [0, 0.9941, '0'],
    [-3, 180, '−3'],
    [0.5, 180, '+0.5'],
    [1e-12, 0.5, '+1e-12'],
  ])('%d of %d is %s', (change, value, text) => {
    expect(formatChange(change, value)).toBe(text)
  })
})

describe('makeTitle', () => {
  it.each([
    ['runs · `AUC` 0.987', 'runs · AUC 0.987'],
    ['`metrics/config.yaml:12` is wrong', 'metrics/config.yaml:12 is wrong'],
    ['runs · `area under the curve` 0.9', 'runs · "area under the curve" 0.9'],
    ['`AUC ✅` 1', '"AUC ✅" 1'],
    ['`say "x"` 1', '"say \'x\'" 1'],
    ['`cut in the mid…', '"cut in the mid…"'],
    [`\`${'a'.repeat(61)}\``, `"${'a'.repeat(61)}"`],
  ])('%s', (sentence, title) => {
    expect(makeTitle(sentence)).toBe(title)
  })
})

describe('words', () => {
  it.each([
    [countNoun(1, 'problem'), '1 problem'],
    [countNoun(12_345, 'problem'), '12,345 problems'],
    [countNoun(2, 'gate is', 'gates are'), '2 gates are'],
    [joinWords([]), ''],
    [joinWords(['a']), 'a'],
    [joinWords(['a', 'b', 'c']), 'a, b and c'],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected)
  })
})
