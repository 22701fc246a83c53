import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pack } from 'tar-stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSaved } from '../../src/engines/saved-image.ts'
import { ExpectedError, toFailure } from '../../src/facts/error.ts'
import { type TempFolder, tempFolder } from '../../stand-ins/workspace.ts'

let folder: TempFolder
let path: string

beforeEach(async () => {
  folder = await tempFolder()
  path = join(folder.path, 'image.tar')
})
afterEach(() => folder[Symbol.asyncDispose]())

async function write(members: Readonly<Record<string, string | Buffer>>): Promise<void> {
  const tar = pack()
  for (const [name, content] of Object.entries(members)) tar.entry({ name }, content)
  tar.finalize()
  const file = createWriteStream(path)
  for await (const chunk of tar) file.write(chunk)
  file.end()
  await once(file, 'close')
}

const failureOf = (reading: Promise<unknown>) =>
  reading.then(
    (tag) => tag,
    (error: unknown) => (error instanceof ExpectedError ? toFailure(error) : error),
  )

test('the first tag is taken, whatever lies before the manifest', async () => {
  await write({
    'blobs/sha256/x': Buffer.alloc(3_000_000, 1),
    'manifest.json': '[{"Config":"x","RepoTags":["a/b:1","a/b:2"],"Layers":[]},{"RepoTags":["c:1"]}]',
    'oci-layout': '{}',
  })
  expect(await readSaved(path)).toMatchObject({ tag: 'a/b:1' })
})

const BAD: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  ['an archive of something else', { 'data.csv': '1,2' }, 'the image archive has no manifest.json'],
  [
    'a manifest that is no JSON',
    { 'manifest.json': '{' },
    'the manifest.json of the image archive is not valid',
  ],
  ['an empty manifest', { 'manifest.json': '[]' }, 'the manifest.json of the image archive is not valid'],
  [
    'a manifest of another shape',
    { 'manifest.json': '[{"RepoTags":"a"}]' },
    'the manifest.json of the image archive is not valid',
  ],
  ['an image without tags', { 'manifest.json': '[{"RepoTags":null}]' }, 'the image archive names no tag'],
  [
    'an image with an empty list of tags',
    { 'manifest.json': '[{"RepoTags":[]}]' },
    'the image archive names no tag',
  ],
]
test.each(BAD)('%s is refused', async (_, members, message) => {
  await write(members)
  expect(await failureOf(readSaved(path))).toMatchObject({ kind: 'image', message })
})

test('a manifest too large to be one is not read', async () => {
  await write({ 'manifest.json': `[{"RepoTags":["a:1"]}]${' '.repeat(2_000_000)}` })
  expect(await failureOf(readSaved(path))).toMatchObject({
    message: 'the image archive has no manifest.json',
  })
})

test('an archive that was cut off is told', async () => {
  await write({ 'blobs/x': Buffer.alloc(100_000), 'manifest.json': '[{"RepoTags":["a:1"]}]' })
  await truncate(path, 50_000)
  expect(await failureOf(readSaved(path))).toMatchObject({
    kind: 'archive',
    message: 'the image archive is damaged: it is not a whole tar archive',
  })
})

test.each([
  ['a web page', '<!doctype html><html></html>'],
  ['an empty file', ''],
])('%s is not an archive', async (_, content) => {
  await writeFile(path, content)
  expect(await failureOf(readSaved(path))).toMatchObject({ kind: 'archive' })
})
