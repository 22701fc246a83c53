import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hashFolder } from '../../src/files/folder-hash.ts'

const NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex')

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folder-hash-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), contents)
  }
}

describe('the worked examples of docs/medperf.md 11.2', () => {
  test('example 1: images and labels, in any order, and their parent', async () => {
    write({ 'images/a.txt': 'img1\n', 'images/b.txt': 'img2\n', 'labels/labels.yaml': 'a: 1\n' })
    const both = '30a8f1f9d31cc5051412814626fa553dae8096771d2e3d712bf91e770f2143f2'
    expect(await hashFolder([join(folder, 'images'), join(folder, 'labels')])).toBe(both)
    expect(await hashFolder([join(folder, 'labels'), join(folder, 'images')])).toBe(both)
    expect(await hashFolder([folder])).toBe(both)
    expect(await hashFolder([join(folder, 'images')])).toBe(
      '332ca530a695a4f1a05dcb7a2ffe6aae67a0edf3ad92b253d6f91a656aa25fbd',
    )
  })

  test('example 2: empty folders, a missing path, a file and an empty list are nothing', async () => {
    mkdirSync(join(folder, 'a/b'), { recursive: true })
    write({ file: 'x' })
    expect(await hashFolder([join(folder, 'a')])).toBe(NOTHING)
    expect(await hashFolder([join(folder, 'missing')])).toBe(NOTHING)
    expect(await hashFolder([join(folder, 'file')])).toBe(NOTHING)
    expect(await hashFolder([])).toBe(NOTHING)
  })

  test('example 3: copies count, links to files count, links to folders do not', async () => {
    const bytes = Buffer.from([0, 1, 2])
    write({
      'data/x.bin': bytes,
      'data/copy/x2.bin': bytes,
      'data/.hidden': 'h',
      'outside/target': 'target',
      'other/file': 'y',
    })
    symlinkSync('../outside/target', join(folder, 'data/link.txt'))
    symlinkSync('../other', join(folder, 'data/dirlink'))
    const data = join(folder, 'data')
    expect(await hashFolder([data])).toBe('cd8a9b52ccc92441e5568edd37815e597221b1ceeff19a740d07621e1b296833')
    expect(await hashFolder([data, data])).toBe(
      'b667a1250719f44e8ee28f0d3aba649adc2448717bf746ee3c5958e440f5b692',
    )
  })
})

test('a listed path that is a link to a folder is walked', async () => {
  write({ 'real/a': '1' })
  symlinkSync('real', join(folder, 'link'))
  expect(await hashFolder([join(folder, 'link')])).toBe(await hashFolder([join(folder, 'real')]))
  expect(await hashFolder([join(folder, 'link')])).not.toBe(NOTHING)
})

test('macOS debris and hidden files count: only unpacking drops them', async () => {
  write({ '._a': 'x', '.DS_Store': 'y' })
  expect(await hashFolder([folder])).toBe(sha256([sha256('x'), sha256('y')].toSorted().join('')))
})

test('a file larger than one piece is hashed whole', async () => {
  const large = Buffer.alloc(20 * 1024 * 1024 + 7, 'medperf')
  write({ large })
  expect(await hashFolder([folder])).toBe(sha256(sha256(large)))
})

test('names that are not UTF-8 are opened all the same', async () => {
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/gr`), Buffer.from([0xf6]), Buffer.from('sse')]), '1')
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/gr`), Buffer.from([0xe4]), Buffer.from('sse')]), '2')
  write({ größe: '3' })
  expect(await hashFolder([folder])).toBe(sha256(['1', '2', '3'].map(sha256).toSorted().join('')))
})

test('known hashes are not read again, all others are', async () => {
  write({ 'data/a': '1', 'data/b/c': '2' })
  const known = { root: folder, files: new Map([['data/a', 'f'.repeat(64)]]) }
  expect(await hashFolder([join(folder, 'data')], known)).toBe(
    sha256(['f'.repeat(64), sha256('2')].toSorted().join('')),
  )
  expect(await hashFolder([join(folder, 'data')], { ...known, root: '/elsewhere' })).toBe(
    await hashFolder([join(folder, 'data')]),
  )
})

describe('what cannot be hashed', () => {
  const failure = (work: Promise<string>) => expect(work).rejects.toMatchObject({ kind: 'output' })

  test('a broken link fails and is named', async () => {
    write({ 'data/a': '1' })
    symlinkSync('nowhere', join(folder, 'data/broken'))
    const work = hashFolder([join(folder, 'data')])
    await failure(work)
    await expect(work).rejects.toThrow('the link data/broken is broken (ENOENT)')
  })

  test('a link that leads in a circle fails', async () => {
    symlinkSync('loop', join(folder, 'loop'))
    await expect(hashFolder([folder])).rejects.toThrow('is broken (ELOOP)')
  })

  test('a named pipe fails at once instead of waiting for a writer', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const work = hashFolder([folder])
    await failure(work)
    await expect(work).rejects.toThrow('pipe is not a regular file')
    symlinkSync('pipe', join(folder, 'a-link-to-it'))
    await expect(hashFolder([folder])).rejects.toThrow('is not a regular file')
  })

  test('a socket fails', async () => {
    const server = createServer().listen(join(folder, 'socket'))
    await new Promise((resolve) => server.once('listening', resolve))
    await expect(hashFolder([folder])).rejects.toThrow('socket is not a regular file')
    server.close()
  })

  test.runIf(process.platform === 'linux')('a file that cannot be read fails', async () => {
    symlinkSync('/proc/self/mem', join(folder, 'link')) // a regular file that gives an error to everybody
    const work = hashFolder([folder])
    await failure(work)
    await expect(work).rejects.toThrow(/the file \S+\/link cannot be read \(EIO\)/)
  })

  test('control characters of a name do not reach the message', async () => {
    symlinkSync('nowhere', join(folder, 'bad\n::error::name\u001b[31m'))
    await expect(hashFolder([folder])).rejects.toThrow(/the link \S+\/bad ::error::name is broken/)
  })
})

describe('with a folder that links must not leave', () => {
  test('links inside it are hashed', async () => {
    write({ 'out/data/a': '1', 'out/labels/b': '2' })
    symlinkSync('../labels/b', join(folder, 'out/data/link'))
    symlinkSync('../labels', join(folder, 'out/data/folder'))
    expect(await hashFolder([join(folder, 'out/data')], undefined, { inside: join(folder, 'out') })).toBe(
      sha256(['1', '2'].map(sha256).toSorted().join('')),
    )
  })

  test.each([
    ['a file', '../../secret'],
    ['a folder', '../../other'],
    ['an absolute path', '/etc/hostname'],
    ['a folder whose name begins alike', '../../out-of-it/a'],
  ])('a link to %s outside fails', async (_, target) => {
    write({ secret: 'x', 'other/a': 'y', 'out/data/a': '1', 'out-of-it/a': 'z' })
    symlinkSync(target, join(folder, 'out/data/link'))
    await expect(
      hashFolder([join(folder, 'out/data')], undefined, { inside: join(folder, 'out') }),
    ).rejects.toThrow('the link data/link leads out of its folder')
  })
})
