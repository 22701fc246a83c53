import { expect, test } from 'vitest'
import { parseYaml, writeYaml } from '../../src/yaml/yaml.ts'
import { pythonJson } from './python-json.ts'
import { WRITTEN } from './written-yaml.ts'

test.each(WRITTEN)('%j is written as YAML that PyYAML reads as the same', (value, text) => {
  expect(writeYaml(value)).toBe(text)
})

/** Python's JSON of a value whose keys are sorted. */
const sorted = (json: string) =>
  JSON.stringify(
    JSON.parse(json.replaceAll(/(?<=^|[[ ])(?:NaN|-?Infinity)(?=$|[,\]}])/g, '"$&"')),
    (_, one) =>
      one !== null && typeof one === 'object' && !Array.isArray(one)
        ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : one,
  )

test.each(WRITTEN)('%j comes back from what was written', (value) => {
  const document = parseYaml(writeYaml(value))
  expect(document.ok && sorted(pythonJson(document.value))).toBe(sorted(pythonJson(value)))
})

test('what is written is ASCII, whatever is in it', () => {
  const text = writeYaml({ é: ['日本', '😀', '\u2028', '\ud800', '\u0001'] })
  expect(text).toMatch(/^[\n\u0020-\u007e]*$/)
})

test('a value that is used twice is written twice, without anchors', () => {
  const shared = { a: 1 }
  expect(writeYaml({ b: shared, c: shared })).toBe('b:\n  a: 1\nc:\n  a: 1\n')
})
