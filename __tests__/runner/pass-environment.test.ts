import { expect, test } from 'vitest'
import { parsePassEnvironment } from '../../src/runner/pass-environment.ts'

test.each([
  ['', []],
  [' \n', []],
  ['AWS_PROFILE', ['AWS_PROFILE']],
  ['AWS_PROFILE, AWS_REGION AZURE_*\n\nfoo,,_x9', ['AWS_PROFILE', 'AWS_REGION', 'AZURE_*', 'foo', '_x9']],
])('%j names %j', (text, names) => {
  expect(parsePassEnvironment(text)).toEqual({ names })
})

test.each([
  ['AWS-PROFILE', '`AWS-PROFILE` is none'],
  ['A=b', '`A=b` is none'],
  ['$AWS_PROFILE', '`$AWS_PROFILE` is none'],
  ['A*B', '`A*B` is none'],
  ['9A', '`9A` is none'],
  ['*', '`*` is none'],
  ['AWS_PROFILE GITHUB_TOKEN', 'without `GITHUB_TOKEN`'],
  ['ACTIONS_*', 'without `ACTIONS_*`'],
  ['GIT*', 'without `GIT*`'],
  ['INPUT_TOKEN', 'without `INPUT_TOKEN`'],
])('%j is refused: %s', (text, words) => {
  expect(parsePassEnvironment(text)).toEqual({ wrong: expect.stringContaining(words) })
})
