import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isLfsPointer, isPointerFile } from '../../../src/files/lfs/pointer.ts'
import { tempFolder } from '../../../stand-ins/workspace.ts'

const OID = `oid sha256:${'5e'.repeat(32)}`
const POINTER = `version https://git-lfs.github.com/spec/v1\n${OID}\nsize 70000000\n`

describe('a pointer of Git LFS', () => {
  test.each([
    POINTER,
    POINTER.trimEnd(),
    POINTER.replaceAll('\n', '\r\n'),
    POINTER.replace('size 70000000', 'size 0'),
    POINTER.replace('https://git-lfs.github.com/spec/v1', 'https://hawser.github.com/spec/v1'),
    POINTER.replace('https://git-lfs.github.com/spec/v1', 'http://git-media.io/v/2'),
    POINTER.replace('oid', `ext-0-foo sha256:${'ab'.repeat(32)}\next-1-bar sha256:${'cd'.repeat(32)}\noid`),
  ])('%j', async (text) => {
    expect(isLfsPointer(Buffer.from(text))).toBe(true)
    await using folder = await tempFolder('lfs-')
    writeFileSync(join(folder.path, 'net.pt'), text)
    expect(isPointerFile(join(folder.path, 'net.pt'))).toBe(true)
  })
})

describe('a file that only resembles one', () => {
  test.each([
    '',
    'version',
    'version: 1\n',
    `# ${POINTER}`,
    ` ${POINTER}`,
    `\ufeff${POINTER}`,
    `${POINTER}\nThis is what a pointer looks like.\n`,
    `${POINTER}${POINTER}`,
    POINTER.replace('sha256:', 'md5:'),
    POINTER.replace('5e5e', '5e5'),
    POINTER.replace('5e5e', 'xy5e'),
    POINTER.replace('size 70000000', 'size many'),
    POINTER.replace('size', 'bytes'),
    POINTER.replace(/oid.*\n/, ''),
    POINTER.replace('git-lfs.github.com', 'example.org'),
    `${POINTER.trimEnd()}${' '.repeat(1_000)}\n`,
    `version https://git-lfs.github.com/spec/v1\n${`ext-0-a sha256:${'ab'.repeat(32)}\n`.repeat(20)}${OID}\nsize 1\n`,
  ])('%j', (text) => {
    expect(isLfsPointer(Buffer.from(text))).toBe(false)
  })

  test('a folder, and what is not there, are none', async () => {
    await using folder = await tempFolder('lfs-')
    expect(isPointerFile(folder.path)).toBe(false)
    expect(isPointerFile(join(folder.path, 'no'))).toBe(false)
  })
})
