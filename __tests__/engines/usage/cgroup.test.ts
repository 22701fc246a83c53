import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type UsageWatch, watchUsage } from '../../../src/engines/usage/cgroup.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'

const ID = 'ab'.repeat(32)
const LAYOUTS = [
  {
    what: 'v2 with systemd',
    path: `system.slice/docker-${ID}.scope`,
    peak: 'memory.peak',
    events: 'memory.events',
  },
  { what: 'v2 with cgroupfs', path: `docker/${ID}`, peak: 'memory.peak', events: 'memory.events' },
  {
    what: 'v1 with systemd',
    path: `memory/system.slice/docker-${ID}.scope`,
    peak: 'memory.max_usage_in_bytes',
    events: 'memory.oom_control',
  },
  {
    what: 'v1 with cgroupfs',
    path: `memory/docker/${ID}`,
    peak: 'memory.max_usage_in_bytes',
    events: 'memory.oom_control',
  },
]
const ALL = LAYOUTS.map(({ path }) => path)
let root: TempFolder
let watch: UsageWatch | undefined

beforeEach(async () => {
  root = await tempFolder()
})
afterEach(async () => {
  watch?.stop()
  await root[Symbol.asyncDispose]()
})

function write(path: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(root.path, path), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root.path, path, name), text)
}

test.each(LAYOUTS)(
  'cgroup $what: the highest peak stays when the group is gone',
  async ({ path, peak, events }) => {
    watch = watchUsage(() => ALL, root.path)
    write(path, { [peak]: '1000\n', [events]: 'low 0\noom 1\noom_kill 0\n' })
    await sleep(60)
    write(path, { [peak]: '5000\n', [events]: 'low 0\noom 1\noom_kill 2\n' })
    await sleep(60)
    rmSync(join(root.path, path), { recursive: true })
    await sleep(60)
    expect(watch.stop()).toEqual({ peakMemory: 5000, oomKills: 2 })
  },
)

test('without an ID nothing is found, and with one it is', async () => {
  let groups: readonly string[] = []
  write(ALL[1] ?? '', { 'memory.peak': '7\n' })
  watch = watchUsage(() => groups, root.path)
  await sleep(60)
  expect(watch.stop()).toEqual({ oomKills: 0 })
  watch = watchUsage(() => groups, root.path)
  groups = ALL
  await sleep(60)
  expect(watch.stop()).toEqual({ peakMemory: 7, oomKills: 0 })
})

test('a container that takes long to be made is waited for; one with an ID and no group is given up', () => {
  vi.useFakeTimers()
  try {
    let groups: readonly string[] = []
    watch = watchUsage(() => groups, root.path)
    vi.advanceTimersByTime(60_000)
    groups = ALL
    vi.advanceTimersByTime(5_000)
    write(ALL[1] ?? '', { 'memory.peak': '7\n' })
    vi.advanceTimersByTime(20)
    expect(watch.stop()).toEqual({ peakMemory: 7, oomKills: 0 })
    groups = ['elsewhere']
    watch = watchUsage(() => groups, root.path)
    vi.advanceTimersByTime(11_000)
    write('elsewhere', { 'memory.peak': '7\n' })
    vi.advanceTimersByTime(1_000)
    expect(watch.stop()).toEqual({ oomKills: 0 })
  } finally {
    vi.useRealTimers()
  }
})

test('a kernel without a peak gives none', async () => {
  write(ALL[0] ?? '', { 'memory.current': '7\n', 'memory.events': 'oom_kill 1\n' })
  watch = watchUsage(() => ALL, root.path)
  await sleep(60)
  expect(watch.stop()).toEqual({ oomKills: 1 })
})

test('what is not a number is not one', async () => {
  write(ALL[0] ?? '', { 'memory.peak': 'max\n', 'memory.events': 'oom_kill many\n' })
  watch = watchUsage(() => ALL, root.path)
  await sleep(60)
  expect(watch.stop()).toEqual({ oomKills: 0 })
})

test('the processes of a group can be killed without its engine; one that nobody here can see is left', async () => {
  const child = spawn('sh', ['-c', 'trap "" TERM; while :; do sleep 1; done'], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  write(ALL[1] ?? '', { 'memory.peak': '7\n', 'cgroup.procs': `0\n1\n${child.pid}\n` })
  watch = watchUsage(() => ALL, root.path)
  await sleep(60)
  expect(await watch.kill()).toBe(false)
  expect(await ended).toEqual([null, 'SIGKILL'])
})
