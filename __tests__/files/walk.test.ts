import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findReal, hold, locateEntry } from '../../src/files/held.ts'
import { walkFolder } from '../../src/files/walk.ts'
import { testFolder } from '../support/test-folder.ts'

const explain = (_: string, error: unknown) => error

/** A folder with a folder in it, and one outside that somebody would like to be read in its place. */
function swappable(): { readonly top: string; readonly swap: () => void } {
  const folder = testFolder('walk-')
  const top = join(folder, 'top')
  mkdirSync(join(top, 'inner'), { recursive: true })
  mkdirSync(join(folder, 'host'))
  writeFileSync(join(top, 'inner', 'file'), 'ours')
  writeFileSync(join(folder, 'host', 'file'), 'secret')
  return {
    top,
    swap() {
      renameSync(join(top, 'inner'), join(top, 'away'))
      symlinkSync(join(folder, 'host'), join(top, 'inner'))
    },
  }
}

test('a folder that is swapped for a link while it is looked through is still the folder that was looked at', () => {
  const { top, swap } = swappable()
  const read: string[] = []
  for (const { at, path, kind } of walkFolder(locateEntry(top), { explain })) {
    if (kind !== 'file') continue
    swap()
    expect(readFileSync(path, 'utf8')).toBe('secret')
    read.push(readFileSync(at, 'utf8'))
  }
  expect(read).toEqual(['ours'])
})

test('a folder that became a link before it was entered is not entered', () => {
  const { top, swap } = swappable()
  const walk = walkFolder(locateEntry(top), { explain })
  expect(walk.next().value).toMatchObject({ kind: 'folder' })
  swap()
  expect(() => walk.next()).toThrow('ENOTDIR')
})

test('what is held stays the same one, whatever its path leads to', () => {
  const { top, swap } = swappable()
  using held = hold(locateEntry(join(top, 'inner')))
  swap()
  expect(held.stats.isDirectory()).toBe(true)
  expect(findReal(held)).toBe(join(top, 'away'))
  using link = hold(locateEntry(join(top, 'inner')))
  expect(link.stats.isSymbolicLink()).toBe(true)
  using followed = hold(locateEntry(join(top, 'inner')), { follow: true })
  expect(findReal(followed)).toMatch(/\/host$/)
})

test('whoever stops early leaves nothing open', () => {
  const { top } = swappable()
  let at = ''
  for (const entry of walkFolder(locateEntry(top), { explain })) {
    at = entry.at
    break
  }
  expect(() => readFileSync(join(at, 'file'))).toThrow('ENOENT')
})

test('what is left out is not entered either', () => {
  const { top } = swappable()
  expect([...walkFolder(locateEntry(top), { explain, leaveOut: (name) => name === 'inner' })]).toEqual([])
})
