import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDocker } from '../../../src/engines/docker/docker.ts'
import type { Engine } from '../../../src/engines/engine.ts'
import { ExpectedError, toFailure } from '../../../src/facts/error.ts'
import type { Gpus } from '../../../src/facts/gpu.ts'
import { runToEnd, script } from '../../../stand-ins/container.ts'
import { BUSYBOX, busyboxImage } from '../../../stand-ins/images.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'
import { runOnGpus } from '../../support/gpu-memory.ts'
import { fakeNvidiaSmi } from '../../support/nvidia-smi.ts'
import { type SecondDocker, secondDocker } from '../../support/second-docker.ts'

const image = { runBy: BUSYBOX, configDigest: '' }
const check = (engine: Engine, gpus: Gpus) =>
  engine.checkGpus(image, gpus, 'org.medperf.test=gpus').then(
    () => undefined,
    (error: unknown) => (error instanceof ExpectedError ? toFailure(error) : error),
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
  }, 180_000)
  afterAll(async () => {
    await docker[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
  }, 180_000)

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
    [{ kind: 'count', count: 1 }, '/dev/nvidia0'],
    [{ kind: 'devices', devices: ['GPU-stand-in-1'] }, '/dev/nvidia1'],
    [{ kind: 'devices', devices: ['GPU-stand-in-1', 'GPU-stand-in-0'] }, '/dev/nvidia0 /dev/nvidia1'],
  ])('a container that asks for %j sees "%s"', async (gpus, devices) => {
    const { output } = await runToEnd(
      engine,
      script('echo $(ls /dev/nvidia* 2>/dev/null)', { gpus }),
      folder.path,
    )
    expect(output.toString().trim()).toBe(devices)
  })

  test('says which it offers, counted where no driver names them', async () => {
    expect(await engine.offeredGpus(image, 'org.medperf.test=gpus')).toEqual([{ id: '0' }, { id: '1' }])
  })

  const names = (count: number) =>
    Array.from({ length: count }, (_, id) => `GPU ${id}: Stand-in (UUID: GPU-aa${id})`).join('\n')

  test('says which it offers with the names of the driver', async () => {
    await using _smi = await fakeNvidiaSmi({ list: `echo '${names(2)}'` })
    expect(await engine.offeredGpus(image, 'org.medperf.test=gpus')).toEqual([
      { id: '0', name: 'Stand-in', uuid: 'GPU-aa0' },
      { id: '1', name: 'Stand-in', uuid: 'GPU-aa1' },
    ])
  })

  test('is believed where the driver of this machine names more than it gives', async () => {
    await using _smi = await fakeNvidiaSmi({ list: `echo '${names(3)}'` })
    expect(await engine.offeredGpus(image, 'org.medperf.test=gpus')).toEqual([{ id: '0' }, { id: '1' }])
  })

  test('tells the GPU memory of a container by its own processes', async () => {
    const outcome = await runOnGpus(engine, BUSYBOX, folder.path)
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0, peakGpuMemory: 300 * 1024 ** 2 })
  })

  test('asks no driver about a container without GPUs', async () => {
    await using smi = await fakeNvidiaSmi({ gpus: 'echo 5' })
    const { outcome } = await runToEnd(engine, script('sleep 1'), folder.path)
    expect(outcome).not.toHaveProperty('peakGpuMemory')
    expect(smi.asked()).toEqual([])
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
  expect(await (await openDocker()).offeredGpus(image, 'org.medperf.test=gpus')).toEqual([])
})
