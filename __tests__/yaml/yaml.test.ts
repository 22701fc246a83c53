import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseYaml, type YamlRead } from '../../src/yaml/yaml.ts'
import { pythonJson } from './python-json.ts'

type Row = [text: string, json: string | null]

/** What PyYAML 6.0.1 makes of texts: the JSON that Python writes of it, or null where it throws. */
const table = (name: string): Row[] =>
  JSON.parse(readFileSync(new URL(`../fixtures/benchmark/yaml/pyyaml-${name}.json`, import.meta.url), 'utf8'))

/** The same of this reader. */
function outcome(text: string): string | null {
  const document = parseYaml(text)
  return document.ok ? pythonJson(document.value) : null
}

function read(text: string): YamlRead {
  const document = parseYaml(text)
  if (!document.ok) throw new Error(document.error)
  return document
}

const problemsOf = (source: string | Uint8Array) => {
  const document = parseYaml(source)
  return document.ok ? [] : document.problems
}

describe('reads as PyYAML', () => {
  test.each(table('scalars'))('the scalar %j', (text, json) => {
    expect(outcome(`- ${text}\n`)).toBe(json)
  })

  test.each(table('keys'))('the key %j', (text, json) => {
    expect(outcome(text.startsWith('!!') ? `? ${text}\n: x\n` : `${text}: x\n`)).toBe(json)
  })

  test.each(table('documents'))('the document %j', (text, json) => {
    expect(outcome(text)).toBe(json)
  })
})

test.each([
  ['a: 1\nb: [1\n', 2, /flow|bracket/],
  ['a: "x\nb: 1\nc: 2\n', 1, /not closed/],
  ['a: [1,\n2,\nb: 3\n', 1, /not closed|comma/],
  ['a: 1\n b: 2\n', 2, /indentation/],
  ['a:\n\tb: 1\n', 2, /tab/],
  ['a: 1\nb: *c\n', 2, /no anchor/],
  ['a: 1\n---\nb: 2\n', 3, /more than one document/],
  ['a: 1\nb: =\n', 2, /meaning of its own/],
  ['a: 1\nb: !foo x\n', 2, /tag/],
  ['a: 1\nb: \u0007\n', 2, /U\+0007/],
  ['a: b\u2028c\n', 1, /U\+2028/],
])('an error in %j is on line %i and says why', (text, line, words) => {
  const [problem, ...others] = problemsOf(text)
  expect(problem).toMatchObject({ line, message: expect.stringMatching(words) })
  expect(others).toEqual([])
})

test('of a bracket that more lines are in than are moved nobody says that it is not closed', () => {
  expect(problemsOf(`a: 1\nb: [\n${'c,\n'.repeat(9_000)}]\n`)).toMatchObject([
    { line: 2, message: expect.stringMatching(/^too many lines in brackets or quotes begin further left/) },
  ])
})

test('everything that JSON has no form for is named with its place', () => {
  const text = 'a: 2024-01-01\nb:\n  - !!binary aGk=\nc: {d: 2024-01-01 10:00:00}\ne: !!set {x}\n'
  expect(problemsOf(text)).toMatchObject([
    { path: ['a'], message: 'the date `2024-01-01` has no form in JSON', line: 1, column: 4 },
    { path: ['b', 0], message: 'binary data has no form in JSON', line: 3, column: 5 },
    { path: ['c', 'd'], message: 'the date `2024-01-01 10:00:00` has no form in JSON', line: 4, column: 8 },
    { path: ['e'], message: 'a set has no form in JSON', line: 5, column: 4 },
  ])
})

test.each([
  ['a: 2024-03-01', 'yaml-date', 'Write it in quotes: `"2024-03-01"`.'],
  ['a: {b: [1, 2001-12-14t21:59:43.10-05:00]}', 'yaml-date', '"2001-12-14t21:59:43.10-05:00"'],
  ['2024-03-01: a', 'yaml-date', 'Write it in quotes'],
  ['a: !!binary aGk=', 'yaml-binary', 'Write a text, without the tag `!!binary`.'],
  ['a: !!set {x, y}', 'yaml-set', 'Write a list: `[a, b]`.'],
  ['a: =', 'yaml-sign', 'Write it in quotes: `"="`.'],
  ['a: <<', 'yaml-sign', 'Write it in quotes: `"<<"`.'],
  ['a: !!omap [x, y: 1]', 'yaml-pair', '`- key: value`'],
  ['a: {<<: 1}', 'yaml-merge', '`<<: *name`'],
  ['a: !!int x', 'yaml-number', 'in quotes'],
  [`a: ${'9'.repeat(4301)}`, 'yaml-number', 'in quotes'],
  ['a: !!python/tuple [1, 2]', 'python-tag', '`list(x)`'],
  ['a: !!python/name:builtins.float ""', 'python-tag', '`float(x)`'],
  ['a: !!python/object/new:Fraction {x: 1}', 'python-tag', '`yaml.safe_dump`'],
  ['a: !<tag:lab.org,2024:x> 1', 'yaml-tag', 'Remove the tag'],
  ['a: !unit {x: 1}', 'yaml-tag', 'Remove the tag'],
])('%s is told with what to write instead', (text, code, words) => {
  expect(problemsOf(text)).toMatchObject([{ code, hint: expect.stringContaining(words) }])
})

test('a number of NumPy is one problem, whatever lies in it, and so is each that refers to it', () => {
  const first =
    '!!python/object/apply:numpy.core.multiarray.scalar\n- &id001 !!python/object/apply:numpy.dtype\n  args: [f8, false, true]\n  state: !!python/tuple [3, <]\n- !!binary zczMzMzM7D8=\n'
  const text = `dice: ${first}iou: !!python/object/apply:numpy._core.multiarray.scalar [*id001, !!binary AAAA]\n`
  expect(problemsOf(text)).toMatchObject(
    ['dice', 'iou'].map((key) => ({
      path: [key],
      code: 'numpy-tag',
      hint: expect.stringContaining('`float(x)`'),
    })),
  )
})

test('the tag that PyYAML has nothing for is shown as it is written', () => {
  expect(problemsOf('a: !!python/tuple [1]')[0]?.message).toBe('the tag `!!python/tuple` cannot be used here')
})

test.each([
  [Buffer.from('a: \xe9\nb: caf\xe9\n', 'latin1'), 'the file is not UTF-8', 1],
  [Buffer.concat([Buffer.from('a: é\nb: '), Buffer.from([0xff])]), 'the file is not UTF-8', 2],
  [Buffer.from('\ufeffa: 1', 'utf16le'), 'the file is UTF-16, not UTF-8', 1],
])('bytes that are not UTF-8 are refused with their line', (bytes, message, line) => {
  expect(problemsOf(bytes)).toMatchObject([{ message, line, column: 1 }])
})

test('bytes are read like text, with or without a byte order mark', () => {
  for (const bytes of [Buffer.from('a: é'), Buffer.from('\ufeffa: é')]) {
    expect(parseYaml(bytes)).toMatchObject({ ok: true, value: { a: 'é' } })
  }
})

test('of a key that is there twice the last counts, and the second place is told', () => {
  const document = read('a: 1\nb: {c: 1, c: 2}\na: 3\n')
  expect(document.value).toEqual({ a: 3, b: { c: 2 } })
  expect(document.duplicates).toEqual([
    { name: 'a', depth: 0, line: 3, column: 1 },
    { name: 'c', depth: 1, line: 2, column: 11 },
  ])
})

test('a key over a merged one is no duplicate', () => {
  expect(read('a: &x {b: 1}\nc: {<<: *x, b: 2}\n')).toMatchObject({
    value: { a: { b: 1 }, c: { b: 2 } },
    duplicates: [],
  })
})

test('a number key and the same key as text are one key in JSON, and the last counts', () => {
  expect(read('1: a\n"1": b\n').value).toEqual({ '1': 'b' })
})

test('a key named like a part of every object is a key like any other', () => {
  const { value } = read('__proto__: {x: 1}\nconstructor: 2\n')
  expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor'])
  expect(({} as { x?: number }).x).toBeUndefined()
})

test.each([
  [['a'], 'key', 1, 1],
  [['a'], 'value', 1, 4],
  [['b', 'c', 1], 'value', 5, 7],
  [['b', 'c', 0, 1], 'key', 4, 11],
  [['b', 'c'], 'key', 3, 3],
  [['b', 'missing', 'deeper'], 'key', 2, 1],
  [['d', 'x'], 'value', 7, 3],
  [['e'], 'value', 8, 4],
  [['f', 'g'], 'key', 10, 1],
  [[], 'value', 1, 1],
] as const)('the place of %j (%s) is line %i, column %i', (path, of, line, column) => {
  const text = 'a: 1\nb:\n  c:\n    - [x, y]\n    - z\nd: {x:\n  1, y: 2}\ne: "q"\nf: {\ng: 1}\n'
  expect(read(text).placeOf(path, of)).toEqual({ line, column })
})

const levels = 'bcdefghij'
const bomb = `a: &a [x, x]\n${[...levels]
  .map(
    (name, at) =>
      `${name}: &${name} [${Array(10)
        .fill(`*${'a'.concat(levels)[at]}`)
        .join(', ')}]`,
  )
  .join('\n')}\n`
const mergeBomb = `a: &a {x: 1, y: 2}\n${[...levels]
  .map(
    (name, at) =>
      `${name}: &${name} {<<: [${Array(10)
        .fill(`*${'a'.concat(levels)[at]}`)
        .join(', ')}]}`,
  )
  .join('\n')}\n`

test.each([
  ['aliases in lists', bomb],
  ['merge keys', mergeBomb],
  ['one long text', `a: &a "${'x'.repeat(100_000)}"\nb: [${Array(200).fill('*a').join(', ')}]\n`],
])('a few lines that stand for gigabytes by %s are refused', (_, text) => {
  expect(problemsOf(text)).toMatchObject([{ message: 'the aliases stand for too much data' }])
})

test('an alias inside its own anchor is refused', () => {
  expect(problemsOf('a: &x [1, *x]\n')).toMatchObject([
    { message: 'the alias `x` stands inside its own anchor' },
  ])
})

test('as deep as PyYAML goes is read, deeper is an error and not a crash', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
  expect(parseYaml(nested(190)).ok).toBe(true)
  expect(problemsOf(nested(100_000))).toMatchObject([{ message: expect.stringContaining('nesting') }])
})
