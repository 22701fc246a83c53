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
  const { registered } = await follow(start('plan'), [
    fails(new ExpectedError('lock', 'it is another', { hint: 'Mend it.' })),
  ])
  expect(registered).toBeUndefined()
})

test('the connection to the server is closed, whatever a later stage does', async () => {
  const close = vi.fn(async () => {})
  const client = { close } as unknown as Client
  const ask: Stage = (course) => ({
    ...course,
    server: { kind: 'asked', snapshot: emptySnapshot('model'), client },
  })
  const { report, registered } = await follow(start('apply'), [ask, fails(new Error('a fault of ours'))])
  expect(close).toHaveBeenCalledOnce()
  const words = 'an error of this action, not of the benchmark: a fault of ours'
  expect(report).toMatchObject({
    verdict: 'error',
    reason: words,
    hint: expect.stringContaining('report it'),
  })
  expect(registered).toMatchObject({ kind: 'failed', message: words })
})

test('what is wrong with the machine is told as that, and a run that is cancelled has no report', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
  })
  const { report } = await follow(start('plan'), [fails(full)])
  expect(report).toMatchObject({
    verdict: 'error',
    reason: 'a file of this machine cannot be written: the disk is full (ENOSPC)',
    hint: expect.stringContaining('work-directory'),
  })
  const cancel = new AbortController()
  const { job, ...rest } = start('plan')
  cancel.abort(new Error('cancelled'))
  const cancelled = follow({ ...rest, job: { ...job, signal: cancel.signal } }, [fails(full)])
  await expect(cancelled).rejects.toThrow('cancelled')
})
