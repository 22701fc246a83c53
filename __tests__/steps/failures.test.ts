import { expect, test } from 'vitest'
import type { Failure } from '../../src/facts/failure.ts'
import { findRowRole, joinParts, mergeFailures } from '../../src/steps/failures.ts'

const missing: Failure = { kind: 'image', message: 'the image a:1 cannot be had: gone', hint: 'Push it.' }
const other: Failure = { kind: 'image', message: 'the image b:1 cannot be had: gone', hint: 'Push it.' }
const built: Failure = {
  kind: 'build',
  message: 'x',
  hint: 'Look.',
  parts: [{ message: 'x', hint: 'Look.', file: 'prep/Dockerfile', line: 3 }],
}

test.each([
  [
    'three containers',
    ['data_preparator', 'reference_model', 'evaluator'],
    'the image a:1 cannot be had: gone (data preparator, reference model and evaluator)',
  ],
  [
    'two',
    ['data_preparator', 'evaluator'],
    'the image a:1 cannot be had: gone (data preparator and evaluator)',
  ],
  ['one', ['evaluator'], 'the image a:1 cannot be had: gone'],
] as const)('one image that cannot be had is one sentence, of %s', (_, roles, message) => {
  const merged = mergeFailures(roles.map((role) => ({ role, failure: { ...missing } })))
  expect(merged).toEqual([{ ...missing, message }])
})

test('other failures keep their own sentences, and what is nobody’s in particular names nobody', () => {
  expect(
    mergeFailures([
      { role: 'data_preparator', failure: missing },
      { role: 'reference_model', failure: other },
      { role: 'evaluator', failure: missing },
    ]).map(({ message }) => message),
  ).toEqual(['the image a:1 cannot be had: gone (data preparator and evaluator)', other.message])
  expect(mergeFailures([{ failure: missing }, { failure: missing }])).toEqual([missing])
})

test('several failures of a step are one that keeps the line and the advice of each', () => {
  expect(joinParts([])).toBeUndefined()
  expect(joinParts([built])).toBe(built)
  expect(joinParts([missing, built])).toEqual({
    kind: 'image',
    message: 'the image a:1 cannot be had: gone; x',
    hint: 'Push it.',
    parts: [{ message: missing.message, hint: 'Push it.' }, ...(built.parts ?? [])],
  })
})

test.each([
  ['evaluator image', 'evaluator'],
  ['data_preparator files', 'data_preparator'],
  ['demo dataset', undefined],
  ['evaluate', undefined],
] as const)('the row %s works for %s', (row, role) => {
  expect(findRowRole(row)).toBe(role)
})
