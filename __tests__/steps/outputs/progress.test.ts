import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judgeReportFile } from '../../../src/steps/outputs/progress.ts'
import { tempWorkspace } from '../../../stand-ins/workspace.ts'

async function judge(text: string) {
  await using folder = await tempWorkspace(undefined, { 'report.yaml': text })
  return judgeReportFile(join(folder.path, 'report.yaml'))
}

/** Of each of these pandas 2.1 makes a table, and MedPerf's client a progress report that it can send. */
test.each([
  ...['', '# nothing\n', '{}', '[]', 'a: [1, 2]', 'a: [1]\nb: 2', 'a: {x: 1}', 'a: {x: 1}\nb: 2', 'a: {}'],
  ...['a: {}\nb: {}', 'a: []', 'a: []\nb: 1', 'a: {x: 1}\nb: ~', 'a: {x: {y: 1}}', 'a: {x: [1, 2]}'],
  ...['a: [[1, 2], [3]]', 'a: [{x: 1}, {y: 2}]\nb: [1, 2]', '[1, 2]', '[[1, 2], [3]]', '[{a: 1}, {b: 2}]'],
  ...[
    '[1, {a: 1}]',
    '[1, [2]]',
    '[[1], {a: 1}]',
    '[[1], abc]',
    '[~]',
    '[~, {a: 1}]',
    '[{}]',
    '[[]]',
    '[a, b]',
  ],
  ...['status: {s1: 1, s2: 2}', 'status: {s1: DONE}', 'status: [1, 2, 2]', 'status: {s1: ~}', 'status: {}'],
  ...[
    'status: done\nx: [1, 2]',
    'status: {s1: .nan, s2: .inf}',
    'status: {s1: 2024-01-01}',
    'status: {s1: nan}',
  ],
  ...['status: 2024-01-01\nx: {a: 1}', '- {status: 1}\n- {x: [1]}', 's1: {status: [1]}', '- 2024-01-01'],
  ...[
    'a: {x: !!binary aGk=}',
    'a: !!omap [x: 1]',
    '2024-01-01: {a: 1}',
    '1: {x: 1}\na: {x: 2}',
    '- [status, [1]]',
  ],
  ...['status: {NaN: 1}', 'comment: {s1: NaN}', 'a: {x: !!set {y}}'],
])('of %j MedPerf makes a table', async (text) => {
  expect(await judge(text)).toBeUndefined()
})

const SCALARS = 'If using all scalar values, you must pass an index'
const CALLED = 'DataFrame constructor not properly called!'
const LENGTHS = 'All arrays must be of the same length'
const MIXED = 'Mixing dicts with non-Series may lead to ambiguous ordering.'

test.each([
  ['stage: done', SCALARS],
  ['a: 1\nb: 2', SCALARS],
  ['a: ~', SCALARS],
  ['a: 2024-01-01', SCALARS],
  ['a: !!binary aGk=', SCALARS],
  ['status: done', SCALARS],
  ['done', CALLED],
  ['3', CALLED],
  ['true', CALLED],
  ['2024-01-01', CALLED],
  ['a: [1, 2]\nb: [1]', LENGTHS],
  ['a: []\nb: [1]\nc: {x: 1}', LENGTHS],
  ['a: {x: 1}\nb: [1]', MIXED],
  ['a: [1]\nb: {}', MIXED],
  ['[{a: 1}, 2]', 'its first row is a mapping, and not all others are'],
  ['[{a: 1}, [1]]', 'its first row is a mapping, and not all others are'],
  ['[{a: 1}, ~]', 'its first row is a mapping, and not all others are'],
  ['[[1], 2]', 'its first row is a list, and not all others are'],
  ['[[1], ~]', 'its first row is a list, and not all others are'],
  ['status: {s1: [1]}', 'unhashable type'],
  ['status: {s1: {a: 1}}', 'unhashable type'],
  ['status: [[1], [2]]', 'unhashable type'],
  ['- {x: 1}\n- {status: [1]}', 'unhashable type'],
  ['status: {s1: NaN}', 'the `status` `NaN`'],
  ['status: {s1: x, s2: to Infinity}', 'the `status` `to Infinity`'],
  ['- {status: Infinity}', 'the `status` `Infinity`'],
  ['a: [1', 'cannot read it: unexpected end of the stream'],
  ['a: {x: =}', 'cannot read it: `a.x`: a bare `=`'],
  ['a: {? [1, 2] : 3}', 'cannot read it: a list or mapping cannot be a key'],
  ['a: {x: !!python/tuple [1]}', 'cannot read it: `a.x`: the tag `!!python/tuple` cannot be used here'],
])('of %j it makes none, or nothing that it can send', async (text, why) => {
  const said = await judge(text)
  expect(said).toMatch(
    /^Where a hospital sends progress reports, prepare fails after its work: MedPerf makes a table/,
  )
  expect(said).toContain(why)
  expect(said).toContain('for example `status: {case-1: done}`.')
})

test('a report that was not written is no concern', () => {
  expect(judgeReportFile('/nowhere/report.yaml')).toBeUndefined()
})
