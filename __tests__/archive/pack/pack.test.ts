import { execFile, execFileSync } from 'node:child_process'
import { createCipheriv, createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type PackOptions, packFolder } from '../../../src/archive/pack/pack.ts'
import { ExpectedError } from '../../../src/facts/error.ts'
import { fetchArchive } from '../../../src/fetch/archive.ts'
import { hashFolder } from '../../../src/files/folder-hash.ts'
import { tooLargeToHost } from '../../../src/plan/asset.ts'
import { tempFolder, tempWorkspace } from '../../../stand-ins/workspace.ts'

const run = promisify(execFile)
const signal = new AbortController().signal

const pack = (folder: string, into: string, more: Partial<PackOptions> = {}) =>
  packFolder(folder, { into, signal, ...more })

/** Bytes that look random and are the same every time. */
const noise = (length: number) =>
  createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(length))

const LONG = `${'folder'.repeat(20)}/${'name'.repeat(30)}`
const AWKWARD: Readonly<Record<string, string | Uint8Array>> = {
  'paths.yaml': 'data_path: data\nlabels_path: labels\n',
  'data/empty': '',
  'data/one block': 'x'.repeat(512),
  'data/a block and a byte': 'x'.repeat(513),
  'data/one member.bin': noise(1024 * 1024),
  'data/three members.bin': noise(3 * 1024 * 1024 + 7),
  'data/Ärzte – 病院 🏥.csv': 'α;β\n',
  'data/two\nlines': 'n',
  [`data/${LONG}`]: 'long',
  [`${'deep/'.repeat(60)}file`]: 'deep',
  '-rf': 'looks like an option',
  'labels/run.sh': '#!/bin/sh\n',
  '.hidden/kept': 'h',
}

async function awkwardFolder() {
  const folder = await tempWorkspace(undefined, AWKWARD)
  chmodSync(join(folder.path, 'labels/run.sh'), 0o700)
  mkdirSync(join(folder.path, 'empty'))
  symlinkSync('data/empty', join(folder.path, 'link'))
  symlinkSync('../data', join(folder.path, 'labels/folder link'))
  symlinkSync(`../data/${LONG}`, join(folder.path, 'labels/long link'))
  return folder
}

describe('packFolder', () => {
  it('gives an archive that GNU tar unpacks to the same folder', async () => {
    await using folder = await awkwardFolder()
    await using work = await tempFolder()
    const { path } = await pack(folder.path, join(work.path, 'demo.tar.gz'))
    const unpacked = join(work.path, 'unpacked')
    mkdirSync(unpacked)
    await run('tar', ['xzf', path, '-C', unpacked])
    await run('diff', ['--recursive', '--no-dereference', folder.path, unpacked])
  })

  it('gives an archive that this action unpacks to the same folder hash', async () => {
    await using folder = await awkwardFolder()
    await using work = await tempFolder()
    const packed = await pack(folder.path, join(work.path, 'demo.tar.gz'))
    const unpacked = await fetchArchive(
      { kind: 'file', path: packed.path },
      {
        into: join(work.path, 'unpacked'),
        signal,
        say: () => {},
        sha256: packed.sha256,
        reach: 'public',
        limits: { maxFiles: 1_000, maxSize: 1e9, maxRatio: 1_000 },
      },
    )
    expect(unpacked).toMatchObject({ sha256: packed.sha256, bytes: packed.bytes, files: packed.files })
    expect(await hashFolder([unpacked.folder])).toBe(await hashFolder([folder.path]))
  })

  it('tells the hash, the size and the number of files of what it wrote', async () => {
    await using folder = await tempWorkspace(undefined, { 'paths.yaml': 'p', 'data/x': 'x' })
    await using work = await tempFolder()
    const packed = await pack(folder.path, join(work.path, 'demo.tar.gz'))
    const bytes = readFileSync(packed.path)
    expect(packed).toEqual({
      path: join(work.path, 'demo.tar.gz'),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      files: 2,
    })
  })

  it('keeps nothing of owners, times and permissions but what may be executed', async () => {
    await using folder = await tempWorkspace(undefined, { 'paths.yaml': 'p', 'data/run': 'x', 'data/x': 'x' })
    chmodSync(join(folder.path, 'data/run'), 0o710)
    chmodSync(join(folder.path, 'data/x'), 0o600)
    symlinkSync('x', join(folder.path, 'data/y'))
    await using work = await tempFolder()
    const { path } = await pack(folder.path, join(work.path, 'demo.tar.gz'))
    const { stdout } = await run('tar', ['tvzf', path, '--numeric-owner', '--full-time', '--utc'])
    const lines = stdout.trim().split('\n')
    expect(lines.map((line) => line.replaceAll(/ +/g, ' '))).toEqual([
      'drwxr-xr-x 0/0 0 1970-01-01 00:00:00 data/',
      '-rwxr-xr-x 0/0 1 1970-01-01 00:00:00 data/run',
      '-rw-r--r-- 0/0 1 1970-01-01 00:00:00 data/x',
      'lrwxrwxrwx 0/0 0 1970-01-01 00:00:00 data/y -> x',
      '-rw-r--r-- 0/0 1 1970-01-01 00:00:00 paths.yaml',
    ])
  })

  it('gives the same bytes wherever, whenever and in whatever order the files were written', async () => {
    const names = Object.keys(AWKWARD)
    await using work = await tempFolder()
    const hashes = []
    for (const [index, order] of [names, names.toReversed()].entries()) {
      await using folder = await tempFolder(`pack-${index}-`)
      for (const name of order) {
        const path = join(folder.path, name)
        mkdirSync(dirname(path), { recursive: true, mode: index === 0 ? 0o700 : 0o775 })
        writeFileSync(path, AWKWARD[name] as string, { mode: index === 0 ? 0o600 : 0o664 })
        utimesSync(path, index, 1e9 + index)
      }
      hashes.push((await pack(folder.path, join(work.path, `${index}.tar.gz`))).sha256)
    }
    expect(hashes[1]).toBe(hashes[0])
  })

  // Other bytes here mean that every hosted folder would be published, and registered, anew.
  it('gives the same bytes as on every other machine', async () => {
    await using folder = await tempWorkspace(undefined, {
      'paths.yaml': 'data_path: data\nlabels_path: labels\n',
      'data/numbers.csv': Array.from({ length: 90_000 }, (_, at) => `${at},${(at * 7919) % 1000}\n`).join(''),
      'labels/noise.bin': noise(1_500_000),
    })
    await using work = await tempFolder()
    const { sha256 } = await pack(folder.path, join(work.path, 'demo.tar.gz'))
    expect(sha256).toBe('1b34ef1d7edfb5345e7d371673b6f3abe8068d40a707dccd6816cb52a50d9321')
  })

  it('leaves out what MedPerf deletes after unpacking, and what belongs to Git', async () => {
    await using folder = await tempWorkspace(undefined, {
      'paths.yaml': 'p',
      '._paths.yaml': 'debris',
      'data/._x': 'debris',
      '._folder/x': 'debris',
      '.kept/._x': 'below a folder with a dot MedPerf deletes nothing',
      '.git/config': 'token',
      'data/.git': 'gitdir: elsewhere',
      'data/.gitignore': '',
    })
    await using work = await tempFolder()
    const { path } = await pack(folder.path, join(work.path, 'demo.tar.gz'))
    const { stdout } = await run('tar', ['tzf', path])
    expect(stdout.trim().split('\n')).toEqual([
      '.kept/',
      '.kept/._x',
      'data/',
      'data/.gitignore',
      'paths.yaml',
    ])
  })

  const links: readonly (readonly [string, string, string, RegExp])[] = [
    [
      'to the folder above',
      'x',
      '../elsewhere',
      /the link x leads out of the folder that is packed, to \.\.\/elsewhere/,
    ],
    ['with an absolute path', 'x', '/etc/hostname', /leads out/],
    ['that leaves and comes back by name', 'x', '../folder/file', /leads out/],
    ['by way of another link', 'sub/y', 'up/../../file', /leads out/],
    ['to nothing', 'x', 'nothing', /the link x leads to nothing/],
  ]
  it.each(links)('refuses a link %s', async (_, name, target, message) => {
    await using outer = await tempWorkspace(undefined, {
      elsewhere: 'x',
      'folder/file': 'x',
      'folder/sub/z': 'x',
    })
    const folder = join(outer.path, 'folder')
    symlinkSync('..', join(folder, 'sub/up'))
    symlinkSync(target, join(folder, name))
    const into = join(outer.path, 'out.tar.gz')
    await expectFailure(pack(folder, into), message)
    expect(existsSync(into)).toBe(false)
  })

  it('refuses what no other machine could unpack', async () => {
    await using folder = await tempWorkspace(undefined, { file: 'x' })
    await using work = await tempFolder()
    const into = join(work.path, 'out.tar.gz')
    execFileSync('mkfifo', [join(folder.path, 'pipe')])
    await expectFailure(pack(folder.path, into), /^pipe is not a regular file$/)
    await using other = await tempFolder()
    writeFileSync(Buffer.concat([Buffer.from(`${other.path}/latin-`), Buffer.from([0xe9])]), 'x')
    await expectFailure(pack(other.path, into), /^the name latin-\ufffd is not UTF-8/)
  })

  it('refuses a folder without files', async () => {
    await using folder = await tempFolder()
    mkdirSync(join(folder.path, 'demo/data'), { recursive: true })
    const into = join(folder.path, 'out.tar.gz')
    await expectFailure(pack(join(folder.path, 'demo'), into), /^the folder demo holds no file$/)
  })

  it('says by how much a folder is too large for a release asset, and leaves nothing behind', async () => {
    await using outer = await tempWorkspace(undefined, {
      'demo/a': noise(4_000_000),
      'demo/b': noise(5_000_000),
    })
    const into = join(outer.path, 'out.tar.gz')
    await expectFailure(
      pack(join(outer.path, 'demo'), into, {
        limit: { bytes: 2_500_000, refuse: (what) => tooLargeToHost(what, 2_500_000) },
      }),
      /^the folder demo, 2 files of 9,000,000 bytes \(8\.6 MiB\), packs to more than the 2,500,000 bytes \(2\.4 MiB\) that a release asset of GitHub may have$/,
    )
    expect(existsSync(into)).toBe(false)
  })

  it('stops when the run is cancelled, and leaves nothing behind', async () => {
    await using outer = await tempWorkspace(undefined, { 'demo/a': noise(9_000_000) })
    const into = join(outer.path, 'out.tar.gz')
    const cancelled = AbortSignal.abort(new Error('cancelled'))
    await expect(pack(join(outer.path, 'demo'), into, { signal: cancelled })).rejects.toThrow('cancelled')
    expect(existsSync(into)).toBe(false)
  })

  it('never writes over a file', async () => {
    await using folder = await tempWorkspace(undefined, { 'demo/a': 'x', 'out.tar.gz': 'precious' })
    const into = join(folder.path, 'out.tar.gz')
    await expect(pack(join(folder.path, 'demo'), into)).rejects.toThrow(/EEXIST/)
    expect(readFileSync(into, 'utf8')).toBe('precious')
  })
})

async function expectFailure(work: Promise<unknown>, message: RegExp) {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(failure instanceof ExpectedError)) throw failure
  expect(failure.kind).toBe('archive')
  expect(failure.message).toMatch(message)
  expect(failure.hint).not.toBe('')
}
