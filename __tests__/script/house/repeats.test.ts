import { expect, test } from 'vitest'
import { findRepeats } from '../../../script/house/repeats.ts'
import { parseSource } from '../../../script/house/sources.ts'

const call = (name: string) => `${name}('a text that is long enough')`
const calls = (names: string) => [...names].map(call).join('\n')

const find = (texts: readonly string[]) =>
  findRepeats(texts.map((text, index) => parseSource(`${index}.ts`, text))).map(
    ({ path, line, text }) => `${path}:${line} ${text.slice(0, text.lastIndexOf(':', 30))}`,
  )

test.each([
  ['in another file', [calls('abcde'), calls('xabcde')], ['1.ts:2 5 lines as in 0.ts:1']],
  ['in the same file', [calls('abcdexabcde')], ['0.ts:7 5 lines as in 0.ts:1']],
  ['more of them', [calls('abcdefg'), calls('abcdefg')], ['1.ts:1 7 lines as in 0.ts:1']],
  ['within others', [calls('xabcdey'), calls('zabcdew')], ['1.ts:2 5 lines as in 0.ts:2']],
  [
    'twice',
    [calls('abcde'), calls('abcdexabcde')],
    ['1.ts:1 5 lines as in 0.ts:1', '1.ts:7 5 lines as in 0.ts:1'],
  ],
  [
    'each in its place',
    [calls('abcdefghij'), calls('fghijxabcde')],
    ['1.ts:1 5 lines as in 0.ts:6', '1.ts:7 5 lines as in 0.ts:1'],
  ],
  [
    'with other indents, blanks and comments',
    [calls('abcde'), `{\n  ${calls('abcde').replaceAll('\n', ' // so\n\n  ')}\n}`],
    ['1.ts:2 5 lines as in 0.ts:1'],
  ],
])('lines that stand somewhere before are found: %s', (_, texts, found) => {
  expect(find(texts)).toEqual(found)
})

test.each([
  ['four lines', [calls('abcd'), calls('abcd')]],
  ['another order', [calls('abcde'), calls('edcba')]],
  ['one line in between', [calls('abcde'), calls('abxcde')]],
  ['short lines', ['a\nb\nc\nd\ne', 'a\nb\nc\nd\ne']],
  [
    'imports',
    [...'ab'].map(() =>
      [...'abcde'].map((name) => `import ${name} from '../some/long/path/of/${name}.ts'`).join('\n'),
    ),
  ],
  [
    'comments',
    [...'ab'].map(() => [...'abcde'].map((name) => `// a comment that is long enough ${name}`).join('\n')),
  ],
  ['the same line over and over', [calls('aaaaaa')]],
  ['in one file and over the end of another', [calls('abcde'), calls('ab'), calls('cde')]],
  ['over the end of a file', [calls('abc'), calls('de'), calls('abc'), calls('de')]],
])('no repetition: %s', (_, texts) => {
  expect(find(texts)).toEqual([])
})
