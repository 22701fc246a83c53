import { describe, expect, test } from 'vitest'
import { checkName } from '../../src/benchmark/texts.ts'

const said = (name: string) => checkName(name, ['name']).map(({ message }) => message)

describe('a name', () => {
  test.each([
    ['Größe, naïve, β-cell 5 µm²'],
    ['e\u0301te\u0301'],
    ['乳がん検診（第１回）'],
    ['葛\u{e0100}城市'],
    ['한국어 \u1112\u1161\u11ab'],
    ['ᠮᠣᠩᠭᠣᠯ\u180eᠠ'],
    ['قلب'],
    ['می\u200cخواهم'],
    ['בְּדִיקָה'],
    ['क्\u200dष'],
    ['ශ්\u200dරී'],
    ['ការ\u200bព្យាករណ៍'],
    ['❤\ufe0f ❤\ufe0e ❤\ufe0f\u200d🔥 1\ufe0f\u20e3'],
    ['👩\u200d🔬 👍🏽'],
    ['🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
  ])('may be written in any language: %j', (name) => {
    expect(said(name)).toEqual([])
  })

  test.each([
    ['ti\u00adny', 'U+00AD'],
    ['tiny\u034f', 'U+034F'],
    ['ti\u115f\u1160ny', 'U+115F'],
    ['tiny\u180e', 'U+180E'],
    ['ti\u200bny', 'U+200B'],
    ['ti\u200cny', 'U+200C'],
    ['ti\u200dny', 'U+200D'],
    ['te\u0302\u200dny', 'U+200D'],
    ['می\u200c', 'U+200C'],
    ['乳\u200d癌', 'U+200D'],
    ['قلب\u200f', 'U+200F'],
    ['ti\u206any', 'U+206A'],
    ['tiny\u2800', 'U+2800'],
    ['tiny\u3164', 'U+3164'],
    ['1\ufe0f', 'U+FE0F'],
    ['👩\u200d', 'U+200D'],
    ['葛\u{e0100}\u{e0101}', 'U+E0101'],
    ['tiny\uffa0', 'U+FFA0'],
    ['ti\ufff9ny', 'U+FFF9'],
    ['ti\u{1d173}ny', 'U+1D173'],
    ['tiny\u{e0041}', 'U+E0041'],
  ])('holds nothing that does not show: %j', (name, sign) => {
    expect(said(name)).toEqual([
      `\`name\` has a character that does not show, ${sign}, so nobody would see what is registered`,
    ])
  })
})
