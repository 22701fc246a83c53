import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { type ExpectedError, toFailure } from '../../../src/facts/error.ts'
import { measureSize, watchDisk } from '../../../src/steps/tasks/disk.ts'
import { tempFolder } from '../../../stand-ins/workspace.ts'
import { smallDisk } from '../../support/small-disk.ts'

const MIB = 1024 ** 2
test('all files count, whatever their names; links do not', async () => {
  await using folder = await tempFolder()
  mkdirSync(join(folder.path, 'a'))
  writeFileSync(join(folder.path, 'a', 'file'), '12345')
  writeFileSync(Buffer.concat([Buffer.from(`${folder.path}/`), Buffer.from([0xff])]), '67')
  const before = measureSize(folder.path)
  expect(before).toBe(7)
  symlinkSync('/usr', join(folder.path, 'link'))
  expect(measureSize(folder.path) - before).toBeLessThan(100)
})

test('a task is stopped before the disk is full, and the numbers are told', async () => {
  await using disk = await smallDisk(20)
  const stop = vi.fn<(reason: ExpectedError) => void>()
  const watch = watchDisk({ paths: [disk.path], disks: [disk.path] }, stop)
  writeFileSync(join(disk.path, 'zero'), Buffer.alloc(19 * MIB))
  await vi.waitFor(() => expect(stop).toHaveBeenCalledOnce(), { timeout: 50_000 })
  watch.end()
  expect(toFailure(stop.mock.calls[0]?.[0] as ExpectedError)).toEqual({
    kind: 'disk-full',
    message: `was stopped because the disk of ${disk.path} is nearly full: 1.0 MiB of the 20 MiB that were free when it started are left, and its outputs and /tmp take 19 MiB`,
    hint: expect.stringContaining('work-directory'),
  })
})

test('a disk that was nearly full before is no reason', async () => {
  await using disk = await smallDisk(20)
  writeFileSync(join(disk.path, 'others'), Buffer.alloc(19 * MIB))
  const stop = vi.fn()
  const watch = watchDisk({ paths: [disk.path], disks: [disk.path] }, stop)
  await sleep(1_500)
  watch.end()
  expect(stop).not.toHaveBeenCalled()
})

test('a task that ended above its limit before anybody looked is told too', async () => {
  await using folder = await tempFolder()
  const watch = watchDisk({ paths: [folder.path], limit: 4, disks: [] }, () => {})
  expect(() => watch.check()).not.toThrow()
  writeFileSync(join(folder.path, 'file'), '12345')
  expect(() => watch.check()).toThrow('wrote 5 B, more than the 4 B that its outputs')
  watch.end()
})
