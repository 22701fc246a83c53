import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { guardDisk } from '../../src/files/disk-floor.ts'
import { smallDisk } from '../support/small-disk.ts'

const MB = 1024 * 1024

test('what would nearly fill the disk is refused before it is written, and the numbers are told', async () => {
  await using disk = await smallDisk(20)
  expect(() => guardDisk(join(disk.path, 'not', 'there', 'yet'))(19 * MB)).toThrow(
    /nearly full: 20 MiB of the 20 MiB that were free are left, and 19 MiB more are to be written$/,
  )
  expect(() => guardDisk(disk.path)(17 * MB)).not.toThrow()
})

test('small writes are counted together', async () => {
  await using disk = await smallDisk(20)
  const claim = guardDisk(disk.path)
  const write = () => {
    for (let piece = 0; piece < 40; piece += 1) {
      claim(MB / 2)
      writeFileSync(join(disk.path, `${piece}`), Buffer.alloc(MB / 2))
    }
  }
  expect(write).toThrow(expect.objectContaining({ kind: 'disk-full' }))
})
