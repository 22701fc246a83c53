import { expect, test } from 'vitest'
import { cleanDockerWords, initWords, isEngineGone } from '../../../src/engines/docker/words.ts'

const HELP = "\n\nRun 'docker run --help' for more information\n"
const OCI =
  'docker: Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: '

const WORDS: readonly (readonly [string, string])[] = [
  [
    `${OCI}unable to start container process: exec: "nope": executable file not found in $PATH: unknown${HELP}`,
    'exec: "nope": executable file not found in $PATH',
  ],
  [
    `${OCI}unable to start container process: error during container init: error running hook #0: error running hook: exit status 1, stdout: , stderr: nvidia-container-cli: device error: 7: unknown device: unknown${HELP}`,
    'nvidia-container-cli: device error: 7: unknown device',
  ],
  [
    'docker: Error response from daemon: OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "/x": permission denied: unknown.\nSee \'docker run --help\'.\n',
    'exec: "/x": permission denied',
  ],
  [`docker: Error response from daemon: No such image: nope:1${HELP}`, 'No such image: nope:1'],
  [
    'Error response from daemon: manifest for a/b:9 not found: manifest unknown\n',
    'manifest for a/b:9 not found: manifest unknown',
  ],
  [
    'time="2026-01-02T03:04:05Z" level=error msg="error waiting for container: unexpected EOF"\n',
    'error waiting for container: unexpected EOF',
  ],
  ['a warning\nthe reason', 'the reason'],
  ['\u001b[31mred\u001b[0m \u202eand turned', 'red and turned'],
  ['', 'it gave no reason'],
  [' \n\n', 'it gave no reason'],
]
test.each(WORDS)('%j means: %s', (stderr, words) => {
  expect(cleanDockerWords(stderr)).toBe(words)
})

test('words without end are cut', () => {
  expect(cleanDockerWords('x'.repeat(100_000))).toHaveLength(1_000)
})

test('the init of a container says what it could not start', () => {
  expect(initWords('warning\n[FATAL tini (7)] exec /etc failed: Permission denied\n')).toBe(
    'exec /etc failed: Permission denied',
  )
  expect(initWords('exec /etc failed')).toBe('')
})

test.each([
  'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
  'error during connect: Get "http://x/v1.41/events": read unix @->/run/docker.sock: read: connection reset by peer',
  'error waiting for container: unexpected EOF',
])('a lost engine is recognised in %j', (stderr) => {
  expect(isEngineGone(stderr)).toBe(true)
})

test('an error of a container is not a lost engine', () => {
  expect(isEngineGone('Error response from daemon: No such container: x')).toBe(false)
})
