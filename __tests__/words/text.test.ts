import { describe, expect, test } from 'vitest'
import { plainLine, plainText, quoteName } from '../../src/words/text.ts'

const TEXTS: readonly (readonly [what: string, text: string, plain: string])[] = [
  ['words', 'Grüße, 世界 🚀\tand a tab\n', 'Grüße, 世界 🚀\tand a tab\n'],
  ['colours', '\u001b[1;31mred\u001b[0m', 'red'],
  ['a colour of one byte', '\u009b31mred', 'red'],
  ['a moved cursor', 'a\u001b[2K\u001b[1Ab', 'ab'],
  ['a link', '\u001b]8;;https://evil.example\u0007text\u001b]8;;\u0007', 'text'],
  ['ends of lines', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
  ['control characters', 'a\u0000b\u0007c\u0008d\u007fe\u0085f', 'abcdef'],
  ['an escape without a sequence', 'a\u001bb', 'ab'],
  ['turned text', '\u202eevil\u202c \u2066x\u2069 \u200fy\u061c', 'evil x y'],
]
test.each(TEXTS)('%s become plain', (_, text, plain) => {
  expect(plainText(text)).toBe(plain)
})

describe('hostile text takes no time of a processor', () => {
  test.each([
    ['many escapes', '\u001b['.repeat(200_000)],
    ['an escape with many parameters', `\u001b${';'.repeat(200_000)}`],
    ['a link without end', `\u001b]8;;${'a;'.repeat(100_000)}`],
    ['an escape with many numbers', `\u001b[${'1;'.repeat(100_000)}`],
  ])('%s', (_, text) => {
    const since = process.cpuUsage()
    plainText(text)
    const { user, system } = process.cpuUsage(since)
    expect((user + system) / 1_000).toBeLessThan(1_000)
  })
})

describe('one line', () => {
  test('has no breaks and no outer spaces', () => {
    expect(plainLine('  a\n\n b\t\u2028c\r\n')).toBe('a b c')
  })
  test('is cut where it is too long', () => {
    expect(plainLine('x'.repeat(501))).toBe(`${'x'.repeat(499)}…`)
    expect(plainLine('x'.repeat(500))).toBe('x'.repeat(500))
    expect(plainLine('abcdef', 3)).toBe('ab…')
  })
  test('is not cut within a character', () => {
    expect(plainLine('a🚀bc', 3)).toBe('a…')
    expect(plainLine('a🚀bc', 4)).toBe('a🚀…')
  })
})

describe('a name in a sentence', () => {
  test.each([
    ['AUC', '`AUC`'],
    ['x` approved `y', "`x' approved 'y`"],
    ['a\n b', '`a b`'],
    ['', "''"],
    [' ', "''"],
    ['x'.repeat(200), `\`${'x'.repeat(99)}…\``],
  ])('%j is %s', (name, shown) => {
    expect(quoteName(name)).toBe(shown)
  })
})
