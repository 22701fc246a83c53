import { describe, expect, it } from 'vitest'
import { findFamily, nextName, readVersion } from '../../../src/medperf/plan/decide/names.ts'

describe('versions in names', () => {
  it.each<[string, number | undefined]>([
    ['wdbc', 1],
    ['wdbc-v2', 2],
    ['wdbc-v10', 10],
    ['wdbc-v1', undefined],
    ['wdbc-v02', undefined],
    ['wdbc-v2-v2', undefined],
    ['wdbc-vX', undefined],
    ['wdbc-v', undefined],
    ['wdbc2', undefined],
    ['WDBC', undefined],
    ['wdbc-v99999999999', undefined],
  ])('%s', (name, version) => {
    expect(readVersion('wdbc', name)).toBe(version)
  })

  it('order a family by number, not by letter', () => {
    const rows = ['a-v9', 'a', 'b', 'a-v10'].map((name) => ({ name }))
    expect(findFamily('a', rows).map(({ name }) => name)).toEqual(['a-v10', 'a-v9', 'a'])
  })

  it('go on after the newest, past names that are taken', () => {
    expect(nextName('a', [{ name: 'a' }], () => false)).toBe('a-v2')
    expect(nextName('a', [{ name: 'a-v4' }, { name: 'a' }], (name) => name === 'a-v5')).toBe('a-v6')
  })
})
