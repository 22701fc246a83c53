import { expect, test } from 'vitest'
import type { History } from '../../../src/engines/docker/history.ts'
import { type ExitEvidence, judge } from '../../../src/engines/docker/outcome.ts'

const NEVER: History = { isCreated: false, isStarted: false, outOfMemory: false, isRemoved: false }
const CREATED: History = { ...NEVER, isCreated: true, isRemoved: true }
const RAN: History = { ...CREATED, isStarted: true }
const base: ExitEvidence = { code: 125, signal: null, stderr: '', hasId: true, history: RAN }
const IMITATION = 'docker: Error response from daemon: No such image: x:1'

const exited = (exitCode: number, outOfMemory = false, error = '') => ({
  kind: 'exited',
  exitCode,
  outOfMemory,
  error,
})
const failed = (message: string, missingImage = false) => ({ kind: 'engine-failed', message, missingImage })

const CASES: readonly (readonly [string, Partial<ExitEvidence>, unknown])[] = [
  ['a program that ended with 125', { history: { ...RAN, exitCode: 125 } }, exited(125)],
  ['one that imitates Docker', { stderr: IMITATION, history: { ...RAN, exitCode: 125 } }, exited(125)],
  ['the client failed after the program was well', { code: 1, history: { ...RAN, exitCode: 0 } }, exited(0)],
  ['memory ran out', { code: 137, history: { ...RAN, exitCode: 137, outOfMemory: true } }, exited(137, true)],
  [
    'the init could not start it',
    {
      code: 127,
      stderr: '[FATAL tini (6)] exec nope failed: No such file',
      history: { ...RAN, exitCode: 127 },
    },
    exited(127, false, 'exec nope failed: No such file'),
  ],
  [
    'the runtime could not start it',
    { code: 127, stderr: 'docker: exec: "nope": not found', history: CREATED },
    exited(127, false, 'exec: "nope": not found'),
  ],
  ['it was created and not started', { stderr: 'docker: no device', history: CREATED }, failed('no device')],
  [
    'the image is missing',
    { hasId: false, stderr: IMITATION, history: NEVER },
    failed('No such image: x:1', true),
  ],
  ['an option is wrong', { hasId: false, stderr: 'docker: bad limit', history: NEVER }, failed('bad limit')],
  [
    'the daemon died',
    { stderr: 'error waiting for container: unexpected EOF', history: 'no engine' },
    failed('it stopped answering while the container ran (error waiting for container: unexpected EOF)'),
  ],
  [
    'the daemon was shut down',
    { code: 143, history: 'no engine' },
    failed('it stopped answering while the container ran'),
  ],
  [
    'the daemon was restarted',
    { code: 137, history: NEVER },
    failed('it was restarted while the container ran'),
  ],
  [
    'the daemon has forgotten how a long task began',
    { code: 3, history: { ...NEVER, exitCode: 3, isRemoved: true } },
    exited(3),
  ],
  [
    'the daemon tells another end than the client saw',
    { code: 125, history: { ...NEVER, exitCode: 137, isRemoved: true } },
    failed('it was restarted while the container ran'),
  ],
  ['the container still runs', { history: RAN }, failed('it lost sight of the container')],
  ['the client was killed', { code: null, signal: 'SIGKILL' }, failed('its client was ended by SIGKILL')],
  ['nothing is known', { code: 3, hasId: false, history: undefined }, exited(3)],
  ['nothing is known but an ID', { code: 3, history: undefined }, exited(3)],
]
test.each(CASES)('%s', (_, evidence, outcome) => {
  expect(judge({ ...base, ...evidence })).toEqual(outcome)
})
