import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeMissingFolder } from '../../src/files/make-folder.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'

test('a folder is made with those above it, and one that is there stays', async () => {
  await using temp = await tempFolder()
  const folder = join(temp.path, 'a', 'b', 'c')
  makeMissingFolder(folder)
  makeMissingFolder(folder)
  expect(statSync(folder).isDirectory()).toBe(true)
})

test('a link is followed', async () => {
  await using temp = await tempFolder()
  mkdirSync(join(temp.path, 'real'))
  symlinkSync('real', join(temp.path, 'link'))
  makeMissingFolder(join(temp.path, 'link', 'x'))
  expect(existsSync(join(temp.path, 'real', 'x'))).toBe(true)
})

test.each([
  ['/proc/medperf/x', 'ENOENT'],
  ['file', 'ENOTDIR'],
  ['file/x', 'ENOTDIR'],
  ['/dev/null/x', 'ENOTDIR'],
  ['dangling', 'EEXIST'],
  ['dangling/x', 'EEXIST'],
  ['circle/x', 'ELOOP'],
  ['x'.repeat(256), 'ENAMETOOLONG'],
])('%s is no place for a folder: %s', async (path, code) => {
  await using temp = await tempFolder()
  writeFileSync(join(temp.path, 'file'), '')
  symlinkSync('nowhere', join(temp.path, 'dangling'))
  symlinkSync('circle', join(temp.path, 'circle'))
  const make = () => makeMissingFolder(path.startsWith('/') ? path : join(temp.path, path))
  expect(make).toThrow(expect.objectContaining({ code }))
})
