import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDocker } from '../../src/engines/docker.ts'
import { removeContainers } from '../../src/engines/docker-cleanup.ts'
import type { Engine } from '../../src/engines/engine.ts'
import { runToEnd, script } from '../support/container.ts'
import { busyboxImage } from '../support/images.ts'
import { type TempFolder, tempFolder } from '../support/workspace.ts'

const LABEL = `org.medperf.test=cancel-${process.pid}`
const STUBBORN = 'trap "" TERM INT HUP; echo up; while true; do sleep 1; done'
let engine: Engine
let folder: TempFolder

beforeAll(async () => {
  await busyboxImage()
  engine = await openDocker()
  folder = await tempFolder()
})
afterAll(() => folder[Symbol.asyncDispose]())

const containers = () =>
  execFileSync('docker', ['ps', '-aq', '--filter', `label=${LABEL}`], { encoding: 'utf8' }).trim()

test('a signal that has aborted before starts nothing', async () => {
  const { outcome } = await runToEnd(engine, script(STUBBORN), folder.path, AbortSignal.abort())
  expect(outcome).toEqual({ kind: 'stopped' })
})

test('a running container that ignores SIGTERM is gone at once', async () => {
  const stop = new AbortController()
  let asked = 0
  const onOutput = () => {
    asked = performance.now()
    stop.abort()
  }
  const outcome = await engine.run(script(STUBBORN, { label: LABEL }), {
    ...{ onOutput, signal: stop.signal, scratch: folder.path },
  })
  expect(performance.now() - asked).toBeLessThan(10_000)
  expect(outcome).toMatchObject({ kind: 'stopped' })
  expect(containers()).toBe('')
})

test('an abort at any moment leaves no container and no file', { timeout: 120_000 }, async () => {
  const left: string[] = []
  for (let delay = 0; delay < 600; delay += 20) {
    const stop = new AbortController()
    const running = runToEnd(engine, script(STUBBORN, { label: LABEL }), folder.path, stop.signal)
    await sleep(delay)
    stop.abort()
    const { outcome } = await running
    left.push(`${outcome.kind}${containers()}`)
  }
  expect(left).toEqual(left.map(() => 'stopped'))
  expect(readdirSync(`${folder.path}/scratch`)).toEqual([])
})

test('two containers that are aborted together both go', async () => {
  const stop = new AbortController()
  const running = [1, 2].map(() =>
    runToEnd(engine, script(STUBBORN, { label: LABEL }), folder.path, stop.signal),
  )
  await sleep(400)
  stop.abort()
  const outcomes = await Promise.all(running)
  expect(outcomes.map(({ outcome }) => outcome.kind)).toEqual(['stopped', 'stopped'])
  expect(containers()).toBe('')
})

test('what a killed run left is found by its label and removed, and nothing else', async () => {
  const label = `${LABEL}-left`
  const start = (name: string) =>
    execFileSync('docker', [
      'run',
      '-d',
      '--label',
      name,
      '--network',
      'none',
      'medperf-test/busybox:1',
      'sleep',
      '60',
    ])
  start(label)
  execFileSync('docker', ['create', '--label', label, '--network', 'none', 'medperf-test/busybox:1', 'true'])
  start(LABEL)
  expect(await removeContainers(label)).toEqual({ removed: 2 })
  expect(await removeContainers(label)).toEqual({ removed: 0 })
  expect(containers()).not.toBe('')
  expect(await removeContainers(LABEL)).toEqual({ removed: 1 })
})

test('a container that appears after the first look is removed too', async () => {
  const label = `${LABEL}-late`
  const removal = removeContainers(label, 4)
  await sleep(450)
  execFileSync('docker', ['create', '--label', label, '--network', 'none', 'medperf-test/busybox:1', 'true'])
  expect(await removal).toEqual({ removed: 1 })
})
