import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyFolder } from '../../src/files/copy-folder.ts'
import { hashFolder } from '../../src/files/folder-hash.ts'
import { testFolder } from '../support/test-folder.ts'

const { signal } = new AbortController()
const LIMITS = { maxFiles: 100, maxSize: 1e6 }

function source() {
  const folder = testFolder('copy-')
  const from = join(folder, 'from')
  mkdirSync(join(from, 'a', '.git'), { recursive: true })
  writeFileSync(join(from, 'a', 'file'), 'x'.repeat(1_000))
  writeFileSync(join(from, 'program'), '#!/bin/sh\n')
  chmodSync(join(from, 'program'), 0o555)
  writeFileSync(join(from, 'a', '.git', 'config'), 'token')
  writeFileSync(Buffer.concat([Buffer.from(`${from}/gr`), Buffer.from([0xf6]), Buffer.from('sse')]), '1')
  return { from, into: join(folder, 'into') }
}

test('a copy has all files, and its hashes are of the bytes in it', async () => {
  const { from, into } = source()
  symlinkSync('a/file', join(from, 'link'))
  const hashes = await copyFolder(from, into, { limits: LIMITS, signal })
  expect(execFileSync('diff', ['-r', from, into]).toString()).toBe('')
  expect(hashes.files.size).toBe(4)
  expect(await hashFolder([into], hashes, { inside: into })).toBe(await hashFolder([from]))
  expect(await hashFolder([into])).toBe(await hashFolder([from]))
})

test('its owner may read and write all of it, and who else may do what stays', async () => {
  const { from, into } = source()
  chmodSync(join(from, 'a'), 0o555)
  await copyFolder(from, into, { limits: LIMITS, signal })
  expect(statSync(join(into, 'program')).mode & 0o7777).toBe(0o755)
  expect(statSync(join(into, 'a')).mode & 0o7777).toBe(0o755)
  chmodSync(join(from, 'a'), 0o755)
})

test('links stay links and nothing is copied through them', async () => {
  const { from, into } = source()
  symlinkSync('/etc/passwd', join(from, 'out'))
  symlinkSync('/etc', join(from, 'a', 'folder'))
  const hashes = await copyFolder(from, into, { limits: LIMITS, signal })
  expect(readlinkSync(join(into, 'out'))).toBe('/etc/passwd')
  expect(readlinkSync(join(into, 'a', 'folder'))).toBe('/etc')
  expect([...hashes.files.keys()].filter((name) => /out|folder/.test(name))).toEqual([])
  await expect(hashFolder([into], hashes, { inside: into })).rejects.toThrow(
    'the link into/out leads out of its folder',
  )
})

test('names can be left out, with all that is in them', async () => {
  const { from, into } = source()
  await copyFolder(from, into, { limits: LIMITS, signal, leaveOut: (name) => name === '.git' })
  expect(existsSync(join(into, 'a', '.git'))).toBe(false)
  expect(readFileSync(join(into, 'a', 'file'), 'utf8')).toHaveLength(1_000)
})

test.each([
  [{ ...LIMITS, maxFiles: 5 }, 'the folder from holds more than 5 files and folders', 'max-files'],
  [{ ...LIMITS, maxSize: 900 }, 'the folder from holds more than 900 bytes', 'max-size'],
])('limits hold: %o', async (limits, message, input) => {
  const { from, into } = source()
  await expect(copyFolder(from, into, { limits, signal })).rejects.toMatchObject({
    kind: 'archive',
    message,
    hint: expect.stringContaining(input),
  })
})

test('a pipe is named, and nobody waits for it', async () => {
  const { from, into } = source()
  execFileSync('mkfifo', [join(from, 'a', 'pipe')])
  await expect(copyFolder(from, into, { limits: LIMITS, signal })).rejects.toThrow(
    'from/a/pipe cannot be copied: it is not a regular file',
  )
})

test('what lies there already is not written over', async () => {
  const { from, into } = source()
  mkdirSync(into)
  symlinkSync('/dev/null', join(into, 'program'))
  await expect(copyFolder(from, into, { limits: LIMITS, signal })).rejects.toThrow('cannot be copied: EEXIST')
})

test('a run that is cancelled copies no further', async () => {
  const { from, into } = source()
  await expect(
    copyFolder(from, into, { limits: LIMITS, signal: AbortSignal.abort(new Error('cancelled')) }),
  ).rejects.toThrow('cancelled')
})
