import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { createTotals, parseCpu, parseDisk, readFigures } from '../../../src/engines/usage/cgroup-totals.ts'
import { createFileMeter } from '../../../src/engines/usage/file-meter.ts'
import { tempFolder } from '../../../stand-ins/workspace.ts'

const V2_CPU = 'usage_usec 1234567\nuser_usec 1000000\nsystem_usec 234567\nnr_periods 0\n'
const V2_DISK =
  '259:0 rbytes=1000 wbytes=2000 rios=1 wios=2 dbytes=0 dios=0\n8:16 rbytes=10 wbytes=20 rios=1 wios=1\n'
const V1_DISK = `8:0 Read 1000
8:0 Write 2000
8:0 Sync 2500
8:0 Async 500
8:0 Discard 7
8:0 Total 3000
8:16 Read 10
8:16 Write 20
8:16 Total 30
Total 3030
`

const LAYOUTS: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  [
    'v2',
    'docker/x',
    {
      'docker/x/memory.peak': '5000\n',
      'docker/x/memory.events': 'oom 2\noom_kill 1\n',
      'docker/x/cpu.stat': V2_CPU,
      'docker/x/io.stat': V2_DISK,
    },
  ],
  [
    'v1',
    'memory/docker/x',
    {
      'memory/docker/x/memory.max_usage_in_bytes': '5000\n',
      'memory/docker/x/memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\noom_kill 1\n',
      'cpuacct/docker/x/cpuacct.usage': '1234567000\n',
      'blkio/docker/x/blkio.throttle.io_service_bytes': V1_DISK,
    },
  ],
]

test.each(LAYOUTS)(
  'the totals of cgroup %s are read, and stay when the group is gone',
  async (_, group, files) => {
    await using root = await tempFolder()
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root.path, path)), { recursive: true })
      writeFileSync(join(root.path, path), text)
    }
    const totals = createTotals()
    totals.look(readFigures(group, root.path), () => [])
    totals.look(readFigures('gone', root.path), () => [])
    expect(totals.read()).toEqual({
      peakMemory: 5000,
      oomKills: 1,
      cpuSeconds: 1.235,
      bytesRead: 1010,
      bytesWritten: 2020,
    })
  },
)

test('a figure that the kernel does not have is absent, never 0', async () => {
  await using root = await tempFolder()
  const totals = createTotals()
  totals.look(readFigures('docker/x', root.path), () => [])
  totals.look(readFigures('memory/docker/x', root.path), () => [2 ** 30])
  expect(totals.read()).toEqual({ oomKills: 0 })
})

test.each([
  [V2_CPU, 1.235],
  ['usage_usec 0\n', 0],
  ['1234567000\n', 1.235],
  ['0\n', 0],
  ['nr_periods 3\n', undefined],
  ['', undefined],
  [undefined, undefined],
])('CPU time of %j is %j s', (text, seconds) => {
  expect(parseCpu(text)).toBe(seconds)
})

test.each([
  ['nothing on v2', '', { read: 0, written: 0 }],
  ['what v1 did not count', 'Total 0\n', undefined],
  [
    'a device that only discards',
    '8:0 rbytes=0 wbytes=0 rios=0 wios=0 dbytes=9 dios=1\n',
    { read: 0, written: 0 },
  ],
  ['a device without figures', '8:0 \n', { read: 0, written: 0 }],
  ['no file', undefined, undefined],
] as const)('disk: %s', (_, text, bytes) => {
  expect(parseDisk(text, () => false)).toEqual(bytes)
})

test.each([
  ['v2', '8:0 rbytes=5 wbytes=6 rios=1 wios=1\n253:0 rbytes=5 wbytes=6 rios=1 wios=1\n'],
  ['v1', '8:0 Read 5\n8:0 Write 6\n253:0 Read 5\n253:0 Write 6\nTotal 22\n'],
])('%s: a device that lies on another counts once', (_, text) => {
  expect(parseDisk(text, (device) => device === '253:0')).toEqual({ read: 5, written: 6 })
})

test('the files of processes are summed, and the highest sum stays', () => {
  const meter = createFileMeter((pid) => (pid === 3 ? undefined : { read: 1, written: pid }))
  expect(meter.read()).toBeUndefined()
  meter.look([1, 2, 3, 4])
  meter.look([3])
  meter.look([1, 2])
  expect(meter.read()).toEqual({ read: 3, written: 7 })
})

test('totals are read seldom while processes run, and at once when none is left', async () => {
  await using root = await tempFolder()
  const figures = readFigures('docker/x', root.path)
  const totals = createTotals()
  mkdirSync(dirname(figures.cpu), { recursive: true })
  const read = (at: number, pids: readonly number[]) => {
    writeFileSync(figures.cpu, `usage_usec ${at}000000\n`)
    totals.look(figures, () => pids)
    return totals.read().cpuSeconds
  }
  const seen = Array.from({ length: 1_000 }, (_, look) => read(look + 1, [2 ** 30]))
  const readings = new Set(seen).size
  expect(seen.slice(0, 40)).toEqual(Array.from({ length: 40 }, (_, look) => look + 1))
  expect(readings).toBeLessThan(250)
  for (const [look, seconds = 0] of seen.entries()) expect(seconds).toBeGreaterThan((look + 1) * 0.97 - 2)
  expect(read(2_000, [])).toBe(2_000)
})

test('parents are asked before their children, so that a child that ends meanwhile is not counted twice', () => {
  const order: number[] = []
  createFileMeter((pid) => void order.push(pid)).look([30, 4, 100])
  expect(order).toEqual([4, 30, 100])
})
