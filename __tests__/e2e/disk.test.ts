import { expect, test } from 'vitest'
import { smallDisk } from '../support/small-disk.ts'
import { runTiny } from '../support/tiny.ts'

/** Runs with a work directory on a file system of 8 MB. */
async function onSmallDisk(infer: string) {
  await using disk = await smallDisk(8)
  return await runTiny({ scripts: { infer }, inputs: { 'work-directory': disk.path } })
}

test('a full disk is named as such, and the report still comes', async () => {
  const run = await onSmallDisk('dd if=/dev/zero of=/predictions/zero bs=1M count=20 || exit 4')
  const infer = run.report?.steps.find(({ name }) => name === 'infer')
  // Either the program ends because of it, or on a slow machine the watch sees it first.
  expect(infer).toMatchObject({ status: 'failed', failure: { kind: 'disk-full' } })
  expect(infer?.failure?.message).toMatch(
    /exit code 4, because the disk is full|nearly full: (?:\d+ B|[\d.]+ KiB|[01](?:\.\d)? MiB) of the 8\.0 MiB/,
  )
  expect(infer?.failure?.hint).toBeTruthy()
  expect(run.comments[0]).toContain('disk')
  expect(run.left).toEqual([])
})
