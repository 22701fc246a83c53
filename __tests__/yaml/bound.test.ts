import { spawnSync } from 'node:child_process'
import { EVENT_ID, parseEvents } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { expectBoundedJson, findPassedBound, TooMuchJson } from '../../src/yaml/bound.ts'
import { parseJson, parsePlainJson } from '../../src/yaml/json.ts'
import { parseYaml } from '../../src/yaml/yaml.ts'

const problemOf = (text: string, most: number) => {
  const document = parseYaml(text, most)
  return document.ok ? undefined : document.problems[0]
}

describe('YAML of too many values', () => {
  const MOST = 1_000

  test.each([
    ['lists', `[${'[],'.repeat(MOST)}]`],
    ['mappings', `[${'{},'.repeat(MOST)}]`],
    ['scalars', `[${'1,'.repeat(MOST)}]`],
    ['items', '- 1\n'.repeat(MOST)],
    ['keys', Array.from({ length: MOST }, (_, index) => `k${index}: v\n`).join('')],
    ['keys without values', `{${Array.from({ length: MOST }, (_, index) => `k${index}`).join()}}`],
    ['pairs', `[${'a: b,'.repeat(MOST / 2)}]`],
    ['keys that are marked', '? a\n'.repeat(MOST)],
    ['documents', '---\n'.repeat(MOST + 1)],
    ['directives', `${'%FOO bar\n'.repeat(MOST + 1)}---\na`],
    ['aliases', `- &a [1, 2, 3, 4]\n${'- *a\n'.repeat(MOST / 4)}`],
    ['merge keys', `a: &a {b: 1, c: 2}\nd:\n${' - <<: *a\n'.repeat(MOST / 5)}`],
    ['lines', `a: |\n${'\n'.repeat(2 * MOST + 1)}`],
  ])('is refused: %s', (_, text) => {
    expect(problemOf(text, MOST)?.message).toMatch(
      /^it holds more than 1,000 values$|^the aliases stand for too much data$/,
    )
  })

  test('is refused at the place where they are too many', () => {
    expect(problemOf('- 1\n'.repeat(MOST), MOST)).toMatchObject({ line: 1_000, column: 3 })
  })

  test('is read up to the bound', () => {
    expect(problemOf('- 1\n'.repeat(MOST - 1), MOST)).toBeUndefined()
    expect(problemOf(`a: |\n${'  some, text\n'.repeat(MOST - 10)}`, MOST)).toBeUndefined()
  })
})

test('no text holds more than twice as many values as it has marks', () => {
  const parts = [
    '[',
    ']',
    '{',
    '}',
    ',',
    ', ',
    ': ',
    ':',
    '- ',
    '-',
    '? ',
    '\n',
    '\n ',
    '\n  ',
    'a',
    '"b"',
    "'c'",
    '*x',
    '&x ',
  ]
  let state = 1
  const next = (most: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % most
  }
  let read = 0
  for (let round = 0; round < 60_000; round += 1) {
    const text = Array.from({ length: 1 + next(14) }, () => parts[next(parts.length)]).join('')
    const values = countValues(text)
    if (values === undefined) continue
    read += 1
    const least = Math.ceil((values - 1) / 2)
    if (least > 0) expect(findPassedBound(text, least - 1), JSON.stringify(text)).toBeDefined()
  }
  expect(read).toBeGreaterThan(5_000)
})

/** Values of a text as the parser sees them; undefined for what it does not read. */
function countValues(text: string): number | undefined {
  try {
    const events = parseEvents(text, { maxDepth: 400 })
    return events.filter(({ type }) => type !== EVENT_ID.POP && type !== EVENT_ID.DOCUMENT).length
  } catch {
    return undefined
  }
}

describe('JSON', () => {
  test.each([
    ['[1,2,3]', 4],
    ['{"a":1,"b":[]}', 5],
    ['[[],[],{}]', 4],
    ['"[,,,,,{"', 1],
    ['["\\"[,,,", "\\\\", 1]', 4],
    ['1', 1],
    ['[-1.5e+3, true, null,\n1E5 ]', 5],
  ])('%s counts %i values', (text, values) => {
    expect(() => expectBoundedJson(text, values)).not.toThrow()
    expect(() => expectBoundedJson(text, values - 1)).toThrow(`holds more than ${values - 1} values`)
  })

  test('that nests too deep is refused in words', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
    expect(() => parseJson(nested(1_000))).not.toThrow()
    expect(() => parseJson(nested(1_001))).toThrow('it nests more than 1,000 levels deep')
    expect(() => parsePlainJson(nested(1_000_000))).toThrow(TooMuchJson)
  })

  test('with a number of endless digits is refused', () => {
    expect(parseJson(`1${'0'.repeat(4_299)}`)).toBeDefined()
    expect(() => parseJson(`[1${'0'.repeat(1_000_000)}1]`)).toThrow('a number of too many digits')
  })

  test.each([
    ['as JSON', `{"${'k'.repeat(10_001)}" : 1}`],
    ['as YAML', `? ${'k'.repeat(10_001)}\n`],
  ])('with a key that never ends is refused, %s', (_, text) => {
    expect(problemOf(text, 10)?.message).toBe('it holds a key of more than 10,000 characters')
    if (text.startsWith('{'))
      expect(() => parseJson(text)).toThrow('it holds a key of more than 10,000 characters')
    expect(parseJson(`["${'k'.repeat(10_001)}"]`)).toHaveLength(1)
  })

  test('of wrong syntax says so', () => {
    expect(() => parseJson('{"a": [1,}')).toThrow(SyntaxError)
    expect(() => parseJson('"[')).toThrow(SyntaxError)
  })
})

describe('numbers that never end', () => {
  test.each([
    ['decimal', '1'.repeat(3_000_000)],
    ['hexadecimal', `0x${'f'.repeat(3_000_000)}`],
    ['of base 60', `1${':1'.repeat(1_500_000)}`],
    ['of a tag', `!!int 0x${'f'.repeat(3_000_000)}`],
    ['a float of a tag', `!!float 1${':1'.repeat(1_500_000)}`],
  ])('are cut before they are computed: %s', (_, text) => {
    const message = problemOf(text, 100)?.message ?? ''
    expect(message).toMatch(/is no (?:int|float)$/)
    expect(message.length).toBeLessThan(1_100)
  })

  test('are text where they go on as text', () => {
    const text = `${'1'.repeat(30_000)} is a long number`
    expect(parseYaml(text)).toMatchObject({ ok: true, value: text })
  })
})

/** What a child with a small heap says of a text that it makes itself; a heap that is full ends it with a signal. */
function inSmallHeap(make: string, read: string) {
  const script = `
    import { parseYaml } from './src/yaml/yaml.ts'
    import { parseJson, parsePlainJson } from './src/yaml/json.ts'
    const text = ${make}
    try { const read = ${read}; console.log(read.ok === false ? read.error : 'read') } catch (error) { console.log(error.message) }`
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--max-old-space-size=256', '--input-type=module', '--eval', script],
    { encoding: 'utf8', timeout: 50_000 },
  )
  return { status, said: stdout.trim() }
}

describe('30 MB and more end in words, and not with the process', () => {
  test.each([
    ['[],', `'[' + '[],'.repeat(1e7) + ']'`],
    ['{},', `'[' + '{},'.repeat(1e7) + ']'`],
    ['1,', `'[' + '1,'.repeat(15e6) + ']'`],
    ['items', `'- a\\n'.repeat(8e6)`],
    ['keys', `'a: b\\n'.repeat(8e6)`],
    ['line breaks', `'\\n'.repeat(3e7)`],
    ['documents', `'---\\n'.repeat(8e6)`],
  ])('as YAML: %s', (_, make) => {
    expect(inSmallHeap(make, 'parseYaml(text, 1e6)')).toEqual({
      status: 0,
      said: expect.stringMatching(/^it holds more than 1,000,000 values \(line \d+, column \d+\)$/),
    })
  })

  test.each([
    ['[],', `'[' + '[],'.repeat(1e7) + '0]'`],
    ['{},', `'[' + '{},'.repeat(1e7) + '0]'`],
    ['keys', `'{' + '"a":0,'.repeat(5e6) + '"b":0}'`],
  ])('as JSON: %s', (_, make) => {
    for (const read of ['parseJson(text)', 'parsePlainJson(text)'])
      expect(inSmallHeap(make, read)).toEqual({ status: 0, said: 'it holds more than 1,000,000 values' })
  })

  test.each([
    ['a text', `'"' + 'a'.repeat(3e7) + '"'`],
    ['a block', `'a: |\\n' + '  some, text: of [lines]\\n'.repeat(2e5)`],
  ])('but are read where they are few values: %s', (_, make) => {
    expect(inSmallHeap(make, 'parseYaml(text, 1e6)')).toEqual({ status: 0, said: 'read' })
  })
})
