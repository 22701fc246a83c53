import { expect, test } from 'vitest'
import type { Plan } from '../../../src/medperf/plan/schema.ts'
import { buildReport } from '../../../src/report/build.ts'
import { keepFirstHints } from '../../../src/report/page/hints.ts'
import { planSection, planSentence } from '../../../src/report/page/plan.ts'
import { renderSummary } from '../../../src/report/page/summary.ts'
import { evidence } from '../evidence.ts'

const HINT = 'Write it as a mapping.'
const count = (text: string) => text.split(HINT).length - 1

test('a hint stays where it is first needed', () => {
  const items = [{ hint: 'a' }, { hint: undefined }, { hint: 'a' }, { hint: 'b' }, {}]
  expect(keepFirstHints(items, ['b']).map(({ hint }) => hint)).toEqual([
    'a',
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test.each([1, 2, 7])('a page says once what to do about %i problems', (many) => {
  const problems = Array.from({ length: many }, (_, at) => ({
    severity: at % 2 === 0 ? ('error' as const) : ('warning' as const),
    file: 'benchmark.yaml',
    line: at + 1,
    message: `problem ${at}`,
    hint: HINT,
  }))
  const page = renderSummary(buildReport(evidence({ problems, steps: [] })))
  expect(count(page)).toBe(1)
  for (const { message } of problems) expect(page).toContain(message)
})

test('a plan says once what to do, in its sentence or in its details', () => {
  const action = (name: string): Plan['actions'][number] => ({
    object: 'container',
    verdict: 'forbidden',
    name,
    state: 'OPERATION',
    reason: 'it cannot be',
    hint: HINT,
    changes: [],
  })
  const plan: Plan = {
    schema: 1,
    era: 'model',
    seen: 'server',
    unseen: [],
    actions: [action('a'), action('b')],
    issues: [{ severity: 'error', message: 'nor this', hint: HINT }],
    blocked: true,
    next: { who: 'owner', text: '' },
  }
  expect(count(`${planSentence(plan)}\n${planSection(plan)}`)).toBe(1)
  expect(count(planSection({ ...plan, blocked: false }))).toBe(1)
})
