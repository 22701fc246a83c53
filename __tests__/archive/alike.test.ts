import { expect, test } from 'vitest'
import { createGuard } from '../../src/archive/limits.ts'
import { listHashes } from '../../src/archive/tree.ts'
import { unpackTar } from '../../src/archive/untar.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { fetchBytes } from '../fetch/support.ts'
import { rawHeader } from '../support/hostile-archives.ts'

/* Readers of tar do not agree on everything; what is tested has to be what MedPerf's Python unpacks at a hospital. */

const END = Buffer.alloc(1024)
const file = (name: string) => rawHeader(name, '0', 0)

function ofAll(record: string): Buffer {
  const text = ` ${record}\n`
  const length = text.length + String(text.length + 2).length
  const data = Buffer.alloc(512)
  data.write(length + text)
  return Buffer.concat([rawHeader('pax_global_header', 'g', length), data])
}

test.for([
  ['a symbolic link', '2'],
  ['a hard link', '1'],
])('%s with data is refused: for Python and GNU tar that is the next member', async ([, flag]) => {
  const archive = Buffer.concat([file('f'), rawHeader('l', flag ?? '', 512), file('inner'), file('f'), END])
  await expect(fetchBytes(archive)).rejects.toThrow(
    'programs do not agree on what the archive holds: the link l has data',
  )
})

test.each([1, 512, 4096, 2 ** 29])(
  'a folder has no data, also of %i bytes: nobody waits for it',
  async (size) => {
    const archive = Buffer.concat([rawHeader('d/', '5', size), file('d/f'), END])
    const { unpacked } = await fetchBytes(archive)
    expect([...unpacked.hashes.files.keys()]).toEqual(['d/f'])
  },
)

test.each(['path=f', 'linkpath=f', 'size=0', 'GNU.sparse.major=1'])(
  'a header for all members may not say `%s`, which Python heeds',
  async (record) => {
    const archive = Buffer.concat([ofAll(record), file('a'), file('b'), END])
    await expect(fetchBytes(archive)).rejects.toThrow(
      `programs do not agree on what the archive holds: one header says the ${record.split('=')[0]}`,
    )
  },
)

test('it may name the commit, as `git archive` does', async () => {
  const archive = Buffer.concat([ofAll('comment=0123456789'), file('a'), END])
  const { unpacked } = await fetchBytes(archive)
  expect([...unpacked.hashes.files.keys()]).toEqual(['a'])
})

test('what has a type that nobody knows is a file, with all walls of one', async () => {
  const of = (name: string, flag: string) => fetchBytes(Buffer.concat([rawHeader(name, flag, 0), END]))
  for (const flag of ['V', 'Z', 'M', 'D', '8', '\u0001']) {
    expect([...(await of('a', flag)).unpacked.hashes.files.keys()]).toEqual(['a'])
    await expect(of('/etc/passwd', flag)).rejects.toThrow('/etc/passwd has an absolute path')
    await expect(of('../x', flag)).rejects.toThrow('../x has `..` in its path')
    await expect(of('', flag)).rejects.toThrow('a file without a name')
  }
})

test('its data is passed over and counted like that of a file', async () => {
  const data = Buffer.alloc(512, 'x')
  const archive = Buffer.concat([rawHeader('a', 'Z', 512), data, file('b'), END])
  const { unpacked } = await fetchBytes(archive)
  expect([...unpacked.hashes.files.keys()]).toEqual(['a', 'b'])
  await expect(fetchBytes(archive, { limits: { maxFiles: 9, maxSize: 100, maxRatio: 9 } })).rejects.toThrow(
    'more than 100 bytes',
  )
})

test('a volume label in the place of a folder is refused: Python makes a file of it', async () => {
  const archive = Buffer.concat([rawHeader('data', 'V', 0), rawHeader('data/', '5', 0), file('data/a'), END])
  await expect(fetchBytes(archive)).rejects.toThrow(
    'data is a folder in the archive, and something else as well',
  )
})

test('headers of Solaris are refused: Python heeds them, and others take them for a file', async () => {
  const archive = Buffer.concat([rawHeader('a', 'X', 0), file('b'), END])
  await expect(fetchBytes(archive)).rejects.toThrow('it has headers of Solaris, which only some read')
})

test('an old folder with data is refused: Python does not pass over it', async () => {
  const archive = Buffer.concat([rawHeader('a/', '\0', 512), Buffer.alloc(512, 'x'), END])
  await expect(fetchBytes(archive)).rejects.toThrow('the folder a/ has data')
})

test.each([1, 7, 156, 157, 511, 512, 513, 1000, 4096])(
  'in pieces of %i bytes the types are the same',
  async (size) => {
    const archive = Buffer.concat([
      rawHeader('label', 'V', 0),
      rawHeader('old/', '\0', 0),
      rawHeader('old/deep/', '\0', 0),
      rawHeader('old/deep/a', 'Z', 3),
      Buffer.alloc(512, 'abc'),
      rawHeader('new/', '5', 0),
      file('new/b'),
      END,
    ])
    await using into = await tempFolder('medperf-pieces-')
    async function* pieces() {
      for (let at = 0; at < archive.length; at += size) yield Uint8Array.from(archive.subarray(at, at + size))
    }
    const root = await unpackTar(
      pieces(),
      into.path,
      createGuard({ maxFiles: 99, maxSize: 1e6, maxRatio: 99 }),
    )
    expect([...listHashes(root).keys()].sort()).toEqual(['label', 'new/b', 'old/deep/a'])
  },
)
