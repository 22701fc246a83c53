import { createCipheriv, createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { hashFolder } from '../../src/files/folder-hash.ts'
import {
  failureOf,
  fetchBytes,
  fixture,
  listing,
  serve,
  tarOf,
  tryFetch,
  writeFixture,
} from '../fetch/support.ts'

interface Expected {
  readonly files: Readonly<Record<string, string>>
  readonly hash: string
}

const expected = JSON.parse(fixture('expected.json').toString()) as Readonly<Record<string, Expected>>
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

describe('archives come out as from Python and MedPerf', () => {
  test.each(Object.entries(expected))('%s', async (name, { files, hash }) => {
    const archive = fixture(name)
    const { unpacked, folder } = await fetchBytes(archive)
    const found = Object.entries(listing(folder)).map(([path, text]) => [path, shorten(text)])
    expect(Object.fromEntries(found)).toEqual(files)
    expect(await hashFolder([folder], unpacked.hashes)).toBe(hash)
    expect(await hashFolder([folder])).toBe(hash)
    expect(unpacked).toMatchObject({ folder, sha256: sha256(archive), bytes: archive.length })
  })
})

const shorten = (text: string) => (text.length < 100 ? text : sha256(text))

describe('archives that Python opens and this action does not', () => {
  test.each([
    [
      'sha256.tar.xz',
      'the xz data of the archive is damaged: it uses a filter or a check that is not supported',
    ],
    [
      'x86.tar.xz',
      'the xz data of the archive is damaged: it uses a filter or a check that is not supported',
    ],
    ['sparse-gnu.tar', 'holes is stored as a sparse file, which cannot be unpacked here'],
    ['sparse-pax.tar', 'is stored as a sparse file, which cannot be unpacked here'],
  ])('%s is refused with words', async (name, words) => {
    const failure = await failureOf(fetchBytes(fixture(name)))
    expect(failure).toMatchObject({ kind: 'archive', message: expect.stringContaining(words) })
  })
})

describe('what is not an archive', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'the archive is empty'],
    ['text', Buffer.from('data_path: data\n'), 'the file is not a tar archive'],
    ['long text', Buffer.alloc(5_000, 'no archive '), 'the file is not a tar archive'],
    ['a zip archive', Buffer.from('PK\x03\x04 and so on'), 'the file is a zip archive, not a tar archive'],
    ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]), 'the file is compressed with zstd, not a tar archive'],
    ['gzip of nothing but its magic', Buffer.from([0x1f, 0x8b]), 'the gzip data of the archive is damaged'],
    ['gzip of text', Buffer.from('H4sIAAAAAAAAA0tJLEnUUUjOzy0oSi0uTk0BALYwdKwRAAAA', 'base64'), 'damaged'],
  ])('%s is refused', async (_, bytes, words) => {
    expect(await failureOf(fetchBytes(bytes))).toMatchObject({
      kind: 'archive',
      message: expect.stringContaining(words),
    })
  })
})

describe('an archive that is cut off or changed', () => {
  const names = [
    'plain.tar',
    'plain.tar.gz',
    'plain.tar.bz2',
    'plain.tar.xz',
    'streams.tar.bz2',
    'streams.tar.xz',
  ]

  // Without checksums, lzma does not tell a changed byte.
  test.each([...names, 'plain.tar.lzma', 'sized.tar.lzma'])(
    '%s fails wherever it is cut, and leaves nothing',
    async (name) => {
      const bytes = fixture(name)
      // The zeros behind the last member of a plain tar archive may be missing.
      const end = name === 'plain.tar' ? bytes.findLastIndex((byte) => byte !== 0) : bytes.length
      for (const part of [0.1, 0.3, 0.5, 0.7, 0.9]) {
        const length = Math.floor(end * part)
        if (name === 'plain.tar' && length % 512 === 0) continue
        const path = writeFixture(bytes.subarray(0, length))
        const tried = tryFetch({ path })
        expect(await failureOf(tried.run()), `${length} bytes`).toMatchObject({ kind: 'archive' })
        expect(tried.left()).toEqual([])
      }
    },
  )

  test.each(names.slice(1))('%s fails when a byte in its middle is another one', async (name) => {
    const bytes = Buffer.from(fixture(name))
    const middle = Math.floor(bytes.length / 2)
    bytes[middle] = (bytes[middle] ?? 0) ^ 0xff
    expect(await failureOf(tryFetch({ path: writeFixture(bytes) }).run())).toMatchObject({ kind: 'archive' })
  })

  test('a damaged header says so', async () => {
    const bytes = await tarOf({ name: 'a', data: '1' }, { name: 'b', data: '2' })
    bytes.write('X', 1024 + 5)
    expect((await failureOf(fetchBytes(bytes))).message).toBe(
      'the archive is damaged: where a member should begin there is something else',
    )
  })

  test('a cut says so', async () => {
    const bytes = await tarOf({ name: 'a', data: 'x'.repeat(5_000) })
    expect((await failureOf(fetchBytes(bytes.subarray(0, 3_000)))).message).toBe(
      'the archive is cut off: it ends in the middle of a file',
    )
    expect((await failureOf(fetchBytes(fixture('plain.tar.gz').subarray(0, 200)))).message).toBe(
      'the gzip data of the archive is damaged: it is cut off',
    )
    expect((await failureOf(fetchBytes(fixture('plain.tar.bz2').subarray(0, 200)))).message).toBe(
      'the bzip2 data of the archive is damaged: it is cut off',
    )
    expect((await failureOf(fetchBytes(fixture('plain.tar.xz').subarray(0, 200)))).message).toBe(
      'the xz data of the archive is damaged: it is cut off',
    )
  })
})

test('an archive of many slabs and unknown length goes through the thread whole', async () => {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 1), Buffer.alloc(16))
  const members = Array.from({ length: 30 }, (_, index) => ({
    name: `data/${index}`,
    data: cipher.update(Buffer.alloc(600_000 + index)),
  }))
  const bytes = gzipSync(await tarOf(...members), { level: 1 })
  const { url } = await serve((_, response) => response.end(bytes))
  const tried = tryFetch({ url })
  const { hashes, files } = await tried.run()
  expect(files).toBe(30)
  expect(await hashFolder([tried.folder], hashes)).toBe(await hashFolder([tried.folder]))
  expect(hashes.files.get('data/7')).toBe(sha256(members[7]?.data ?? ''))
})

test('everything is readable and writable for us, and setuid is gone', async () => {
  const { folder } = await fetchBytes(fixture('modes.tar'))
  const mode = (path: string) => statSync(`${folder}/${path}`).mode & 0o7700
  expect(mode('closed')).toBe(0o700)
  expect(mode('closed/file')).toBe(0o600)
  expect(mode('run')).toBe(0o700)
})

test('a file of this machine is unpacked like a download', async () => {
  const path = writeFixture(fixture('plain.tar.gz'))
  const tried = tryFetch({ path })
  const unpacked = await tried.run()
  expect(unpacked).toMatchObject({ files: 4, sha256: sha256(fixture('plain.tar.gz')) })
  expect(listing(tried.folder)['labels/labels.csv']).toBe('1\n0\n')
  expect(await failureOf(tryFetch({ path: `${path}.not` }).run())).toMatchObject({
    kind: 'archive',
    message: 'archive.not cannot be read (ENOENT)',
  })
})
