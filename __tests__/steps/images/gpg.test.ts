import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ExpectedError, toFailure } from '../../../src/facts/error.ts'
import { hashFile } from '../../../src/files/hash-file.ts'
import { decryptFile, readPassphrase } from '../../../src/steps/images/gpg.ts'
import { tempFolder } from '../../../stand-ins/workspace.ts'
import { encrypt } from '../../support/encrypt.ts'

const PLAIN = randomBytes(200_000)
/** A literal packet of OpenPGP: of 11 bytes, binary, without a name and a date. (Bytes by chance may be any packet.) */
const PACKED = Buffer.from([0xcb, 11, 'b'.charCodeAt(0), 0, 0, 0, 0, 0, 1, 2, 3, 4, 5])

interface Try {
  readonly key: string
  readonly given?: string | Buffer
  readonly command?: string
  readonly maxSize?: number
  readonly change?: (file: string) => void
}

/** Encrypts `PLAIN` with one key and decrypts it with another; gives the words of the failure, or the bytes. */
async function tryToDecrypt({ key, given = 'right key', command, maxSize = 1e9, change }: Try) {
  await using folder = await tempFolder('medperf-gpg-')
  const file = await encrypt(PLAIN, given, folder.path)
  change?.(file)
  const into = join(folder.path, 'decrypted')
  const { sha256 = '' } = (await hashFile(file)) ?? {}
  const options = { key, folder: into, maxSize, sha256, signal: new AbortController().signal }
  try {
    const path = await decryptFile(file, { ...options, ...(command === undefined ? {} : { command }) })
    return {
      folder: folder.path,
      bytes: readFileSync(path),
      modes: { folder: statSync(into).mode & 0o777, entries: readdirSync(into) },
    }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    return { folder: folder.path, failure: toFailure(error), left: existsSync(into) }
  }
}

test('the decrypted file is the one that was encrypted, in a folder that is ours alone, and the key is gone', async () => {
  const { bytes, modes } = await tryToDecrypt({ key: 'right key' })
  expect(bytes?.equals(PLAIN)).toBe(true)
  expect(modes).toEqual({ folder: 0o700, entries: ['image'] })
})

describe('a key counts up to its first line feed or NUL, as in GnuPG', () => {
  test.each([
    ['one line with its end', 'right key\n', 'right key\n'],
    ['several lines', 'right key\nmore', 'right key\nother'],
    ['a NUL', 'right key\0more', Buffer.from('right key\0other')],
    ['a carriage return, which is part of it', 'right key\r\n', 'right key\r\n'],
  ])('%s', async (_, key, given) => {
    expect((await tryToDecrypt({ key, given })).bytes?.equals(PLAIN)).toBe(true)
  })

  test.each(['', '\n', '\0key', '\nkey'])('%j is refused as empty', (key) => {
    expect(() => readPassphrase(key)).toThrow('the decryption key is empty')
  })
})

describe('a failure says why and leaves nothing', () => {
  test.each<[string, Try, string]>([
    ['another key', { key: 'wrong key' }, 'the decryption key does not fit the encrypted image'],
    ['an empty key', { key: '\n' }, 'the decryption key is empty'],
    ['a key of which a part is missing', { key: 'right' }, 'the decryption key does not fit'],
    [
      'a file that is not encrypted',
      { key: 'right key', change: (file) => writeFileSync(file, 'a layer '.repeat(25_000)) },
      'the image file is not encrypted by GnuPG',
    ],
    [
      'a file that GnuPG has only packed',
      { key: 'right key', change: (file) => writeFileSync(file, PACKED) },
      'the image file is not encrypted by GnuPG',
    ],
    [
      'a file that was cut off',
      { key: 'right key', change: (file) => truncateSync(file, 100_000) },
      'the encrypted image is damaged',
    ],
    ['a file that is larger than allowed', { key: 'right key', maxSize: 1_000 }, 'larger than `max-size`'],
    ['no GnuPG', { key: 'right key', command: 'no-such-gpg' }, 'GPG is not installed.'],
  ])('%s', async (_, attempt, words) => {
    const { failure, left } = await tryToDecrypt(attempt)
    expect(failure?.message).toContain(words)
    expect(failure?.kind).toBe('image')
    expect(left).toBe(false)
  })
})

test('the key is in a file that only we can read, and never on the command line', async () => {
  await using folder = await tempFolder('medperf-gpg-')
  const stub = join(folder.path, 'gpg')
  const seen = join(folder.path, 'seen')
  writeFileSync(
    stub,
    `#!/bin/sh\necho "$@" > ${seen}\nwhile [ "$1" != --passphrase-file ]; do shift; done\n` +
      `stat -c '%a' "$2" "$(dirname "$2")" >> ${seen}\nexit 2\n`,
  )
  chmodSync(stub, 0o755)
  const { failure } = await tryToDecrypt({ key: 'right key', command: stub })
  expect(failure?.message).toContain('the image cannot be decrypted')
  const [args = '', ...modes] = readFileSync(seen, 'utf8').trim().split('\n')
  expect(args).not.toContain('right key')
  expect(modes).toEqual(['600', '700'])
})

test('no agent is left behind', async () => {
  const { folder } = await tryToDecrypt({ key: 'right key' })
  const agents = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8', maxBuffer: 1e9 })
    .split('\n')
    .filter((line) => line.includes('gpg-agent') && line.includes(folder))
  expect(agents).toEqual([])
})
