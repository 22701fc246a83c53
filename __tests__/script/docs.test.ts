import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { showVariables, tablesOf, withTable } from '../../script/docs.ts'
import { showRooms } from '../../script/house/page.ts'
import { rooms } from '../../script/house/rooms.ts'
import { CHILD_VARIABLES } from '../../src/facts/child-variables.ts'

const action = {
  inputs: {
    config: { description: 'Path of\n  the file', default: 'benchmark.yaml' },
    gpus: { description: '`none` | `all`' },
  },
  outputs: { verdict: { description: 'What it came to' } },
}

test('inputs are shown with their defaults, and nothing in a description breaks the table', () => {
  expect(tablesOf(action).inputs?.split('\n')).toEqual([
    '| input | default | meaning |',
    '| --- | --- | --- |',
    '| `config` | `benchmark.yaml` | Path of the file |',
    '| `gpus` |  | `none` \\| `all` |',
  ])
})

test('outputs are shown with their meaning', () => {
  expect(tablesOf(action).outputs).toContain('| `verdict` | What it came to |')
})

test('what stands between the markers is replaced, what stands around them is kept, twice gives the same', () => {
  const once = withTable('before\n<!-- inputs -->\nold\n<!-- /inputs -->\nafter', 'inputs', 'new')
  expect(once).toBe('before\n<!-- inputs -->\n\nnew\n\n<!-- /inputs -->\nafter')
  expect(withTable(once, 'inputs', 'new')).toBe(once)
})

test.each(['', '<!-- inputs --> only', '<!-- /inputs --> <!-- inputs -->'])(
  'a README without both markers in order is an error that names them: %j',
  (text) => {
    expect(() => withTable(text, 'inputs', 'new')).toThrow(
      'README.md has no <!-- inputs --> … <!-- /inputs -->',
    )
  },
)

test('docs/architecture.md prints the rooms of the table that the walls are held to', () => {
  const page = readFileSync('docs/architecture.md', 'utf8')
  expect(withTable(page, 'rooms', showRooms(rooms), 'docs/architecture.md')).toBe(page)
})

test('docs/environment.md prints the variables that programs are given', () => {
  const page = readFileSync('docs/environment.md', 'utf8')
  expect(withTable(page, 'variables', showVariables(CHILD_VARIABLES), 'docs/environment.md')).toBe(page)
})
