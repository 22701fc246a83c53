import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type ExpectedError, toFailure } from '../../../src/facts/error.ts'
import { startDeadline } from '../../../src/steps/tasks/deadline.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const failureOf = (signal: AbortSignal) => toFailure(signal.reason as ExpectedError)

test('a task that prints no line for its timeout is stopped', () => {
  const deadline = startDeadline({ idleTimeout: 10 })
  vi.advanceTimersByTime(10_000)
  expect(failureOf(deadline.signal)).toMatchObject({
    kind: 'idle-timeout',
    message: expect.stringContaining('10 s'),
  })
})

test('every line starts the idle time anew, an unfinished one does not', () => {
  const deadline = startDeadline({ idleTimeout: 10 })
  vi.advanceTimersByTime(9_000)
  deadline.heard(Buffer.from('a line\n'))
  vi.advanceTimersByTime(9_000)
  expect(deadline.signal.aborted).toBe(false)
  deadline.heard(Buffer.from('\rprogress'))
  vi.advanceTimersByTime(1_000)
  expect(deadline.signal.aborted).toBe(true)
})

test('lines do not move the wall clock', () => {
  const deadline = startDeadline({ maxTime: 20 })
  vi.advanceTimersByTime(19_000)
  deadline.heard(Buffer.from('still here\n'))
  vi.advanceTimersByTime(1_000)
  expect(failureOf(deadline.signal)).toMatchObject({
    kind: 'timeout',
    message: expect.stringContaining('20 s'),
  })
})

test('an ended deadline stops nothing any more', () => {
  const deadline = startDeadline({ idleTimeout: 1, maxTime: 1 })
  deadline.end()
  vi.advanceTimersByTime(5_000)
  expect(deadline.signal.aborted).toBe(false)
})

test('a limit of more than 24 days is no limit, where a timer would fire at once', () => {
  const deadline = startDeadline({ idleTimeout: 3_000_000, maxTime: 3_000_000 })
  vi.advanceTimersByTime(60_000)
  expect(deadline.signal.aborted).toBe(false)
})
