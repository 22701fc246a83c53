import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { removeContainers } from '../../../src/engines/docker/cleanup.ts'
import { openDocker } from '../../../src/engines/docker/docker.ts'
import type { Engine } from '../../../src/engines/engine.ts'
import { explain } from '../../../src/engines/exit.ts'
import { ExpectedError } from '../../../src/facts/error.ts'
import { runToEnd, script } from '../../../stand-ins/container.ts'
import { busyboxImage } from '../../../stand-ins/images.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'
import { type SecondDocker, secondDocker } from '../../support/second-docker.ts'

const TIMEOUT = 240_000
let docker: SecondDocker
let engine: Engine
let folder: TempFolder

beforeEach(async () => {
  docker = await secondDocker()
  folder = await tempFolder()
  await busyboxImage()
  engine = await openDocker()
}, TIMEOUT)
afterEach(async () => {
  await docker[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
}, TIMEOUT)

/** A container whose command line bears a mark that its processes can be found by. */
async function startMarked(signal?: AbortSignal, first = 'trap "" TERM') {
  const mark = `mark-${process.pid}-${Math.random().toString(36).slice(2)}`
  const container = script(`${first}; : ${mark}; while true; do sleep 1; done`)
  const running = runToEnd(engine, container, folder.path, signal)
  await waitUntil(() => processesOf(mark) > 0)
  // The daemon has told its client of the start by the time that it answers this.
  await waitUntil(() => isRunning(container.name))
  return { mark, running: running.then(({ outcome }) => outcome) }
}

const isRunning = (name: string) =>
  execFileSync('docker', ['ps', '--filter', `name=${name}`, '--format', '{{.State}}'], {
    encoding: 'utf8',
  }).trim() === 'running'

const processesOf = (mark: string) =>
  readdirSync('/proc').filter(
    (pid) => /^\d+$/.test(pid) && commandOf(pid).startsWith('sh\0') && commandOf(pid).includes(mark),
  ).length

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

const waitUntil = (condition: () => boolean) =>
  vi.waitFor(() => expect(condition()).toBe(true), { timeout: TIMEOUT / 4 })

test('a daemon that dies midway ends the step at once, in clear words, and takes the container with it', {
  timeout: TIMEOUT,
}, async () => {
  const { mark, running } = await startMarked()
  await docker.kill()
  const outcome = await running
  expect(explain(outcome)).toMatchObject({
    kind: 'engine',
    message:
      'could not be run by the container engine: it stopped answering while the container ran (error waiting for container: unexpected EOF)',
  })
  await waitUntil(() => processesOf(mark) === 0)
})

test('a daemon that hangs does not hold up a cancelled run', { timeout: TIMEOUT }, async () => {
  const stop = new AbortController()
  const { mark, running } = await startMarked(stop.signal)
  const pid = await docker.pid()
  process.kill(pid, 'SIGSTOP')
  try {
    stop.abort()
    // The daemon hangs until all this has been seen.
    await waitUntil(() => processesOf(mark) === 0)
    expect(await running).toMatchObject({
      kind: 'engine-failed',
      message: 'it did not answer when the container was to be removed',
    })
  } finally {
    process.kill(pid, 'SIGCONT')
  }
})

test('a daemon that is stopped in good order is not taken for the program', {
  timeout: TIMEOUT,
}, async () => {
  const { running } = await startMarked(undefined, ':')
  process.kill(await docker.pid(), 'SIGTERM')
  expect(await running).toMatchObject({ kind: 'engine-failed', missingImage: false })
})

test('containers of a daemon that is back can be removed by label', { timeout: TIMEOUT }, async () => {
  const { running } = await startMarked()
  await docker.kill()
  await running
  expect(await removeContainers('org.medperf.test=container')).toMatchObject({
    problem: expect.stringContaining('Cannot connect to the Docker daemon'),
  })
  await docker.restart()
  const { problem } = await removeContainers('org.medperf.test=container')
  expect(problem).toBeUndefined()
})

test('with no daemon the engine cannot be opened, and it says how to get one', {
  timeout: TIMEOUT,
}, async () => {
  await docker.kill()
  const failure = await openDocker().catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ExpectedError)
  expect(failure).toMatchObject({
    kind: 'engine',
    message: expect.stringMatching(/^Docker does not answer: Cannot connect to the Docker daemon/),
    hint: expect.stringContaining('Start the Docker daemon'),
  })
})
