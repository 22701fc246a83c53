import type { TaskLimits } from '../../benchmark/benchmark.ts'
import { ExpectedError } from '../../facts/error.ts'

const NEWLINE = 10

/** Ends a task that says nothing for too long, or takes too long; `signal.reason` is then its ExpectedError. */
export interface Deadline {
  readonly signal: AbortSignal
  /** To be given every chunk of output: a line of it starts the idle time anew, as in MedPerf (docs/medperf.md 13.7). */
  heard(chunk: Buffer): void
  end(reason?: ExpectedError): void
}

/** Starts the clocks of `timeout` (idle) and `max_time` (wall clock); both are optional and in seconds. */
export function startDeadline({ idleTimeout, maxTime }: TaskLimits): Deadline {
  const stop = new AbortController()
  const idle = timer(idleTimeout, () =>
    stop.abort(
      new ExpectedError('idle-timeout', `wrote no line for ${idleTimeout} s and was stopped`, {
        hint: 'Print progress, or raise `run.timeout`, which restarts with every line of output.',
      }),
    ),
  )
  const wall = timer(maxTime, () =>
    stop.abort(
      new ExpectedError('timeout', `was still running after ${maxTime} s and was stopped`, {
        hint: 'Make the task faster, or raise `run.max_time`.',
      }),
    ),
  )
  return {
    signal: stop.signal,
    heard(chunk) {
      if (idle !== undefined && chunk.includes(NEWLINE)) idle.refresh()
    },
    end(reason) {
      clearTimeout(idle)
      clearTimeout(wall)
      if (reason !== undefined) stop.abort(reason)
    },
  }
}

// setTimeout fires at once above 2^31 ms: a limit beyond that is none.
const timer = (seconds: number | undefined, done: () => void) =>
  seconds === undefined || seconds * 1000 > 2 ** 31 - 1 ? undefined : setTimeout(done, seconds * 1000)
