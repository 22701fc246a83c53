import { expect, test, vi } from 'vitest'
import { ExpectedError } from '../../src/facts/error.ts'
import { NOTHING_GIVEN } from '../../src/lookup/given.ts'
import { type Course, follow, type Stage } from '../../src/modes/course.ts'
import type { Client } from '../../src/server/client.ts'
import { jobOn } from '../lookup/job.ts'
import { emptySnapshot } from '../medperf/memory-server.ts'

const start = (intent: 'plan' | 'apply'): Course => ({
  job: jobOn('/nowhere', { intent }),
  uids: {},
  server: { kind: 'unasked' },
  given: NOTHING_GIVEN,
  atEnd: () => {},
})

const fails =
  (error: Error): Stage =>
  () => {
    throw error
  }

test('what is expected to go wrong ends a run with a report that says so, of whatever kind it is', async () => {
  const never = vi.fn<Stage>()
  const error = new ExpectedError('output', 'the demo folder holds a pipe', { hint: 'Take it out.' })
  const { report, registered } = await follow(start('apply'), [fails(error), never])
  expect(report).toMatchObject({
    verdict: 'error',
    reason: expect.stringContaining('holds a pipe'),
    hint: 'Take it out.',
  })
  expect(registered).toMatchObject({ kind: 'failed', message: 'the demo folder holds a pipe' })
  expect(never).not.toHaveBeenCalled()
})

test('a plan that ends so has registered nothing, and says nothing of a registration', async () => {
  const { registered } = await follow(start('plan'), [fails(new ExpectedError('lock', 'it is another'))])
  expect(registered).toBeUndefined()
})

test('the connection to the server is closed, whatever a later stage does', async () => {
  const close = vi.fn(async () => {})
  const client = { close } as unknown as Client
  const ask: Stage = (course) => ({
    ...course,
    server: { kind: 'asked', snapshot: emptySnapshot('model'), client },
  })
  await expect(follow(start('apply'), [ask, fails(new Error('a fault of ours'))])).rejects.toThrow('a fault')
  expect(close).toHaveBeenCalledOnce()
})
