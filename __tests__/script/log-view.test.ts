import { expect, test } from 'vitest'
import { createLogView } from '../../script/log-view.ts'

const view = (...chunks: readonly string[]) => {
  const lines: string[] = []
  const take = createLogView((line) => lines.push(line))
  for (const chunk of chunks) take(chunk)
  return lines
}

test('groups are headings, their lines are indented, and what is not for people is gone', () => {
  expect(view('::group::infer\nwork', 'ing\n::endgroup::\n::debug::no\n::add-mask::secret\ndone\n')).toEqual([
    '▸ infer',
    '  working',
    'done',
  ])
})

test('between stop-commands and its token everything is text', () => {
  expect(view('::stop-commands::t\n::error::text\n::t::\n::error::real\n')).toEqual([
    '::error::text',
    'Error: real',
  ])
})

test('annotations say where they belong', () => {
  expect(view('::warning file=benchmark.yaml,line=3::50%25 too%0Amuch\n')).toEqual([
    'Warning: benchmark.yaml:3: 50% too\nmuch',
  ])
})
