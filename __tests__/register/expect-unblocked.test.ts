import { expect, test } from 'vitest'
import type { ExpectedError } from '../../src/facts/error.ts'
import type { Plan } from '../../src/medperf/plan/schema.ts'
import { expectUnblocked } from '../../src/register/expect-unblocked.ts'

const action = (change: Partial<Plan['actions'][number]>): Plan['actions'][number] => ({
  object: 'container',
  verdict: 'create',
  name: 'toy-prep',
  state: 'OPERATION',
  reason: 'it is new',
  changes: [],
  ...change,
})

const plan = (change: Partial<Plan>): Plan => ({
  schema: 1,
  era: 'model',
  seen: 'server',
  unseen: [],
  actions: [action({})],
  issues: [],
  blocked: true,
  next: { who: 'owner', text: '' },
  ...change,
})

const WARNING = { severity: 'warning', message: 'a warning', hint: 'Never mind.' } as const

test.each<[string, Partial<Plan>]>([
  ['that can be carried out', { blocked: false }],
  ['with warnings only', { blocked: false, issues: [WARNING] }],
])('a plan %s passes', (_, change) => {
  expect(() => expectUnblocked(plan(change))).not.toThrow()
})

test.each<[string, Partial<Plan>, readonly string[], string | undefined]>([
  [
    'forbids a container',
    {
      actions: [
        action({}),
        action({ name: 'x', verdict: 'forbidden', reason: 'it is taken', hint: 'Rename it.' }),
      ],
    },
    ['x (forbidden): it is taken'],
    'Rename it.',
  ],
  [
    'waits for an administrator',
    {
      actions: [
        action({ object: 'benchmark', name: 'toy', verdict: 'needs an admin', reason: 'one is pending' }),
      ],
    },
    ['toy (needs an admin): one is pending'],
    'Correct that, and run it again: nothing was written.',
  ],
  [
    'has errors beside it',
    { issues: [{ severity: 'error', message: 'not tested', hint: 'Test it.' }, WARNING] },
    ['not tested'],
    'Test it.',
  ],
  [
    'has both',
    {
      actions: [action({ verdict: 'forbidden', reason: 'it is taken', hint: 'Rename it.' })],
      issues: [{ severity: 'error', message: 'not tested', hint: 'Test it.' }],
    },
    ['toy-prep (forbidden): it is taken', 'not tested'],
    'Rename it. Test it.',
  ],
])('a plan that %s stops with all of its reasons and hints', (_, change, reasons, hint) => {
  const thrown = (() => {
    try {
      expectUnblocked(plan(change))
      return undefined
    } catch (error) {
      return error as ExpectedError
    }
  })()
  expect(thrown).toMatchObject({ kind: 'blocked', reasons })
  expect(thrown?.message).toBe(`nothing can be registered: ${reasons.join('; ')}`)
  expect(thrown?.hint).toBe(hint)
})

test('what several things need is said once, and so is what stands in the way twice', () => {
  const same = { severity: 'error' as const, message: 'the image is away', hint: 'Push it.' }
  const refused = action({ verdict: 'forbidden', hint: 'Push it.' })
  let error: unknown
  try {
    expectUnblocked(plan({ actions: [refused], issues: [same, same] }))
  } catch (thrown) {
    error = thrown
  }
  expect(error).toMatchObject({
    message: 'nothing can be registered: toy-prep (forbidden): it is new; the image is away',
    hint: 'Push it.',
  })
})
