import { describe, expect, test } from 'vitest'
import { adviseText } from '../../../src/yaml/advice/syntax.ts'
import { parseYaml } from '../../../src/yaml/yaml.ts'

const problemOf = (text: string) => {
  const document = parseYaml(Buffer.from(text))
  if (document.ok) throw new Error(`${JSON.stringify(document.value)} was read`)
  const [first, ...others] = document.problems
  expect(others).toEqual([])
  return first
}

/** Text, the line of the cause, what kind it is, and what the hint says of it. */
const CASES: readonly (readonly [text: string, line: number, code: string, hint: string])[] = [
  ['a:\n\tb: 1\n', 2, 'yaml-tab', 'spaces in place of the tab'],
  ['a:\t1\n', 1, 'yaml-tab', 'spaces in place of the tab'],
  ['a: 1\t# note\n', 1, 'yaml-tab', 'spaces in place of the tab'],
  ['a: |\n  x\n\ty: 1\n', 3, 'yaml-tab', 'spaces in place of the tab'],
  ['name:tiny\nversion: 1\n', 1, 'yaml-colon-without-space', 'Write `name: tiny`.'],
  ['a: 1\nb:2\nc: 3\n', 2, 'yaml-colon-without-space', 'Write `b: 2`.'],
  ['a: 1\n\n# note\nb:2\n', 4, 'yaml-colon-without-space', 'Write `b: 2`.'],
  ['a:\n  b:2\n  c: 3\n', 2, 'yaml-colon-without-space', 'Write `b: 2`.'],
  ['a:\n  - b:"x y"\n    c: 3\n', 2, 'yaml-colon-without-space', 'Write `b: "x y"`.'],
  ['-a\n-b\nc: 1\n', 3, 'yaml-dash-without-space', '`- b`'],
  ['a:\n  -b\n  -c: 2\n', 3, 'yaml-dash-without-space', '`- c: 2`'],
  ['[a]\nb = 1\n', 2, 'yaml-equal-sign', '`b: 1`'],
  ['a: 1\nb = 2\n', 2, 'yaml-equal-sign', '`b: 2`'],
  ['a: "x\nb: 2\n', 1, 'yaml-not-closed', 'Close it with `"`, on the same line'],
  ["a: 'x\nb: 2\n", 1, 'yaml-not-closed', "Close it with `'`, on the same line"],
  ['a: 1\r\nb: [1,\r\n', 2, 'yaml-not-closed', 'Close it with `]`.'],
  ['\ufeffa: {b: 1\n', 1, 'yaml-not-closed', 'Close it with `}`.'],
  ['a: 1\rb: 2\rc: [\r', 3, 'yaml-not-closed', 'Close it with `]`.'],
  ['a: [1, 2\nb: 3\n', 2, 'yaml-not-closed', 'Close it with `]`.'],
  ['a: {b: 1\nc: 3\n', 2, 'yaml-not-closed', 'Close it with `}`.'],
  ['a: [1 2]\nb: ["x" "y"]\n', 2, 'yaml-comma', 'comma between the entries'],
  ['{"a": 1 "b": 2}\n', 1, 'yaml-comma', 'comma between the entries'],
  ["a: 'it's'\nb: 1\n", 1, 'yaml-quote-ends-early', "`'it''s'`"],
  ['a: "x" y\nb: 1\n', 1, 'yaml-syntax', 'every quote'],
  ['a: "say "hello" now"\n', 1, 'yaml-quote-ends-early', 'single quotes'],
  ['description: Note: this fails\n', 1, 'yaml-colon-in-value', '`description: "Note: this fails"`'],
  ['- a: b: c\n', 1, 'yaml-colon-in-value', '`a: "b: c"`'],
  ['a: %x\n', 1, 'yaml-needs-quotes', 'begins with `%`'],
  ['a: @x\n', 1, 'yaml-needs-quotes', 'begins with `@`'],
  ['a: `x`\n', 1, 'yaml-needs-quotes', 'goes into quotes'],
  ['a: [1]]\nb: 1\n', 1, 'yaml-bracket', 'one bracket too many'],
  ['a: 1\n  b: 2\n', 2, 'yaml-indentation', 'begins with 2 spaces and the one before it with 0 spaces'],
  [
    'a:\n   b: 1\n  c: 2\n',
    3,
    'yaml-indentation',
    'begins with 2 spaces and the one before it with 3 spaces',
  ],
  [
    'a:\n  b: 1\n   c: 2\n',
    3,
    'yaml-indentation',
    'begins with 3 spaces and the one before it with 2 spaces',
  ],
  ['a:\n  - 1\n - 2\n', 3, 'yaml-indentation', 'begins with 1 space and the one before it with 2 spaces'],
  ['a: 1\n- b\n', 2, 'yaml-list-without-key', 'below a key'],
  ['a: x\nb\n', 2, 'yaml-line-without-colon', 'Write `b: …` where it is a key'],
  ['a: "C:\\path"\n', 1, 'yaml-escape', 'write `\\\\` for one'],
  ['a: "\\d+"\n', 1, 'yaml-escape', 'single quotes'],
  ['a: *x\n', 1, 'yaml-alias', 'put it in quotes'],
  ['a: &\n', 1, 'yaml-alias', 'put it in quotes'],
  ['a: 1\n---\nb: 2\n', 3, 'yaml-documents', 'Keep one of them'],
  ['a: \u0001\n', 1, 'yaml-character', 'Remove it'],
  ['a:\u00a0b\nc: 1\n', 2, 'yaml-no-break-space', 'U+00A0'],
  ['a: |x\n  y\n', 1, 'yaml-block', 'begins on the next line'],
  ['{[a]: 1}\n', 1, 'yaml-key', 'A key is one word'],
  [': 1\n', 1, 'yaml-key', 'A key is one word'],
  ['%FOO\na: 1\n', 2, 'yaml-directive', 'remove it'],
  ['['.repeat(500), 1, 'yaml-too-much', 'flatter'],
]

describe('of a text that is no YAML it is told what to do', () => {
  test.each(CASES)('%j', (text, line, code, hint) => {
    const problem = problemOf(text)
    expect(problem).toMatchObject({ line, code, message: expect.any(String) })
    expect(problem?.hint).toContain(hint)
    expect(problem?.hint).toMatch(/\.$/)
  })
})

test('UTF-16, and what is no UTF-8, are told how to be saved', () => {
  for (const bytes of [Buffer.from('\ufeffa: 1\n', 'utf16le'), Buffer.from([0x61, 0x3a, 0x20, 0xe9, 0x0a])]) {
    const document = parseYaml(bytes)
    expect(document).toMatchObject({
      ok: false,
      problems: [{ code: 'yaml-encoding', hint: expect.stringContaining('UTF-8') }],
    })
  }
})

test('an address and a path of Windows are no key without a space', () => {
  for (const text of ['a: 1\nhttp://x.org\nb: 2\n', 'a: 1\nC:\\data\nb: 2\n'])
    expect(problemOf(text)?.code).not.toBe('yaml-colon-without-space')
})

test('a line without end is looked at no longer than it takes to say so', () => {
  for (const line of [
    'a:'.repeat(200_000),
    `a: ${'"'.repeat(400_000)}`,
    `${' '.repeat(400_000)}a: b: c`,
    `a: ${'x: '.repeat(100_000)}`,
  ])
    expect(problemOf(`b: 1\n${line}\n c: 1\n`)?.hint).toBeDefined()
})

test.each([
  ['name:tiny', 'Between a key and its value there are a colon and a space: `name: tiny`.'],
  ['name = tiny version = 1', 'Between a key and its value there are a colon and a space: `name: tiny`.'],
  ['hello world', undefined],
  ['<!DOCTYPE html>', undefined],
])('a document that is the text %j', (text, advice) => {
  expect(adviseText(text)).toBe(advice)
})
