import { execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openApptainer } from '../../../src/engines/apptainer/apptainer.ts'
import { listUnkept } from '../../../src/engines/apptainer/limits.ts'
import type { Engine, Image } from '../../../src/engines/engine.ts'
import { ExpectedError, toFailure } from '../../../src/facts/error.ts'
import type { Gpus } from '../../../src/facts/gpu.ts'
import { ROOT } from '../../../stand-ins/action-file.ts'
import { useApptainer } from '../../../stand-ins/apptainer.ts'
import { runToEnd, script } from '../../../stand-ins/container.ts'
import { BUSYBOX, buildImage, busyboxImage } from '../../../stand-ins/images.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'
import { runOnGpus } from '../../support/gpu-memory.ts'
import { fakeNvidiaSmi, onPath } from '../../support/nvidia-smi.ts'

const reason = useApptainer()
let engine: Engine
let folder: TempFolder
let image: Image

beforeAll(async () => {
  if (reason !== undefined) return
  folder = await tempFolder()
  engine = await openApptainer('apptainer', { images: folder.path })
  image = await engine.image(await busyboxImage(), {
    signal: new AbortController().signal,
    warn: () => {},
  })
}, 180_000)
afterAll(() => folder?.[Symbol.asyncDispose]())

const check = (gpus: Gpus) => checkIn(image.runBy, gpus)
const checkIn = (runBy: string, gpus: Gpus) =>
  engine.checkGpus({ ...image, runBy }, gpus, 'org.medperf.test=gpus').then(
    () => undefined,
    (error: unknown) => (error instanceof ExpectedError ? toFailure(error) : error),
  )

describe('Apptainer and GPUs', () => {
  beforeEach((context) => {
    if (reason !== undefined) context.skip(reason)
  })

  test('a count is refused, as MedPerf does', async () => {
    expect(await check({ kind: 'count', count: 2 })).toEqual({
      kind: 'gpu',
      message: 'asks for 2 GPUs by number, which Apptainer cannot give: MedPerf refuses it too',
      hint: 'Write `all`, or name the GPUs as `device=0,1`.',
    })
  })

  test('an engine without GPUs offers none', async () => {
    expect(await engine.offeredGpus(image, 'org.medperf.test=gpus')).toEqual([])
  })

  test('no GPU is no question', async () => {
    expect(await check({ kind: 'none' })).toBeUndefined()
  })

  test('GPUs where there are none are refused, though Apptainer itself would only warn', async () => {
    expect(await check({ kind: 'all' })).toMatchObject({
      kind: 'gpu',
      message: expect.stringMatching(/^asks for GPUs \(all\) that this machine cannot give: /),
    })
  })

  describe('with a driver and two devices', () => {
    const made: string[] = []
    let withBin: string

    beforeAll(async () => {
      if (reason !== undefined || process.getuid?.() !== 0) return
      for (const path of ['/dev/nvidia0', '/dev/nvidia1', '/dev/nvidiactl']) {
        if (existsSync(path)) continue
        execFileSync('mknod', ['-m', '666', path, 'c', '1', '3'])
        made.push(path)
      }
      // NVIDIA's tool writes there.
      const tag = await buildImage('medperf-test/gpu:1', `FROM ${BUSYBOX}\nRUN mkdir -p /usr/bin\n`)
      withBin = (await engine.image(tag, { signal: new AbortController().signal, warn: () => {} })).runBy
    }, 60_000)
    afterAll(() => {
      for (const path of made) rmSync(path)
    })
    beforeEach((context) => {
      if (process.getuid?.() !== 0) context.skip('only root can make a device')
    })
    const shown = async (gpus: Gpus, reference = withBin) => {
      const run = {
        ...script('echo /dev/nvidia[0-9] "CUDA=$CUDA_VISIBLE_DEVICES"', { gpus }),
        image: reference,
      }
      return (await runToEnd(engine, run, folder.path)).output.toString().trim().split('\n').at(-1)
    }
    const tool = () => onPath(join(ROOT, 'script', 'ci', 'fake-gpu'))

    test('all are given to the container, and none to one that does not ask', async () => {
      expect(await check({ kind: 'all' })).toBeUndefined()
      expect(await shown({ kind: 'all' }, image.runBy)).toBe('/dev/nvidia0 /dev/nvidia1 CUDA=')
      expect(await shown({ kind: 'none' }, image.runBy)).toBe('/dev/nvidia[0-9] CUDA=')
    })

    test.each<readonly [readonly string[], string]>([
      [['1'], '/dev/nvidia1'],
      [['0', '1'], '/dev/nvidia0 /dev/nvidia1'],
      [['GPU-stand-in-0'], '/dev/nvidia0'],
    ])("device=%j is given by NVIDIA's tool, as MedPerf does, and no other", async (devices, seen) => {
      using _tool = tool()
      const gpus: Gpus = { kind: 'devices', devices }
      expect(await checkIn(withBin, gpus)).toBeUndefined()
      expect(await shown(gpus)).toBe(`${seen} CUDA=`)
    })

    test("a device that NVIDIA's tool does not know is refused", async () => {
      using _tool = tool()
      expect(await checkIn(withBin, { kind: 'devices', devices: ['7'] })).toMatchObject({
        kind: 'gpu',
        message: expect.stringContaining('device error: 7: unknown device'),
      })
    })

    const listed = { list: 'echo "GPU 0: Stand-in (UUID: GPU-aa0)"; echo "GPU 1: Stand-in (UUID: GPU-aa1)"' }

    test.each<readonly [readonly string[]]>([[['1']], [['0', '1']], [['GPU-aa1']]])(
      'without the tool device=%j is all that CUDA sees in the container',
      async (devices) => {
        await using _smi = await fakeNvidiaSmi(listed)
        const gpus: Gpus = { kind: 'devices', devices }
        expect(await check(gpus)).toBeUndefined()
        expect(await shown(gpus, image.runBy)).toBe(`/dev/nvidia0 /dev/nvidia1 CUDA=${devices.join(',')}`)
      },
    )

    test.each(['7', 'GPU-bb', 'all'])('without the tool device=%s is refused by name', async (device) => {
      await using _smi = await fakeNvidiaSmi(listed)
      expect(await check({ kind: 'devices', devices: ['0', device] })).toMatchObject({
        kind: 'gpu',
        message: `asks for GPUs (device=0,${device}) that this machine cannot give: there is no GPU ${device}`,
      })
    })

    test('says which it offers', async () => {
      await using _smi = await fakeNvidiaSmi(listed)
      expect(await engine.offeredGpus(image, 'org.medperf.test=gpus')).toEqual([
        { id: '0', name: 'Stand-in', uuid: 'GPU-aa0' },
        { id: '1', name: 'Stand-in', uuid: 'GPU-aa1' },
      ])
    })

    test('tells the GPU memory of a container by its own processes', async () => {
      const outcome = await runOnGpus(engine, image.runBy, folder.path)
      expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0, peakGpuMemory: 300 * 1024 ** 2 })
    })
  })
})

test('limits that cannot be kept are told before the run, each by its name', () => {
  const trouble = 'cannot use cgroups'
  expect(listUnkept(undefined, { memory: 1, cpus: 1, pids: 1 })).toEqual([])
  expect(listUnkept(trouble, {})).toEqual([])
  expect(listUnkept(trouble, { memory: 1, pids: 1 })).toEqual([
    'Apptainer cannot keep `memory`, `pids` here (cannot use cgroups); the containers run without.',
  ])
  expect(listUnkept(undefined, { shmSize: '2g' })).toEqual([
    '`shm_size` has no meaning for Apptainer, whose /dev/shm is as large as the memory allows.',
  ])
})
