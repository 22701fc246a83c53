import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDocker } from '../../src/engines/docker.ts'
import { removeContainers } from '../../src/engines/docker-cleanup.ts'
import type { Engine } from '../../src/engines/engine.ts'
import { explain } from '../../src/engines/exit.ts'
import { StepFailure } from '../../src/failure.ts'
import { runToEnd, script } from '../support/container.ts'
import { busyboxImage } from '../support/images.ts'
import { type SecondDocker, secondDocker } from '../support/second-docker.ts'
import { type TempFolder, tempFolder } from '../support/workspace.ts'

const TIMEOUT = 90_000
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
  return { mark, running: running.then(({ outcome }) => outcome) }
}

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

async function waitUntil(condition: () => boolean) {
  for (const end = Date.now() + 10_000; !condition(); await sleep(50)) {
    if (Date.now() > end) throw new Error('waited 10 s in vain')
  }
}

test('a daemon that dies midway ends the step at once, in clear words, and takes the container with it', {
  timeout: TIMEOUT,
}, async () => {
  const { mark, running } = await startMarked()
  const since = performance.now()
  await docker.kill()
  const outcome = await running
  expect(performance.now() - since).toBeLessThan(15_000)
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
    await sleep(7_500)
    expect(processesOf(mark)).toBe(0)
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
  expect(failure).toBeInstanceOf(StepFailure)
  expect(failure).toHaveProperty('failure', {
    kind: 'engine',
    message: expect.stringMatching(/^Docker does not answer: Cannot connect to the Docker daemon/),
    hint: expect.stringContaining('Start the Docker daemon'),
  })
})
