import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../../src/engines/engine.ts'
import { listCdiGpus } from '../../../src/engines/podman/gpus.ts'
import { openPodman } from '../../../src/engines/podman/podman.ts'
import { ExpectedError, toFailure } from '../../../src/facts/error.ts'
import type { Gpus } from '../../../src/facts/gpu.ts'
import { ROOT } from '../../../stand-ins/action-file.ts'
import { runToEnd, script } from '../../../stand-ins/container.ts'
import { BUSYBOX } from '../../../stand-ins/images.ts'
import { podmanBusybox, usePodman } from '../../../stand-ins/podman.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'
import { runOnGpus } from '../../support/gpu-memory.ts'
import { fakeNvidiaSmi } from '../../support/nvidia-smi.ts'

usePodman()
const CDI = '/etc/cdi/medperf-test-gpus.json'
const asRoot = (...command: [string, ...string[]]) => {
  const [program, ...args] = process.getuid?.() === 0 ? command : (['sudo', '-n', ...command] as const)
  execFileSync(program, args)
}
let engine: Engine
let folder: TempFolder

beforeAll(async () => {
  await podmanBusybox()
  engine = await openPodman()
  folder = await tempFolder()
}, 180_000)
afterAll(() => folder[Symbol.asyncDispose]())

const check = (gpus: Gpus) =>
  engine.checkGpus({ runBy: BUSYBOX, configDigest: '' }, gpus, 'org.medperf.test=gpus').then(
    () => undefined,
    (error: unknown) => (error instanceof ExpectedError ? toFailure(error) : error),
  )
const HINT =
  "Use a runner with GPUs and NVIDIA's container toolkit, or set `run.gpus: none` where the CPU will do."

describe('a machine whose CDI file offers two GPUs', () => {
  beforeAll(() => {
    asRoot('mkdir', '-p', '/etc/cdi')
    asRoot('cp', join(ROOT, 'script', 'ci', 'podman-cdi.json'), CDI)
  })
  afterAll(() => asRoot('rm', '-f', CDI))

  const given: readonly (readonly [Gpus, string])[] = [
    [{ kind: 'none' }, ''],
    [{ kind: 'all' }, '/dev/nvidia0 /dev/nvidia1'],
    [{ kind: 'count', count: 1 }, '/dev/nvidia0'],
    [{ kind: 'count', count: 2 }, '/dev/nvidia0 /dev/nvidia1'],
    [{ kind: 'devices', devices: ['1'] }, '/dev/nvidia1'],
    [{ kind: 'devices', devices: ['0', '1'] }, '/dev/nvidia0 /dev/nvidia1'],
    [{ kind: 'devices', devices: ['GPU-stand-in-1'] }, '/dev/nvidia1'],
  ]
  test.each(given)('gives a container %j', async (gpus, devices) => {
    expect(await check(gpus)).toBeUndefined()
    const { output } = await runToEnd(engine, script('echo /dev/nvidia[0-9]', { gpus }), folder.path)
    expect(output.toString().trim()).toBe(devices || '/dev/nvidia[0-9]')
  })

  test('says which it offers, with the names of the driver where it knows them', async () => {
    await using _smi = await fakeNvidiaSmi({ list: 'echo "GPU 1: Stand-in (UUID: GPU-aa1)"' })
    expect(await engine.offeredGpus({ runBy: BUSYBOX, configDigest: '' }, 'org.medperf.test=gpus')).toEqual([
      { id: '0' },
      { id: '1', name: 'Stand-in', uuid: 'GPU-aa1' },
    ])
  })

  test('tells the GPU memory of a container by its own processes', async () => {
    const outcome = await runOnGpus(engine, BUSYBOX, folder.path)
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0, peakGpuMemory: 300 * 1024 ** 2 })
  })

  test.each<readonly [Gpus, string, string]>([
    [{ kind: 'count', count: 3 }, '3', 'nvidia.com/gpu=0, nvidia.com/gpu=1, nvidia.com/gpu=2'],
    [{ kind: 'devices', devices: ['7'] }, 'device=7', 'nvidia.com/gpu=7'],
  ])('refuses %j and says which', async (gpus, asked, refused) => {
    expect(await check(gpus)).toEqual({
      kind: 'gpu',
      message: `asks for GPUs (${asked}) that this machine cannot give: setting up CDI devices: unresolvable CDI devices ${refused}`,
      hint: HINT,
    })
  })
})

test.each([
  ['numbers and UUIDs of the same GPUs', ['0', 'GPU-aa0', '1', 'GPU-aa1', 'all'], ['0', '1']],
  ['UUIDs alone', ['GPU-aa0', 'all'], ['GPU-aa0']],
  ['all alone', ['all'], []],
])('a CDI file in YAML with %s', async (_, names, ids) => {
  await using cdi = await tempFolder()
  const devices = names.map((name) => `  - name: "${name}"\n    containerEdits: {}\n`).join('')
  writeFileSync(
    join(cdi.path, 'nvidia.yaml'),
    `cdiVersion: 0.5.0\nkind: nvidia.com/gpu\ndevices:\n${devices}`,
  )
  writeFileSync(join(cdi.path, 'other.json'), '{"kind": "vendor.com/net", "devices": [{"name": "9"}]}')
  writeFileSync(join(cdi.path, 'broken.yml'), 'kind: [')
  expect((await listCdiGpus([cdi.path, join(cdi.path, 'absent')])).map(({ id }) => id)).toEqual(ids)
})

test('a machine without a CDI file says so, where `--gpus` would be ignored in silence', async () => {
  expect(await check({ kind: 'all' })).toEqual({
    kind: 'gpu',
    message:
      'asks for GPUs (all) that this machine cannot give: setting up CDI devices: unresolvable CDI devices nvidia.com/gpu=all',
    hint: HINT,
  })
  expect(await engine.offeredGpus({ runBy: BUSYBOX, configDigest: '' }, 'org.medperf.test=gpus')).toEqual([])
})
