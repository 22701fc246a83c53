import { spawnSync } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { findContainerUser, NOBODY } from '../../src/files/container-user.ts'
import { handOver, handOverEntry, makeGivenFolder } from '../../src/files/hand-over.ts'
import { asRoot } from '../support/small-disk.ts'
import { testFolder } from '../support/test-folder.ts'

afterEach(() => void vi.restoreAllMocks())

/** A program as the arguments of node; `path` is the folder that it is about. */
const program = (lines: string, path: string) =>
  [
    ...['--input-type=module', '--eval'],
    `import { handOver, makeGivenFolder } from '${new URL('../../src/files/hand-over.ts', import.meta.url)}'
    const path = process.argv[1]
    ${lines}`,
    path,
  ] as const

/** A folder that only root can remove. */
function rootsFolder(): string {
  const folder = join(testFolder('hand-over-'), 'roots')
  mkdirSync(folder)
  return folder
}

const ownerOf = (path: string | Buffer) => {
  const { uid, gid } = lstatSync(path)
  return { uid, gid }
}

test.each([
  [0, 0, NOBODY],
  [1001, 127, { uid: 1001, gid: 127 }],
  [1001, 0, { uid: 1001, gid: 0 }],
])('containers of user %s, group %s run as %j', (uid, gid, user) => {
  vi.spyOn(process, 'getuid').mockReturnValue(uid)
  vi.spyOn(process, 'getgid').mockReturnValue(gid)
  expect(findContainerUser()).toEqual(user)
})

test('all below a folder is given away with its mode, whatever its name; nothing is through a link', () => {
  const folder = rootsFolder()
  const tree = join(folder, 'tree')
  const outside = join(folder, 'outside')
  mkdirSync(join(outside, 'folder'), { recursive: true })
  writeFileSync(join(outside, 'folder', 'file'), '')
  const below = Buffer.concat([Buffer.from(`${tree}/a/`), Buffer.from([0xff])])
  mkdirSync(below, { recursive: true })
  const closed = join(tree, 'a', '-rf\n')
  writeFileSync(closed, '')
  chmodSync(closed, 0o600)
  symlinkSync(join(outside, 'folder'), join(tree, 'to-folder'))
  symlinkSync(join(outside, 'folder', 'file'), join(tree, 'to-file'))
  asRoot(process.execPath, ...program('await handOver(path)', tree))
  for (const path of [tree, join(tree, 'a'), below, closed, join(tree, 'to-folder'), join(tree, 'to-file')])
    expect([path, ownerOf(path)]).toEqual([path, NOBODY])
  expect(lstatSync(closed).mode & 0o7777).toBe(0o600)
  for (const path of ['', 'folder', join('folder', 'file')])
    expect(ownerOf(join(outside, path))).toEqual({ uid: process.getuid?.(), gid: process.getgid?.() })
  asRoot('rm', '-r', tree)
})

test('a folder is given with those above it that had to be made, and no other', () => {
  const folder = rootsFolder()
  const made = join(folder, 'a', 'b', 'c')
  asRoot(process.execPath, ...program('makeGivenFolder(path); makeGivenFolder(path)', made))
  for (const path of [made, join(folder, 'a', 'b'), join(folder, 'a')]) expect(ownerOf(path)).toEqual(NOBODY)
  expect(ownerOf(folder).uid).toBe(process.getuid?.())
  asRoot('rm', '-r', join(folder, 'a'))
})

test('an ordinary user keeps what is his', async () => {
  vi.spyOn(process, 'getuid').mockReturnValue(1001)
  const folder = testFolder('hand-over-')
  const before = lstatSync(folder, { bigint: true }).ctimeNs
  await handOver(folder)
  handOverEntry(folder)
  makeGivenFolder(folder)
  expect(lstatSync(folder, { bigint: true }).ctimeNs).toBe(before)
})

test('what does not exist is not given, and not made', () => {
  const folder = rootsFolder()
  asRoot(process.execPath, ...program('await handOver(path)', join(folder, 'absent')))
  expect(readdirSync(folder)).toEqual([])
})

test.each([
  ['EPERM', ['setpriv', '--bounding-set', '-chown']],
  ['EINVAL', ['unshare', '--user', '--map-root-user']],
])('root that may not give files away (%s) is told so, with what to change', (code, without) => {
  const folder = rootsFolder()
  const words = program(
    'await handOver(path).catch(({ kind, message, hint }) => console.log([kind, message, hint].join("\\n")))',
    folder,
  )
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const [command = '', ...args] = [...sudo, ...without, process.execPath, ...words]
  const { stdout } = spawnSync(command, args, { encoding: 'utf8' })
  expect(stdout.split('\n')).toEqual([
    'engine',
    `this runner is root, so its containers run as nobody (65534:65534), and ${folder} cannot be given to that user (${code})`,
    expect.stringMatching(/^Let the runner be an ordinary user\. .*CHOWN.*work-directory/),
    '',
  ])
})
