import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { removeFolder } from '../../src/files/remove-folder.ts'
import { testFolder } from '../support/test-folder.ts'

const fresh = () => testFolder('clean-')

test('a folder goes away with the read-only and closed folders that a container left in it', async () => {
  const folder = fresh()
  mkdirSync(join(folder, 'a', 'b'), { recursive: true })
  writeFileSync(join(folder, 'a', 'b', 'file'), 'x')
  chmodSync(join(folder, 'a', 'b'), 0o000)
  chmodSync(join(folder, 'a'), 0o500)
  const reclaim = vi.fn(async () => {})
  expect(await removeFolder(folder, reclaim)).toBeUndefined()
  expect(existsSync(folder)).toBe(false)
  expect(reclaim).not.toHaveBeenCalled()
})

test('what a link in the folder points to stays', async () => {
  const folder = fresh()
  const outside = fresh()
  writeFileSync(join(outside, 'kept'), 'x')
  symlinkSync(outside, join(folder, 'link'))
  await removeFolder(folder, async () => {})
  expect(existsSync(join(outside, 'kept'))).toBe(true)
})

test('a folder that was never made is no problem', async () => {
  expect(await removeFolder(join(fresh(), 'missing'), async () => {})).toBeUndefined()
})

test('a folder that cannot be removed is taken back through the engine, and named when that does not help', async () => {
  const reclaim = vi.fn(async () => {})
  const folder = '/proc/self/task' // nobody can remove it, not even root
  const problem = await removeFolder(folder, reclaim)
  expect(reclaim).toHaveBeenCalledWith(folder)
  expect(problem).toContain('/proc/self/task could not be removed')
})

test('folders nested deeper than files may be open are removed, and closed ones among them', async () => {
  const folder = mkdtempSync('/dev/shm/clean-')
  // A program of its own, because a path of this length can only be made step by step.
  execFileSync('python3', [
    '-c',
    `
import os, sys
os.chdir(sys.argv[1])
os.mkdir(b"closed\\xff")
os.mkdir(b"closed\\xff/a")
os.chmod(b"closed\\xff", 0)
for depth in range(25000):
    os.mkdir("d")
    os.chdir("d")
os.mkdir("last", 0o500)
`,
    folder,
  ])
  expect(await removeFolder(folder)).toBeUndefined()
  expect(existsSync(folder)).toBe(false)
}, 60_000)
