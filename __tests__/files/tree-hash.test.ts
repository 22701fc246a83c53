import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hashFolder } from '../../src/files/folder-hash.ts'
import { hashTree, hashTrees } from '../../src/files/tree-hash.ts'
import { type TempFolder, tempFolder } from '../../stand-ins/workspace.ts'

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex')

let temp: TempFolder
let folder: string

const at = (...path: readonly string[]) => join(folder, ...path)

function write(path: string, text: string | Buffer): void {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text)
}

beforeEach(async () => {
  temp = await tempFolder('tree-hash-')
  folder = join(temp.path, 'context')
  write('Dockerfile', 'FROM busybox\n')
  write('bin/run.sh', 'echo run\n')
  write('bin/stop.sh', 'echo stop\n')
  chmodSync(at('bin/run.sh'), 0o755)
  symlinkSync('run.sh', at('bin/default'))
})
afterEach(() => temp[Symbol.asyncDispose]())

const now = async () => (await hashTree(folder)).sha256

test('a tree is the SHA-256 of its records, as they are written down', async () => {
  const file = (text: string) => `${text.length} ${sha256(text)}`
  const records = [
    ['folder', '', ''],
    ['file', 'Dockerfile', file('FROM busybox\n')],
    ['folder', 'bin', ''],
    ['link', 'bin/default', 'run.sh'],
    ['program', 'bin/run.sh', file('echo run\n')],
    ['file', 'bin/stop.sh', file('echo stop\n')],
  ]
  const text = records.flat().map((field) => `${field}\0`)
  expect(await hashTree(folder)).toMatchObject({ sha256: sha256(text.join('')), files: 3, bytes: 32 })
})

test('a file is a tree of one', async () => {
  const text = ['file', '', `13 ${sha256('FROM busybox\n')}`, ''].join('\0')
  expect(await hashTree(at('Dockerfile'))).toMatchObject({ sha256: sha256(text), files: 1, bytes: 13 })
})

test('the same folder at another place, written in another order, is the same tree', async () => {
  const before = await now()
  renameSync(folder, `${folder}-2`)
  symlinkSync('x', join(temp.path, 'other'))
  folder = join(temp.path, 'again')
  mkdirSync(folder)
  for (const name of ['bin', 'Dockerfile'])
    renameSync(join(`${folder.replace('again', 'context')}-2`, name), at(name))
  expect(await now()).toBe(before)
})

describe('what makes another tree, although MedPerf’s hash may not see it', () => {
  test.each<[string, () => void]>([
    [
      'names swapped',
      () => {
        renameSync(at('bin/stop.sh'), at('x'))
        renameSync(at('bin/run.sh'), at('bin/stop.sh'))
        renameSync(at('x'), at('bin/run.sh'))
        chmodSync(at('bin/run.sh'), 0o755)
        chmodSync(at('bin/stop.sh'), 0o644)
      },
    ],
    ['a name', () => renameSync(at('bin/stop.sh'), at('bin/Stop.sh'))],
    ['a place', () => renameSync(at('bin/stop.sh'), at('stop.sh'))],
    ['a file that may be executed', () => chmodSync(at('bin/stop.sh'), 0o744)],
    ['a file that may no longer', () => chmodSync(at('bin/run.sh'), 0o655)],
    ['contents', () => write('Dockerfile', 'FROM busyboz\n')],
    ['an empty file', () => write('.dockerignore', '')],
    ['an empty folder', () => mkdirSync(at('data'))],
    ['a hidden file', () => write('bin/.hidden', 'x')],
    ['a file that is gone', () => rmSync(at('bin/stop.sh'))],
    [
      'a link to elsewhere',
      () => {
        rmSync(at('bin/default'))
        symlinkSync('stop.sh', at('bin/default'))
      },
    ],
    [
      'a link in place of its file',
      () => {
        rmSync(at('bin/stop.sh'))
        symlinkSync('run.sh', at('bin/stop.sh'))
      },
    ],
    [
      'a folder in place of a file',
      () => {
        rmSync(at('bin/stop.sh'))
        mkdirSync(at('bin/stop.sh'))
      },
    ],
    ['a pipe', () => execFileSync('mkfifo', [at('pipe')])],
    ['a line feed in a name', () => write('Dockerfile\nfile', '')],
    ['a name that is no UTF-8', () => writeFileSync(Buffer.from(`${folder}/b\xe9`, 'latin1'), '')],
  ])('%s', async (_, change) => {
    const before = await now()
    change()
    expect(await now()).not.toBe(before)
  })

  test('two names that are no UTF-8, which text could not tell apart', async () => {
    writeFileSync(Buffer.from(`${folder}/b\xe9`, 'latin1'), '')
    const before = await now()
    renameSync(Buffer.from(`${folder}/b\xe9`, 'latin1'), Buffer.from(`${folder}/b\xe8`, 'latin1'))
    expect(await now()).not.toBe(before)
  })
})

describe('what does not', () => {
  test.each<[string, () => void]>([
    ['the rest of a mode, which is the machine’s', () => chmodSync(at('bin/stop.sh'), 0o600)],
    ['what Git keeps', () => write('.git/config', 'extraheader = secret')],
    ['the mark of a submodule', () => write('bin/.git', 'gitdir: /home/me/repository/.git/modules/bin')],
  ])('%s', async (_, change) => {
    const before = await now()
    change()
    expect(await now()).toBe(before)
  })
})

test('nothing is read through a link, wherever it leads', async () => {
  writeFileSync(join(temp.path, 'secret'), 'one')
  symlinkSync(join(temp.path, 'secret'), at('out'))
  symlinkSync('/dev/zero', at('endless'))
  symlinkSync('..', at('up'))
  symlinkSync('nowhere', at('broken'))
  const before = await hashTree(folder)
  writeFileSync(join(temp.path, 'secret'), 'another')
  expect(await hashTree(folder)).toEqual(before)
  expect(before.files).toBe(3)
})

test('what is more than a checkout can be is refused before it is read', async () => {
  write('sparse', '')
  truncateSync(at('sparse'), 2 * 1024 ** 4)
  await expect(hashTree(folder)).rejects.toMatchObject({
    kind: 'input',
    message: expect.stringMatching(/^context holds more than 1,0/),
  })
  rmSync(at('sparse'))
  const limits = { entries: 5, bytes: 1_000 }
  await expect(hashTree(folder, { limits })).rejects.toThrow('context holds more than 5 files and folders')
  await expect(hashTree(at('nothing'))).rejects.toThrow('nothing cannot be read (ENOENT)')
})

test('it ends when the run is cancelled', async () => {
  const signal = AbortSignal.abort(new Error('The run was cancelled.'))
  await expect(hashTree(folder, { signal })).rejects.toThrow('cancelled')
})

test('its hashes of files are those of MedPerf’s hash, which then reads nothing again', async () => {
  const expected = await hashFolder([folder])
  const { trees, hashes } = await hashTrees([
    { path: folder, shown: 'context' },
    { path: at('bin'), shown: 'context/bin' },
  ])
  expect(trees.map(({ path, files }) => [path, files])).toEqual([
    ['context', 3],
    ['context/bin', 2],
  ])
  const known = hashes.get(folder)
  expect(await hashFolder([folder], known)).toBe(expected)
  expect(await hashFolder([at('bin')], known)).toBe(await hashFolder([at('bin')]))
  for (const name of ['Dockerfile', 'bin/run.sh', 'bin/stop.sh']) writeFileSync(at(name), 'changed')
  expect(await hashFolder([folder], known)).toBe(expected)
})
