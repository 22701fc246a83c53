import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeContainers } from '../../../src/engines/docker/cleanup.ts'
import { openDocker } from '../../../src/engines/docker/docker.ts'
import type { Engine } from '../../../src/engines/engine.ts'
import { script } from '../../../stand-ins/container.ts'
import { BUSYBOX, busyboxImage } from '../../../stand-ins/images.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'

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

test('two containers that are aborted together both go', async () => {
  const stop = new AbortController()
  let up = 0
  const onOutput = () => {
    up += 1
    if (up === 2) stop.abort()
  }
  const running = [1, 2].map(() =>
    engine.run(script(STUBBORN, { label: LABEL }), { onOutput, signal: stop.signal, scratch: folder.path }),
  )
  const outcomes = await Promise.all(running)
  expect(outcomes.map(({ kind }) => kind)).toEqual(['stopped', 'stopped'])
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
  const looks = join(folder.path, 'looks')
  // A Docker that has made the container when it is asked for the second time.
  const late = join(folder.path, 'late')
  const lines = [
    '#!/bin/sh',
    `[ "$1" != ps ] || echo look >>'${looks}'`,
    `if [ "$1" = ps ] && [ "$(wc -l <'${looks}')" -eq 2 ]; then`,
    `  docker create --label ${label} --network none ${BUSYBOX} true >/dev/null`,
    'fi',
    'exec docker "$@"',
  ]
  writeFileSync(late, lines.join('\n'), { mode: 0o755 })
  expect(await removeContainers(label, 2, late)).toEqual({ removed: 1 })
  expect(readFileSync(looks, 'utf8').trim().split('\n')).toHaveLength(4)
})
