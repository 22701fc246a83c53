import { expect, test } from 'vitest'
import { mergeRoles } from '../../../src/medperf/plan/wanted/merge-roles.ts'
import type { Issue } from '../../../src/medperf/plan/wanted/state.ts'

const of = (role: NonNullable<Issue['role']>, message: string, hint = 'Check it.'): Issue => ({
  severity: 'warning',
  message: `${role}: ${message}`,
  hint,
  role,
})

test('the same of several roles is one issue that names them, and the rest stays in its order', () => {
  const single = of('evaluator', 'b')
  const own: Issue = { severity: 'error', message: 'of all', hint: 'Check it.' }
  expect(
    mergeRoles([
      of('data_preparator', 'the registry is away'),
      single,
      of('reference_model', 'the registry is away'),
      own,
      of('evaluator', 'the registry is away'),
    ]),
  ).toEqual([
    {
      severity: 'warning',
      message: 'data_preparator, reference_model and evaluator: the registry is away',
      hint: 'Check it.',
    },
    single,
    own,
  ])
})

test('what is to be done about it, or how grave it is, keeps them apart', () => {
  const issues = [of('evaluator', 'x'), of('data_preparator', 'x', 'Do otherwise.')]
  expect(mergeRoles(issues)).toEqual(issues)
  const other = [of('evaluator', 'x'), { ...of('data_preparator', 'x'), severity: 'error' as const }]
  expect(mergeRoles(other)).toEqual(other)
})
