import { expect, test } from 'vitest'
import { judgeApptainer } from '../../../src/engines/apptainer/outcome.ts'

const exited = (exitCode: number, error = '') => ({ kind: 'exited', exitCode, outOfMemory: false, error })
const failed = (message: string, missingImage = false) => ({ kind: 'engine-failed', message, missingImage })
const WARNING = "WARNING: passwd file doesn't exist in container, not updating\n"

const CASES: readonly (readonly [string, number | null, string, unknown])[] = [
  ['success', 0, WARNING, exited(0)],
  ["the program's own 255", 255, `${WARNING}no data\n`, exited(255)],
  ['a program that says FATAL before it ends', 255, 'FATAL:   x: not found\nbye\n', exited(255)],
  ['a program that says FATAL and ends otherwise', 3, 'FATAL:   no such file or directory\n', exited(3)],
  [
    'a command that is not there',
    255,
    `${WARNING}FATAL:   "nope": executable file not found in $PATH\n`,
    exited(127, '"nope": executable file not found in $PATH'),
  ],
  [
    'a file that is not there',
    255,
    'FATAL:   stat /nope: no such file or directory\n',
    exited(127, 'stat /nope: no such file or directory'),
  ],
  ['a folder', 255, 'FATAL:   is a directory\n', exited(126, 'is a directory')],
  ['a file without the right', 255, 'FATAL:   permission denied\n', exited(126, 'permission denied')],
  [
    'an image that is gone',
    255,
    'FATAL:   While checking container encryption: could not open image /x.sif: no such file or directory\n',
    failed(
      'While checking container encryption: could not open image /x.sif: no such file or directory',
      true,
    ),
  ],
  [
    'a mount that fails',
    255,
    "FATAL:   container creation failed: mount source /x doesn't exist: no such file or directory\n",
    failed("container creation failed: mount source /x doesn't exist: no such file or directory"),
  ],
  [
    'an option of another version',
    1,
    'Error for command "exec": unknown flag: --x\n\nOptions for exec command:\n',
    failed('unknown flag: --x'),
  ],
  ['its process killed', null, '', failed('its process was ended by SIGKILL')],
]
const NO_THREAD = 'runtime/cgo: pthread_create failed: Resource temporarily unavailable\nSIGABRT: abort\n'

test('a program of Apptainer that got no thread any more is told as the limit of processes', () => {
  const judged = judgeApptainer({ code: null, signal: 'SIGSEGV', stderr: `sh: can't fork\n${NO_THREAD}` })
  expect(judged).toEqual({
    ...failed('its process was ended by SIGSEGV, because the container had reached its limit of processes'),
    hint: 'Start fewer processes in the container, or raise `run.pids`.',
  })
})

test('words of a container about threads do not explain why somebody killed it', () => {
  const judged = judgeApptainer({ code: null, signal: 'SIGKILL', stderr: NO_THREAD })
  expect(judged).toEqual(failed('its process was ended by SIGKILL'))
})

test.each(CASES)('%s', (_, code, stderr, outcome) => {
  const signal = code === null ? 'SIGKILL' : null
  expect(judgeApptainer({ code, signal, stderr })).toEqual(outcome)
})
