import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ExpectedError } from '../../../src/facts/error.ts'
import { readScriptResults, readYamlOutput } from '../../../src/steps/outputs/yaml.ts'
import { rawNumber } from '../../../src/yaml/value.ts'
import { tempWorkspace } from '../../../stand-ins/workspace.ts'

type What = 'results' | 'statistics'

async function read(text: string, what: What = 'results') {
  await using folder = await tempWorkspace(undefined, { 'out.yaml': text })
  try {
    return { value: readYamlOutput(join(folder.path, 'out.yaml'), what) }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    const { kind, code, message, hint = '' } = error
    return { kind, code, message, hint }
  }
}

const TEXT = 'hold text on which MedPerf’s client breaks when a hospital sends them:'
const BARE =
  'As JSON writers write them, `NaN` and `Infinity` are text in YAML: write `.nan`, `.inf` or `-.inf`, without quotes.'
const WORDS =
  'Leave the words NaN and Infinity out of names and texts; the numbers `.nan`, `.inf` and `-.inf` are fine as values.'

test.each([
  ['{}', {}],
  ['{"accuracy": 0.9, "1": [true, null]}', { accuracy: 0.9, '1': [true, null] }],
  ['a: .nan\nb: [.inf, -.inf]\n', { a: Number.NaN, b: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] }],
  ['2: 0.5\ntrue: x\n~: y\n', { '2': 0.5, true: 'x', null: 'y' }],
  ['a: nan\nb: NaNs\nc: "1e-05"\n', { a: 'nan', b: 'NaNs', c: '1e-05' }],
  ['a: "\\U0001F600"\n', { a: '😀' }],
  [`a: ${'9'.repeat(400)}\n`, { a: rawNumber('9'.repeat(400)) }],
])('what a hospital sends and everybody reads back is taken: %j', async (text, value) => {
  for (const what of ['results', 'statistics'] as const) expect(await read(text, what)).toEqual({ value })
})

test.each<[string, What, string, string]>([
  ['[1, 2]', 'statistics', 'a list', '`values: [1, 2]`'],
  ['- dice: 0.9\n- iou: 0.8\n', 'results', 'a list', '`scores: […]`'],
  ['- {name: dice, value: 0.9}\n', 'results', 'a list', '`scores: […]`'],
  ['- [dice, 0.9]\n', 'results', 'a list', '`scores: […]`'],
  ['[]', 'results', 'a list', '`scores: []`'],
  ['0.93', 'results', 'a number', '`score: 0.93`'],
  ['1e-05', 'results', 'text', "`score: '1e-05'`"],
  ['.nan', 'results', 'a number', '`score: .nan`'],
  ['NaN', 'results', 'text', '`score: NaN`'],
  ['done', 'statistics', 'text', '`value: done`'],
  ['""', 'results', 'text', "`score: ''`"],
  ['no', 'statistics', 'a boolean', '`value: false`'],
])('%j as %s is no mapping', async (text, what, kind, example) => {
  expect(await read(text, what)).toEqual({
    kind: 'output',
    code: `${what}-not-mapping`,
    message: `the ${what} are ${kind}, and MedPerf’s client reads only a mapping of names to values`,
    hint: `Write ${what} with names, for example ${example}.`,
  })
})

test.each([
  ['{right: NaN, worst: Infinity}', '`right` is `NaN`, `worst` is `Infinity`', BARE],
  ['a: {b: [1, -Infinity]}', '`a.b.1` is `-Infinity`', BARE],
  ['{"a": "NaN"}', '`a` is `NaN`', BARE],
  ['a: not NaN at all', '`a` is `not NaN at all`', WORDS],
  ['NaN: 1', '`NaN` is the name of a value', WORDS],
  ['.nan: 1', '`NaN` is the name of a value', WORDS],
  ['a: {-.inf: 1}', '`a.-Infinity` is the name of a value', WORDS],
  ['a: NaN\nb: x NaN\n', '`a` is `NaN`, `b` is `x NaN`', WORDS],
  ['[NaN, 1]', undefined, ''],
  [
    '{a: NaN, b: NaN, c: NaN, d: NaN, e: 1, f: NaN}',
    '`a` is `NaN`, `b` is `NaN`, `c` is `NaN`, 2 more',
    BARE,
  ],
])('%j holds words on which the client breaks', async (text, named, hint) => {
  for (const what of ['results', 'statistics'] as const) {
    const said = await read(text, what)
    if (named === undefined) expect(said).toMatchObject({ code: `${what}-not-mapping` })
    else
      expect(said).toEqual({
        kind: 'output',
        code: 'nan-as-text',
        message: `the ${what} ${TEXT} ${named}`,
        hint,
      })
  }
})

test.each([
  ['a: "x\\0"', '`a` has a zero character'],
  ['a: {"b\\0": 1}', '`a.b` has a zero character in its name'],
  ['a: ["\\uD800"]', '`a.0` has half of a surrogate pair'],
])('%j cannot be held by a server', async (text, named) => {
  expect(await read(text, 'statistics')).toEqual({
    kind: 'output',
    code: 'not-storable',
    message: `the statistics cannot be held by a MedPerf server: ${named}`,
    hint: 'Write plain text and numbers there.',
  })
})

test.each([
  [
    'right: 1\ntrained: 2024-03-01\n',
    'yaml-date',
    '`trained`: the date `2024-03-01` has no form in JSON (line 2, column 10: `trained: 2024-03-01`)',
    'Write it in quotes: `"2024-03-01"`.',
  ],
  [
    'a:\r\n  - =\r\n',
    'yaml-sign',
    '`a.0`: a bare `=` has a meaning of its own in YAML 1.1 (line 2, column 5: `- =`)',
    '`"="`',
  ],
  [
    'dice: !!python/object/apply:numpy.core.multiarray.scalar [x, !!binary AAAA]\n',
    'numpy-tag',
    '`dice`: the tag `!!python/object/apply:numpy.core.multiarray.scalar` cannot be used here (line 1, column 7: `dice: !!python',
    '`float(x)`',
  ],
  [
    'a: 1\n\nb: [1\n',
    'unreadable-yaml',
    'a bracket or quote that is opened here is not closed (line 3, column 1: `b: [1`)',
    'Write YAML (or JSON)',
  ],
  [
    `{"a": "${'x'.repeat(500)}", "trained": 2024-03-01, "b": "${'y'.repeat(500)}"}`,
    'yaml-date',
    'xxx", "trained": 2024-03-01, "b": "yyy',
    'in quotes',
  ],
  ['a: 1\n"`injected`": 2024-03-01\n', 'yaml-date', "`'injected'`: the date", 'in quotes'],
  [
    'a: \u0007\n',
    'unreadable-yaml',
    'the character U+0007 is not allowed in YAML (line 1, column 4: `a:`)',
    'Write YAML',
  ],
])('%j cannot be read, and its line is shown', async (text, code, words, hint) => {
  const said = await read(text)
  expect(said).toMatchObject({ kind: 'output', code, hint: expect.stringContaining(hint) })
  expect(said.message).toContain('the results file cannot be read as YAML 1.1: ')
  expect(said.message).toContain(words)
  expect(said.message?.length).toBeLessThan(500)
})

test('what a script wrote is looked at in the same way', async () => {
  await using folder = await tempWorkspace(undefined, { 'results.yaml': '[0.9]' })
  expect(() => readScriptResults(folder.path)).toThrow('the results are a list')
  await using other = await tempWorkspace(undefined, { 'results.yaml': '{}' })
  expect(readScriptResults(other.path)).toEqual({})
})
