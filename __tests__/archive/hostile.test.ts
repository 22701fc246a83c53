import { execFileSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Entry, failureOf, fetchBytes, listing, serveBytes, tarOf, tryFetch } from '../fetch/support.ts'

const folder = (name: string) => ({ name, type: 'directory' })
const symlink = (name: string, linkname: string) => ({ name, linkname, type: 'symlink' })
const hardlink = (name: string, linkname: string) => ({ name, linkname, type: 'link' })
const file = (name: string, data = 'x') => ({ name, data })

describe('archives that could harm are refused, and leave nothing', () => {
  const cases: readonly (readonly [what: string, words: string, ...members: Entry[]])[] = [
    ['an absolute path', '/tmp/evil has an absolute path', file('/tmp/evil')],
    ['`..` at the beginning', '../evil has `..` in its path', file('../evil')],
    ['`..` in the middle', 'a/../../evil has `..` in its path', file('a/../../evil')],
    ['`..` that stays inside', 'a/../b has `..` in its path', file('a/../b')],
    ['a folder called `..`', '.. has `..` in its path', folder('..')],
    ['a folder with an absolute path', '/tmp has an absolute path', folder('/tmp')],
    [
      'a character device',
      'null is a device',
      { name: 'null', type: 'character-device', devmajor: 1, devminor: 3 },
    ],
    ['a block device', 'disk is a device', { name: 'disk', type: 'block-device' }],
    ['a named pipe', 'pipe is a named pipe', { name: 'pipe', type: 'fifo' }],
    [
      'a link to an absolute path',
      'the link passwd leads out of the archive, to /etc/passwd',
      symlink('passwd', '/etc/passwd'),
    ],
    ['a link to the parent', 'the link up leads out of the archive, to ..', symlink('up', '..')],
    ['a link past the top', 'the link a/up leads out', folder('a'), symlink('a/up', '../../b')],
    ['a link out and in again', 'the link in leads out', symlink('in', '../demo/a')],
    ['a link to itself and up', 'the link a leads out', symlink('a', './/..')],
    ['a link without a target', 'the link a leads nowhere', { ...symlink('a', ''), pax: { linkpath: '\0' } }],
    [
      'a link out by way of another',
      'the link b leads out',
      folder('d'),
      symlink('d/top', '..'),
      symlink('b', 'd/top/..'),
    ],
    [
      'a link out by way of two others',
      'the link c leads out',
      folder('d/e'),
      symlink('d/e/f', '../..'),
      symlink('b', 'd/e'),
      symlink('c', 'b/f/..'),
    ],
    [
      'a link that leads out once a folder has become a link',
      'd/e is a folder in the archive, and something else as well',
      folder('d/e'),
      symlink('b', 'd/e/..'),
      symlink('d/e', '..'),
      symlink('b', 'd/e/..'),
    ],
    [
      'a link that leads out only afterwards',
      'd/e is a folder in the archive, and something else as well',
      folder('d/e'),
      symlink('b', 'd/e/../..'),
      symlink('d/e', '..'),
    ],
    [
      'a member below a link to the top',
      'a/b lies below a, which is a link',
      symlink('a', '.'),
      symlink('a/b', '..'),
    ],
    [
      'a member below a link',
      'link/file lies below link, which is a link',
      folder('real'),
      symlink('link', 'real'),
      file('link/file'),
    ],
    [
      'a folder below a link',
      'link/x lies below link, which is a link',
      folder('real'),
      symlink('link', 'real'),
      folder('link/x'),
    ],
    [
      'a member deep below a link',
      'link/a/b lies below link, which is a link',
      folder('real/a'),
      symlink('link', 'real'),
      file('link/a/b'),
    ],
    ['a member below a file', 'a/b lies below a, which is a file', file('a'), file('a/b')],
    [
      'a hard link to an absolute path',
      'the target of the hard link shadow has an absolute path',
      hardlink('shadow', '/etc/shadow'),
    ],
    ['a hard link with `..`', 'the target of the hard link a has `..`', hardlink('a', '../a')],
    ['a hard link to nothing', 'the hard link a names b, which is no file', hardlink('a', 'b')],
    ['a hard link to a folder', 'the hard link a names d, which is no file', folder('d'), hardlink('a', 'd')],
    [
      'a hard link to a later member',
      'the hard link a names b, which is no file',
      hardlink('a', 'b'),
      file('b'),
    ],
    [
      'a hard link through a link',
      'the hard link a names l/b, which is no file',
      file('d/b'),
      symlink('l', 'd'),
      hardlink('a', 'l/b'),
    ],
    [
      "a hard link in the place of its target's folder",
      'd is a folder in the archive, and something else as well',
      file('d/a'),
      hardlink('d', 'd/a'),
    ],
    ['a hard link to macOS debris', 'the hard link a names ._a', file('._a'), hardlink('a', '._a')],
    ['a file without a name', 'the archive holds a file without a name', file('.')],
    ['a name with a NUL byte', 'holds a NUL byte', { ...file('x'), pax: { path: 'a\0b' } }],
  ]

  test.each(cases.map(([what, words, ...members]) => ({ what, words, members })))(
    '$what',
    async ({ words, members }) => {
      const { url } = await serveBytes(await tarOf(file('first', '1'), ...members, file('last', '2')))
      const tried = tryFetch({ url })
      const outside = join(dirname(tried.folder), '..', 'evil')
      expect(await failureOf(tried.run())).toMatchObject({
        kind: 'archive',
        message: expect.stringContaining(words),
        hint: expect.any(String),
      })
      expect(tried.left()).toEqual([])
      expect(existsSync(outside)).toBe(false)
    },
  )
})

test('nothing of a refused member is written, not even an empty file', async () => {
  const { url } = await serveBytes(await tarOf(folder('real'), symlink('link', 'real'), file('link/file')))
  const tried = tryFetch({ url })
  mkdirSync(join(dirname(tried.folder), 'real'))
  await failureOf(tried.run())
  expect(readdirSync(join(dirname(tried.folder), 'real'))).toEqual([])
})

test('links that stay inside are kept as links, broken ones and loops as well', async () => {
  const bytes = await tarOf(
    file('data/a', '1'),
    symlink('data/same', 'a'),
    symlink('up', './data/../data/a'),
    symlink('top', '.'),
    symlink('deep', 'data/same'),
    symlink('later', 'data/z'),
    file('data/z', '2'),
    symlink('nowhere', 'data/missing'),
    symlink('loop', 'loop'),
  )
  const { folder: into, unpacked } = await fetchBytes(bytes)
  expect(readlinkSync(join(into, 'up'))).toBe('./data/../data/a')
  expect(readFileSync(join(into, 'deep'), 'utf8')).toBe('1')
  expect(readFileSync(join(into, 'later'), 'utf8')).toBe('2')
  expect(readlinkSync(join(into, 'nowhere'))).toBe('data/missing')
  expect(lstatSync(join(into, 'loop')).isSymbolicLink()).toBe(true)
  expect(unpacked.files).toBe(2)
})

test('hard links share their file, and one that comes again does not change the other', async () => {
  const bytes = await tarOf(
    file('a', '1'),
    hardlink('d/b', './a'),
    hardlink('c', 'a'),
    file('c', '3'),
    hardlink('a', 'a'),
  )
  const { folder: into, unpacked } = await fetchBytes(bytes)
  expect(listing(into)).toEqual({ a: '1', 'd/b': '1', c: '3' })
  expect(statSync(join(into, 'a')).ino).toBe(statSync(join(into, 'd/b')).ino)
  expect(unpacked.files).toBe(3)
})

test('a hard link to a link becomes such a link', async () => {
  const { folder: into } = await fetchBytes(
    await tarOf(file('a', '1'), symlink('s', 'a'), hardlink('h', 's')),
  )
  expect(readlinkSync(join(into, 'h'))).toBe('a')
  expect(
    await failureOf(fetchBytes(await tarOf(folder('d'), symlink('d/s', '../a'), hardlink('h', 'd/s')))),
  ).toMatchObject({ message: 'the link h leads out of the archive, to ../a' })
})

describe('a member that comes twice: the last one wins', () => {
  test.each([
    ['a file by a file', [file('a', 'first'), file('a', '2')], { a: '2' }],
    [
      'a link by a file, and not through the link',
      [file('target', '1'), symlink('a', 'target'), file('a', '2')],
      { target: '1', a: '2' },
    ],
    [
      'a link by a folder',
      [file('target/b', '1'), symlink('a', 'target'), folder('a'), file('a/c', '2')],
      { 'target/b': '1', 'a/c': '2' },
    ],
    [
      'a file by a link',
      [file('target', '1'), file('a', '2'), symlink('a', 'target')],
      { target: '1', a: '1' },
    ],
    ['a folder by itself, which keeps its files', [file('a/b', '1'), folder('a')], { 'a/b': '1' }],
  ])('%s', async (_, members, expected) => {
    const { folder: into, unpacked } = await fetchBytes(await tarOf(...members))
    expect(listing(into)).toEqual(expected)
    expect([...unpacked.hashes.files.keys()].every((path) => path in expected)).toBe(true)
  })
})

test.each([
  ['a file, then a folder', [file('a'), folder('a'), file('a/b', '2')]],
  ['a folder that holds something, then a file', [file('a/b/c'), file('a', '2')]],
  ['an empty folder, then a file', [folder('a'), file('a', '2')]],
  ['a folder, then a link', [file('t'), folder('a'), symlink('a', 't')]],
  ['a folder, then a hard link', [file('t'), folder('a'), hardlink('a', 't')]],
])("%s of one name are refused: Python's tarfile fails there", async (_, members) => {
  expect(await failureOf(fetchBytes(await tarOf(...members)))).toMatchObject({
    kind: 'archive',
    message: 'a is a folder in the archive, and something else as well',
  })
})

test('names with line feeds, quotes, commands and escapes are kept on the disk and harmless in messages', async () => {
  const name = 'a\n::error::b\u001b[31m "$(touch x)"\u202e'
  const { folder: into } = await fetchBytes(await tarOf(file(name, '1')))
  expect(readdirSync(into)).toEqual([name])
  const { message } = await failureOf(fetchBytes(await tarOf(file(name), file(`${name}/c`))))
  expect(message).toBe('a ::error::b "$(touch x)"/c lies below a ::error::b "$(touch x)", which is a file')
})

test("a name that is too long for the file system is the archive's fault", async () => {
  const failure = await failureOf(
    fetchBytes(await tarOf({ ...file('n'.repeat(300)), pax: { path: 'n'.repeat(300) } })),
  )
  expect(failure).toMatchObject({
    kind: 'archive',
    message: expect.stringContaining('too long for this file system'),
  })
})

test('a path that is too deep fails with words, and what was made of it is removed', async () => {
  const { url } = await serveBytes(
    await tarOf({ ...file('x'), pax: { path: `${`${'d'.repeat(250)}/`.repeat(20)}f` } }),
  )
  const tried = tryFetch({ url }, { limits: { maxFiles: 100_000, maxSize: 1e9, maxRatio: 1_000 } })
  expect(await failureOf(tried.run())).toMatchObject({ kind: 'archive' })
  expect(tried.left()).toEqual([])
})

test('GNU tar agrees about what a kept archive holds', async () => {
  const bytes = await tarOf(file('a/b', '1'), symlink('c', 'a/b'), file('a/b', '2'))
  const { folder: into, left } = await fetchBytes(bytes)
  expect(left()).toEqual(['demo'])
  const archive = join(dirname(into), 'archive.tar')
  const other = join(dirname(into), 'other')
  mkdirSync(other)
  writeFileSync(archive, bytes)
  execFileSync('tar', ['-xf', archive, '-C', other])
  expect(listing(into)).toEqual(listing(other))
})
