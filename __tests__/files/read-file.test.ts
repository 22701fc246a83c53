import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBounded } from '../../src/files/read-file.ts'
import { testFolder } from '../support/test-folder.ts'

/** A folder with every kind of thing that a container or a repository may put where a small file is expected. */
function folder(): string {
  const path = join(testFolder('read-'), 'in')
  mkdirSync(join(path, 'folder'), { recursive: true })
  writeFileSync(join(path, 'file'), 'text')
  writeFileSync(join(path, 'empty'), '')
  writeFileSync(join(path, '..', 'outside'), 'secret')
  execFileSync('mkfifo', [join(path, 'pipe')])
  const links = {
    'link-in': 'file',
    'link-out': '../outside',
    'link-device': '/dev/zero',
    'link-pipe': 'pipe',
    'link-self': 'link-self',
    'link-nowhere': 'nowhere',
  }
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(path, name))
  return path
}

test.each([
  ['file', 'text', 'text'],
  ['empty', '', ''],
  ['missing', 'missing', 'missing'],
  ['file/below', 'missing', 'missing'],
  ['folder', 'special', 'special'],
  ['pipe', 'special', 'special'],
  ['link-in', 'special', 'text'],
  ['link-out', 'special', 'outside'],
  ['link-device', 'special', 'outside'],
  ['link-pipe', 'special', 'special'],
  ['link-self', 'special', 'unreadable'],
  ['link-nowhere', 'special', 'missing'],
] as const)('%s is %s, and where links in its folder are followed %s', (name, alone, followed) => {
  const path = folder()
  const read = (inside?: string) => {
    const bytes = readBounded(join(path, name), inside === undefined ? { most: 4 } : { most: 4, inside })
    return 'wrong' in bytes ? bytes.wrong : bytes.toString()
  }
  expect(read()).toBe(alone)
  expect(read(path)).toBe(followed)
})

test('what is larger is not read, whatever size it tells', () => {
  expect(readBounded(join(folder(), 'file'), { most: 3 })).toEqual({ wrong: 'large' })
  // Says 0 bytes, like all files of the kernel, and some have more than anybody wants.
  expect(readBounded('/proc/self/cmdline', { most: 1_000_000 })).toBeInstanceOf(Buffer)
  expect(readBounded('/proc/self/maps', { most: 1_000 })).toEqual({ wrong: 'large' })
})
