import { expect, test } from 'vitest'
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
