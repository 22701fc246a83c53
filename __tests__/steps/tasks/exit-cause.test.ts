import { expect, test } from 'vitest'
import type { ToldFailure } from '../../../src/facts/failure.ts'
import { type ExitTraces, explainExitCause } from '../../../src/steps/tasks/exit-cause.ts'

const exit = (exitCode: number, kind: ToldFailure['kind'] = 'exit', words = ''): ToldFailure => ({
  kind,
  exitCode,
  message: `ended with exit code ${exitCode}${words}`,
  hint: 'Look.',
})
const notFound = (words = '') => exit(127, 'not-found', words)
const traces = (lines: readonly string[], more: Partial<ExitTraces> = {}): ExitTraces => ({
  lines,
  findScripts: () => [],
  ...more,
})
const foreign = { platforms: { image: 'linux/arm64', machine: 'linux/amd64' } }
const script = { findScripts: () => [{ shown: 'bin/run.sh' }] }

test.each([
  [
    'a shell on a program of another processor',
    exit(126, 'not-executable'),
    traces(['sh: 1: /app/infer: Exec format error']),
    'exec-format',
  ],
  [
    'an init on a script without a first line',
    exit(1, 'not-executable', ' (exec /run.sh failed: Exec format error)'),
    traces([]),
    'exec-format',
  ],
  [
    'a shell on its own words',
    exit(126),
    traces(['cannot execute binary file: Exec format error']),
    'exec-format',
  ],
  [
    'an image of another processor',
    exit(1),
    traces(['exec /bin/sh: exec format error'], foreign),
    'image-platform',
  ],
  [
    'an image of another processor, later in the log',
    exit(255),
    traces(['WARNING: …', 'exec format error', 'more'], foreign),
    'image-platform',
  ],
  [
    'busybox on such a program',
    notFound(),
    traces(['/bin/infer: line 1: ELF\u0001: not found']),
    'exec-format',
  ],
  ['bash on CRLF', notFound(), traces(["run.sh: line 2: $'\\r': command not found"]), 'crlf-script'],
  ['bash on an interpreter', exit(126), traces(['/run.sh: /bin/sh^M: bad interpreter']), 'crlf-script'],
  [
    'env on an interpreter',
    notFound(),
    traces(["env: 'python3\\r': No such file or directory"]),
    'crlf-script',
  ],
  // What a terminal leaves of `run.sh: 2: \r: not found`.
  ['dash, and busybox', notFound(), traces([': not found']), 'crlf-script'],
  ['dash on an option', exit(2), traces(['run.sh: 2: set: Illegal option -']), 'crlf-script'],
  [
    'an init on a script that is there',
    notFound(' (exec /app/bin/run.sh failed: No such file or directory)'),
    traces([], script),
    'crlf-script',
  ],
  [
    'a script that may not be executed, whatever its line ends',
    exit(126, 'not-executable', ' (exec /app/bin/run.sh failed: Permission denied)'),
    traces([], script),
    undefined,
  ],
  ['a command that is not there', notFound(), traces(['sh: pyhton: not found'], script), undefined],
  ['a program’s own failure', exit(1), traces(['ValueError: no such file: x'], script), undefined],
  ['a failure that is told otherwise', exit(137, 'killed'), traces(['exec format error']), undefined],
  ['a code that no cause here has', exit(3), traces(['exec format error'], foreign), undefined],
] as const)('%s gets the hint that fits', (_, failure, found, code) => {
  const explained = explainExitCause(failure, found)
  expect(explained.code).toBe(code)
  expect(explained.exitCode).toBe(failure.exitCode)
  if (code === undefined) expect(explained).toBe(failure)
  else expect(explained.hint).not.toBe('Look.')
})

test('the words name the script, or both processors', () => {
  expect(explainExitCause(notFound(': exec /x/run.sh'), traces([], script)).message).toBe(
    'ended with exit code 127: exec /x/run.sh: `bin/run.sh` has the line ends of Windows (CRLF)',
  )
  expect(explainExitCause(exit(1), traces(['Exec format error'], foreign)).message).toBe(
    'ended with exit code 1: the image is for linux/arm64, and this machine is linux/amd64',
  )
})
