import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Gpus } from '../../src/containers/spec.ts'
import { openApptainer } from '../../src/engines/apptainer.ts'
import { unkeptBy } from '../../src/engines/apptainer-limits.ts'
import type { Engine, Image } from '../../src/engines/engine.ts'
import { StepFailure } from '../../src/failure.ts'
import { useApptainer } from '../support/apptainer.ts'
import { runToEnd, script } from '../support/container.ts'
import { busyboxImage } from '../support/images.ts'
import { type TempFolder, tempFolder } from '../support/workspace.ts'

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
}, 60_000)
afterAll(() => folder?.[Symbol.asyncDispose]())

const check = (gpus: Gpus) =>
  engine.checkGpus(image, gpus, 'org.medperf.test=gpus').then(
    () => undefined,
    (error: unknown) => (error instanceof StepFailure ? error.failure : error),
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

  test('no GPU is no question', async () => {
    expect(await check({ kind: 'none' })).toBeUndefined()
  })

  test('GPUs where there are none are refused, though Apptainer itself would only warn', async () => {
    expect(await check({ kind: 'all' })).toMatchObject({
      kind: 'gpu',
      message: expect.stringMatching(/^asks for GPUs \(all\) that this machine cannot give: /),
    })
  })

  test('chosen GPUs need the tools of NVIDIA', async () => {
    expect(await check({ kind: 'devices', devices: ['0'] })).toMatchObject({
      kind: 'gpu',
      message: expect.stringMatching(/^asks for GPUs \(device=0\) that this machine cannot give: /),
    })
  })

  test('with a driver and a device, all GPUs are given to the container', async (context) => {
    if (process.getuid?.() !== 0) context.skip('only root can make a device')
    const made = ['/dev/nvidia0', '/dev/nvidiactl'].filter((path) => !existsSync(path))
    for (const path of made) execFileSync('mknod', ['-m', '666', path, 'c', '1', '3'])
    try {
      expect(await check({ kind: 'all' })).toBeUndefined()
      const run = { ...script('echo /dev/nvidia[0-9]'), image: image.reference }
      const given = await runToEnd(engine, { ...run, gpus: { kind: 'all' } }, folder.path)
      expect(given.output.toString()).toContain('/dev/nvidia0\n')
      const without = await runToEnd(engine, run, folder.path)
      expect(without.output.toString()).toContain('/dev/nvidia[0-9]\n')
    } finally {
      for (const path of made) execFileSync('rm', [path])
    }
  })
})

test('limits that cannot be kept are told before the run, each by its name', () => {
  const trouble = 'cannot use cgroups'
  expect(unkeptBy(undefined, { memory: 1, cpus: 1, pids: 1 })).toEqual([])
  expect(unkeptBy(trouble, {})).toEqual([])
  expect(unkeptBy(trouble, { memory: 1, pids: 1 })).toEqual([
    'Apptainer cannot keep `memory`, `pids` here (cannot use cgroups); the containers run without.',
  ])
  expect(unkeptBy(undefined, { shmSize: '2g' })).toEqual([
    '`shm_size` has no meaning for Apptainer, whose /dev/shm is as large as the memory allows.',
  ])
})
