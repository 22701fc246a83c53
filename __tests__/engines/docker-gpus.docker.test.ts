import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Gpus } from '../../src/containers/spec.ts'
import { openDocker } from '../../src/engines/docker.ts'
import type { Engine } from '../../src/engines/engine.ts'
import { StepFailure } from '../../src/failure.ts'
import { runToEnd, script } from '../support/container.ts'
import { BUSYBOX, busyboxImage } from '../support/images.ts'
import { type SecondDocker, secondDocker } from '../support/second-docker.ts'
import { type TempFolder, tempFolder } from '../support/workspace.ts'

const image = { reference: BUSYBOX, id: '' }
const check = (engine: Engine, gpus: Gpus) =>
  engine.checkGpus(image, gpus, 'org.medperf.test=gpus').then(
    () => undefined,
    (error: unknown) => (error instanceof StepFailure ? error.failure : error),
  )

describe('an engine that offers two GPUs', () => {
  let docker: SecondDocker
  let engine: Engine
  let folder: TempFolder

  beforeAll(async () => {
    docker = await secondDocker()
    folder = await tempFolder()
    await busyboxImage()
    engine = await openDocker()
  }, 60_000)
  afterAll(async () => {
    await docker[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
  }, 60_000)

  test.each<Gpus>([
    { kind: 'none' },
    { kind: 'all' },
    { kind: 'count', count: 2 },
    { kind: 'devices', devices: ['1'] },
    { kind: 'devices', devices: ['0', '1'] },
  ])('gives %j', async (gpus) => {
    expect(await check(engine, gpus)).toBeUndefined()
  })

  test.each<readonly [Gpus, string, string]>([
    [{ kind: 'count', count: 3 }, '3', '2'],
    [{ kind: 'devices', devices: ['7'] }, 'device=7', '7'],
    [{ kind: 'devices', devices: ['0', '9'] }, 'device=0,9', '9'],
  ])('refuses %j and says which', async (gpus, asked, refused) => {
    expect(await check(engine, gpus)).toEqual({
      kind: 'gpu',
      message: `asks for GPUs (${asked}) that this machine cannot give: nvidia-container-cli: device error: ${refused}: unknown device`,
      hint: "Use a runner with GPUs and NVIDIA's container toolkit, or set `run.gpus: none` where the CPU will do.",
    })
  })

  test.each<readonly [Gpus, string]>([
    [{ kind: 'none' }, ''],
    [{ kind: 'all' }, '/dev/nvidia0 /dev/nvidia1'],
    [{ kind: 'devices', devices: ['1'] }, '/dev/nvidia1'],
    [{ kind: 'devices', devices: ['0', '1'] }, '/dev/nvidia0 /dev/nvidia1'],
  ])('a container that asks for %j sees "%s"', async (gpus, devices) => {
    const { output } = await runToEnd(
      engine,
      script('echo $(ls /dev/nvidia* 2>/dev/null)', { gpus }),
      folder.path,
    )
    expect(output.toString().trim()).toBe(devices)
  })

  test('the check starts no program of the image', async () => {
    await check(engine, { kind: 'all' })
    expect(await readFile(join(docker.folder, 'gpu.log'), 'utf8')).toContain('NVIDIA_VISIBLE_DEVICES=all')
  })
})

test('an engine without GPUs says so', async () => {
  await busyboxImage()
  expect(await check(await openDocker(), { kind: 'all' })).toMatchObject({
    kind: 'gpu',
    message:
      'asks for GPUs (all) that this machine cannot give: could not select device driver "" with capabilities: [[gpu]]',
  })
})
