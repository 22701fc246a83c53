import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openApptainer } from '../../../src/engines/apptainer/apptainer.ts'
import { wasKilledForMemory, withKills } from '../../../src/engines/apptainer/memory.ts'
import { runApptainer } from '../../../src/engines/apptainer/run.ts'
import type { Outcome } from '../../../src/engines/engine.ts'
import { useApptainer } from '../../../stand-ins/apptainer.ts'
import { containerRun, script } from '../../../stand-ins/container.ts'
import { busyboxImage } from '../../../stand-ins/images.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'

const MIB = 1024 ** 2
const ended = (exitCode: number, peakMemory?: number): Outcome => ({
  kind: 'exited',
  exitCode,
  outOfMemory: false,
  error: '',
  ...(peakMemory === undefined ? {} : { peakMemory }),
})
const LIMITED = { killsRose: true, hasGroup: true, limit: 100 }

test.each([
  ['killed at its limit', ended(137, 100), LIMITED, true],
  ['killed near its limit', ended(137, 98), LIMITED, true],
  ['killed far from its limit', ended(137, 50), LIMITED, false],
  ['killed, and its peak is not known', ended(137), LIMITED, false],
  ['ended by itself at its limit', ended(1, 100), LIMITED, false],
  ['killed at its limit, though not by the kernel', ended(137, 100), { ...LIMITED, killsRose: false }, false],
  ['killed without a limit', ended(137, 100), { killsRose: true, hasGroup: true }, false],
  ['killed without a group', ended(137), { killsRose: true, hasGroup: false }, true],
  ['stopped by us', { kind: 'stopped' }, { killsRose: true, hasGroup: false }, false],
] as const)('a program that was %s', (_, outcome, facts, ranOut) => {
  expect(wasKilledForMemory(outcome, facts)).toBe(ranOut)
})

test.each([
  ['lived on: it is told without a claim', ended(1), 2, false, { outOfMemory: false, killsMeanwhile: 2 }],
  ['passed', ended(0), 1, false, { exitCode: 0, killsMeanwhile: 1 }],
  ['was the one: that is certain enough', ended(137), 1, false, { outOfMemory: true }],
] as const)('a program without a group that %s', (_, outcome, kills, hasGroup, expected) => {
  expect(withKills(outcome, kills, { hasGroup })).toMatchObject(expected)
})

test('nothing is told where there was no kill, or a group that counts its own', () => {
  expect(withKills(ended(1), 0, { hasGroup: false })).toEqual(ended(1))
  expect(withKills(ended(1, 10), 3, { hasGroup: true, limit: 100 })).toEqual(ended(1, 10))
})

const reason = useApptainer()
const GROUP = `/sys/fs/cgroup/memory/medperf-test-${process.pid}`

describe('Apptainer where it cannot keep limits', () => {
  let folder: TempFolder
  let image: string
  let hasGroup = false

  beforeAll(async () => {
    if (reason !== undefined) return
    folder = await tempFolder()
    const engine = await openApptainer('apptainer', { images: folder.path })
    const found = await engine.image(await busyboxImage(), {
      signal: new AbortController().signal,
      warn: () => {},
    })
    image = found.runBy
    try {
      mkdirSync(GROUP)
      hasGroup = true
    } catch {
      // Not root, or cgroup v2.
    }
  }, 180_000)
  afterAll(async () => {
    // What has ended may still be leaving it.
    if (hasGroup) await vi.waitFor(() => rmdirSync(GROUP), { timeout: 30_000 })
    await folder?.[Symbol.asyncDispose]()
  })
  beforeEach((context) => {
    if (reason !== undefined) context.skip(reason)
  })

  const run = (command: string, container = script('')) =>
    runApptainer(
      command,
      {
        hasLimits: false,
        hasFilter: false,
        hasGpuTool: true,
        uid: process.getuid?.() ?? 0,
        flavour: 'apptainer',
      },
      { ...container, image },
      { onOutput: () => {}, signal: new AbortController().signal, scratch: folder.path },
    )

  test('CPU time, memory and files are those of its processes', async () => {
    const lines = `i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done
dd if=/dev/zero of=/out/x bs=8M count=1; sleep 1`
    const outcome = await run(
      'apptainer',
      script(lines, {
        binds: [{ source: folder.path, target: '/out', mode: 'rw' }],
        user: { uid: 0, gid: 0 },
      }),
    )
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 })
    const { cpuSeconds = 0, bytesWritten = 0, peakMemory = 0 } = outcome.kind === 'exited' ? outcome : {}
    expect(cpuSeconds).toBeGreaterThan(0.1)
    expect(cpuSeconds).toBeLessThan(5)
    expect(bytesWritten).toBeGreaterThanOrEqual(8 * MIB)
    expect(bytesWritten).toBeLessThan(9 * MIB)
    expect(peakMemory).toBeGreaterThan(0)
  })

  test('a program that the kernel killed for memory is out of memory; one that outlived its worker is told of it', async (context) => {
    if (!hasGroup) context.skip('only root on cgroup v1 can make a group with a limit')
    writeFileSync(join(GROUP, 'memory.limit_in_bytes'), String(64 * MIB))
    const command = join(folder.path, 'limited')
    const lines = `#!/bin/sh\necho $$ >${GROUP}/cgroup.procs\nexec apptainer "$@"\n`
    writeFileSync(command, lines, { mode: 0o755 })
    expect(await run(command, containerRun(['tail', '/dev/zero']))).toMatchObject({
      kind: 'exited',
      exitCode: 137,
      outOfMemory: true,
    })
    const outlived = await run(command, script('tail /dev/zero || exit 3'))
    expect(outlived).toMatchObject({ kind: 'exited', exitCode: 3, outOfMemory: false })
    expect(outlived).toHaveProperty('killsMeanwhile', expect.any(Number))
  })
})
