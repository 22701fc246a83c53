import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/engines/engine.ts'
import { explain } from '../../src/engines/exit.ts'
import { FailureSchema } from '../../src/facts/failure.ts'

const MIB = 1024 ** 2
const exited = (exitCode: number, more: Partial<Extract<Outcome, { kind: 'exited' }>> = {}): Outcome => ({
  kind: 'exited',
  exitCode,
  outOfMemory: false,
  error: '',
  ...more,
})

const CASES: readonly {
  readonly outcome: Outcome
  readonly limit?: number
  readonly kind: string
  readonly message: string
  readonly hint: RegExp
}[] = [
  { outcome: exited(1), kind: 'exit', message: 'ended with exit code 1', hint: /last lines say why/ },
  {
    outcome: exited(1, { killsMeanwhile: 1 }),
    kind: 'exit',
    message: 'ended with exit code 1',
    hint: /^Meanwhile the kernel killed a process of this machine because memory ran out; .* Its last lines say why/,
  },
  {
    outcome: exited(1, { killsMeanwhile: 2 }),
    kind: 'exit',
    message: 'ended with exit code 1',
    hint: /2 processes/,
  },
  { outcome: exited(125), kind: 'exit', message: 'ended with exit code 125', hint: /last lines/ },
  { outcome: exited(255), kind: 'exit', message: 'ended with exit code 255', hint: /last lines/ },
  {
    outcome: exited(126, { error: 'exec /run.sh failed: Permission denied' }),
    kind: 'not-executable',
    message:
      'ended with exit code 126: a command was found but may not be executed (exec /run.sh failed: Permission denied)',
    hint: /chmod a\+rx/,
  },
  {
    outcome: exited(127),
    kind: 'not-found',
    message: 'ended with exit code 127: a command was not found in the image',
    hint: /`command` and `entrypoint`/,
  },
  {
    outcome: exited(127, { error: 'exec python4 failed: No such file or directory' }),
    kind: 'not-found',
    message:
      'ended with exit code 127: a command was not found in the image (exec python4 failed: No such file or directory)',
    hint: /`command` and `entrypoint`/,
  },
  {
    outcome: exited(134),
    kind: 'killed',
    message: 'aborted itself (SIGABRT, exit code 134)',
    hint: /assertion/,
  },
  {
    outcome: exited(137),
    kind: 'killed',
    message: 'was killed (SIGKILL, exit code 137)',
    hint: /ran out of memory/,
  },
  {
    outcome: exited(137, { outOfMemory: true, peakMemory: 64 * MIB }),
    limit: 64 * MIB,
    kind: 'out-of-memory',
    message: 'ran out of memory (limit 64 MiB, peak 64 MiB)',
    hint: /Raise `run.memory`/,
  },
  {
    outcome: exited(1, { outOfMemory: true, peakMemory: 2048 * MIB }),
    limit: 2048 * MIB,
    kind: 'out-of-memory',
    message: 'ran out of memory (limit 2.0 GiB, peak 2.0 GiB)',
    hint: /Raise `run.memory`/,
  },
  {
    outcome: exited(137, { outOfMemory: true }),
    kind: 'out-of-memory',
    message: 'ran out of memory',
    hint: /a runner with more memory/,
  },
  {
    outcome: exited(139),
    kind: 'killed',
    message: 'crashed: it touched memory that is not its own (SIGSEGV, exit code 139)',
    hint: /native extension/,
  },
  {
    outcome: exited(143),
    kind: 'killed',
    message: 'was told to stop (SIGTERM, exit code 143)',
    hint: /SIGTERM/,
  },
  {
    outcome: exited(129),
    kind: 'killed',
    message: 'was ended by a signal (SIGHUP, exit code 129)',
    hint: /last lines/,
  },
  {
    outcome: exited(192),
    kind: 'killed',
    message: 'was ended by a signal (signal 64, exit code 192)',
    hint: /last lines/,
  },
  { outcome: exited(193), kind: 'exit', message: 'ended with exit code 193', hint: /last lines/ },
  {
    outcome: { kind: 'engine-failed', message: 'No such image: a/b:1', missingImage: true },
    kind: 'image',
    message: 'could not start: No such image: a/b:1',
    hint: /run the check again/,
  },
  {
    outcome: { kind: 'engine-failed', message: 'it stopped answering', missingImage: false },
    kind: 'engine',
    message: 'could not be run by the container engine: it stopped answering',
    hint: /not with the program in the container/,
  },
  {
    outcome: { kind: 'engine-failed', message: 'it got no thread', missingImage: false, hint: 'Raise it.' },
    kind: 'engine',
    message: 'could not be run by the container engine: it got no thread',
    hint: /^Raise it\.$/,
  },
]

test.each(CASES)('$message', ({ outcome, limit, kind, message, hint }) => {
  const failure = explain(outcome, limit)
  expect(failure).toMatchObject({ kind, message })
  expect(failure?.hint).toMatch(hint)
  expect(failure?.exitCode).toBe(outcome.kind === 'exited' ? outcome.exitCode : undefined)
  expect(FailureSchema.safeParse(failure).success).toBe(true)
})

describe('what is not a failure', () => {
  test('a program that ended with 0', () => {
    expect(explain(exited(0))).toBeUndefined()
  })
  test('a program that ended with 0 though a worker of it ran out of memory', () => {
    expect(explain(exited(0, { outOfMemory: true }))).toBeUndefined()
  })
})
