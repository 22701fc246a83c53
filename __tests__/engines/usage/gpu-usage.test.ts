import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { type GpuWatch, watchGpuMemory } from '../../../src/engines/usage/gpu-usage.ts'
import { listGpus, parseList } from '../../../src/engines/usage/nvidia-smi.ts'
import type { Gpus } from '../../../src/facts/gpu.ts'
import { fakeNvidiaSmi } from '../../support/nvidia-smi.ts'

const MIB = 1024 ** 2
const ALL: Gpus = { kind: 'all' }
let watch: GpuWatch | undefined
afterEach(() => void watch?.stop())

test('the GPU memory of a container is the highest sum of what its own processes hold', async () => {
  await using smi = await fakeNvidiaSmi({ processes: 'cat "$(dirname "$0")/held"' })
  const hold = (text: string) => writeFileSync(join(smi.folder, 'held'), text)
  hold('11, 300\n12, 200\n11, 24\n99, 9000\n')
  watch = watchGpuMemory(ALL, () => [10, 11, 12], 20)
  await smi.untilAsked(3)
  hold('11, 100\n')
  await smi.untilAsked(smi.asked().length + 3)
  expect(watch.stop()).toEqual({ peakGpuMemory: 524 * MIB })
})

test.each<readonly [string, Gpus, string]>([
  ['all', ALL, '--query-gpu=memory.used --format=csv,noheader,nounits'],
  ['a count', { kind: 'count', count: 2 }, '--query-gpu=memory.used --id=0,1 --format=csv,noheader,nounits'],
  [
    'devices',
    { kind: 'devices', devices: ['1', 'GPU-5d'] },
    '--query-gpu=memory.used --id=1,GPU-5d --format=csv,noheader,nounits',
  ],
])('where no process is named, what is in use on its GPUs counts: %s', async (_, gpus, question) => {
  await using smi = await fakeNvidiaSmi({ processes: 'echo "[Not Found], [N/A]"', gpus: 'echo 700; echo 24' })
  watch = watchGpuMemory(gpus, () => [11], 20)
  await smi.untilAsked(4)
  expect(watch.stop()).toEqual({ peakGpuMemory: 724 * MIB })
  expect(smi.asked()).toContain(question)
})

test.each([
  ['fails', { processes: 'exit 9', gpus: 'exit 9' }],
  ['talks nonsense', { processes: 'echo "NVIDIA-SMI has failed"', gpus: 'echo "[N/A]"' }],
  ['says nothing', { processes: ':', gpus: ':' }],
])('a driver that %s gives no figure, never 0', async (_, answers) => {
  await using smi = await fakeNvidiaSmi(answers)
  watch = watchGpuMemory(ALL, () => [11], 20)
  await smi.untilAsked(4)
  expect(watch.stop()).toEqual({})
})

test('a driver that fails is not asked for ever', async () => {
  await using smi = await fakeNvidiaSmi({})
  watch = watchGpuMemory(ALL, () => [], 1)
  await smi.untilAsked(6)
  await sleep(300)
  expect(smi.asked()).toHaveLength(6)
})

test('nobody waits for a driver that hangs', async () => {
  await using smi = await fakeNvidiaSmi({ processes: 'exec sleep 600' })
  watch = watchGpuMemory(ALL, () => [11], 20)
  await smi.untilAsked(1)
  const start = performance.now()
  expect(watch.stop()).toEqual({})
  expect(performance.now() - start).toBeLessThan(30_000)
})

test('without the program there is no figure and no list', async () => {
  const before = process.env['PATH']
  process.env['PATH'] = '/nowhere'
  try {
    watch = watchGpuMemory(ALL, () => [11], 20)
    await sleep(200)
    expect(watch.stop()).toEqual({})
    expect(await listGpus()).toEqual([])
  } finally {
    process.env['PATH'] = before
  }
})

test('the list of GPUs leaves out their parts, and makes names plain', () => {
  const text = `GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-5d5b)
  MIG 1g.5gb      Device  0: (UUID: MIG-1111)
GPU 1: \u001b[31mOdd (name)\u001b[0m (UUID: GPU-77aa)
Failed to initialize NVML: Driver/library version mismatch
`
  expect(parseList(text)).toEqual([
    { id: '0', name: 'NVIDIA A100-SXM4-40GB', uuid: 'GPU-5d5b' },
    { id: '1', name: 'Odd (name)', uuid: 'GPU-77aa' },
  ])
})
