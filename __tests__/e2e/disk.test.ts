import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runTiny } from '../support/tiny.ts'
import { tempFolder } from '../support/workspace.ts'

const asRoot = (command: string, ...args: readonly string[]) =>
  process.getuid?.() === 0 ? execFileSync(command, args) : execFileSync('sudo', ['-n', command, ...args])

/** Runs with a work directory on a file system of 8 MB. */
async function onSmallDisk(infer: string) {
  await using folder = await tempFolder('medperf-disk-')
  const disk = join(folder.path, 'disk')
  mkdirSync(disk)
  asRoot('mount', '-t', 'tmpfs', '-o', 'size=8m,mode=1777', 'tmpfs', disk)
  try {
    return await runTiny({ scripts: { infer }, inputs: { 'work-directory': disk } })
  } finally {
    asRoot('umount', disk)
  }
}

test('a full disk is named as such, and the report still comes', async () => {
  const run = await onSmallDisk('dd if=/dev/zero of=/predictions/zero bs=1M count=20 || exit 4')
  const infer = run.report?.steps.find(({ name }) => name === 'infer')
  expect(infer).toMatchObject({ status: 'failed', failure: { kind: 'disk-full', exitCode: 4 } })
  expect(infer?.failure?.hint).toBeTruthy()
  expect(infer?.logTail.join('\n')).toContain('No space left on device')
  expect(run.comments[0]).toContain('disk')
  expect(run.left).toEqual([])
})
