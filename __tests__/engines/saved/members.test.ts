import { expect, test } from 'vitest'
import { createMembers } from '../../../src/engines/saved/members.ts'

test('names are kept up to a bound, however many files are named', () => {
  const members = createMembers()
  const fill = () => {
    for (let at = 0; at < 100_000; at++)
      members.note({ kind: 'file', path: [`${at}`.padStart(999, 'a')], mode: 0o644, size: 0 })
  }
  expect(fill).toThrow('the image archive holds more names than the files of an image have')
})

test('a path whose folders nobody could count is refused at once', () => {
  const path = Array.from({ length: 500_000 }, () => 'a')
  const before = process.cpuUsage()
  expect(() => createMembers().note({ kind: 'folder', path, mode: 0o755 })).toThrow('whose path is too long')
  expect(process.cpuUsage(before).user).toBeLessThan(5_000_000)
})
