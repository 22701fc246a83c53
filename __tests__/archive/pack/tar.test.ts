import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PackEntry } from '../../../src/archive/pack/entries.ts'
import { writeTar } from '../../../src/archive/pack/tar.ts'
import { tempFolder } from '../../../stand-ins/workspace.ts'

const MIB = 1024 * 1024

async function drain(entries: readonly PackEntry[]) {
  let bytes = 0
  for await (const chunk of writeTar(entries)) bytes += chunk.length
  return bytes
}

const FILE = { kind: 'file', executable: false } as const

describe('tarOf', () => {
  it.each([
    ['grew', 3, 4],
    ['shrank', 4, 3],
    ['grew, of several pieces', 3 * MIB, 3 * MIB + 1],
    ['is gone', 3, undefined],
    ['is another one of the same size', 3, 3],
  ])('refuses a file that %s since it was listed', async (_, listed, now) => {
    await using folder = await tempFolder()
    const path = join(folder.path, 'file')
    if (now !== undefined) writeFileSync(path, Buffer.alloc(now))
    const isSwapped = listed === now
    const inode = isSwapped
      ? statSync(folder.path).ino
      : (statSync(path, { throwIfNoEntry: false })?.ino ?? 0)
    const entry: PackEntry = { ...FILE, name: 'data/file', path, bytes: listed, inode }
    await expect(drain([entry])).rejects.toThrow(
      /data\/file (changed while it was packed|cannot be read \(ENOENT\))/,
    )
  })

  it('lets go of everything when its reader stops', async () => {
    await using folder = await tempFolder()
    const path = join(folder.path, 'file')
    writeFileSync(path, Buffer.alloc(20 * MIB))
    const before = openFiles()
    const { ino: inode } = statSync(path)
    const entry: PackEntry = { ...FILE, name: 'file', path, bytes: 20 * MIB, inode }
    for await (const _ of writeTar([entry, entry])) break
    expect(openFiles()).toBe(before)
  })
})

const openFiles = () => readdirSync('/proc/self/fd').length
