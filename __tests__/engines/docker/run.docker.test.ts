import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContainerRun } from '../../../src/containers/run.ts'
import { openDocker } from '../../../src/engines/docker/docker.ts'
import type { Engine } from '../../../src/engines/engine.ts'
import { containerRun, runToEnd, script } from '../../../stand-ins/container.ts'
import { busyboxImage } from '../../../stand-ins/images.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'
import { promisesOf } from '../../support/engine-promises.ts'

describe('Docker', () => {
  promisesOf({
    open: openDocker,
    busybox: busyboxImage,
    left: (name) =>
      execFileSync('docker', ['ps', '-aq', '--filter', `name=${name}`], { encoding: 'utf8' }).trim(),
    limits: true,
    notFound: /^exec no-such-program failed: No such file or directory$/,
    notExecutable: /^exec \/etc failed: Permission denied$/,
  })
})

describe('what is Docker’s own', () => {
  let engine: Engine
  let folder: TempFolder

  beforeAll(async () => {
    await busyboxImage()
    engine = await openDocker()
    folder = await tempFolder()
  })
  afterAll(() => folder[Symbol.asyncDispose]())

  const run = (container: ContainerRun) => runToEnd(engine, container, folder.path)

  test('a program that imitates Docker’s words is not believed', async () => {
    const { outcome } = await run(
      script('echo "docker: Error response from daemon: No such image: x:1" >&2; exit 125'),
    )
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 125 })
  })

  test('an image that is not here is told in words of Docker', async () => {
    const { outcome } = await run(containerRun(['true'], { image: 'medperf-test/absent:1' }))
    expect(outcome).toEqual({
      kind: 'engine-failed',
      message: 'No such image: medperf-test/absent:1',
      missingImage: true,
    })
  })

  test('a limit that this machine cannot give is told in words of Docker', async () => {
    const { outcome } = await run(containerRun(['true'], { limits: { cpus: 4096 } }))
    expect(outcome).toMatchObject({ kind: 'engine-failed', missingImage: false })
    expect(outcome).toHaveProperty('message', expect.stringContaining('CPUs'))
  })

  test('system calls go through Docker’s filter, and there is no network but the loopback', async () => {
    const { output } = await run(script('ls /sys/class/net; grep Seccomp: /proc/self/status'))
    expect(output.toString()).toBe('lo\nSeccomp:\t2\n')
  })
})
