import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkSaved, type SavedCheck } from '../../../src/engines/saved/check.ts'
import { openInput } from '../../../src/engines/saved/input-file.ts'
import { withCopy } from '../../../src/engines/saved/write.ts'
import { ExpectedError, toFailure } from '../../../src/facts/error.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'
import {
  bombParts,
  type Entry,
  HOSTILE_ARCHIVES,
  honest,
  honestOci,
  type Parts,
  partsOf,
  platforms,
  sha256,
  smallParts,
  tarOf,
} from '../../support/hostile-archives.ts'

const LIMITS = { maxFiles: 1_000, maxSize: 1e9, maxRatio: 1_000 }
const TAG = 'lab/model:1'
let folder: TempFolder
let path: string
let image: Parts
let other: Parts

beforeAll(async () => {
  image = await smallParts()
  other = await smallParts('other')
})
beforeEach(async () => {
  folder = await tempFolder()
  path = join(folder.path, 'image.tar')
})
afterEach(() => folder[Symbol.asyncDispose]())

/** What is left of an archive after its check, as members and as what its table of contents says. */
async function rewrite(archive: Buffer, change: Partial<SavedCheck> = {}) {
  await writeFile(path, archive)
  await using input = await openInput(path)
  const checked = await checkSaved(input, { needsTag: true, limits: LIMITS, ...change })
  return await withCopy(input, checked, { as: 'own/name:run', folder: folder.path }, async (copy) => {
    const names = execFileSync('tar', ['tf', copy], { encoding: 'utf8' }).trim().split('\n')
    const manifest = execFileSync('tar', ['xOf', copy, 'manifest.json'], { encoding: 'utf8' })
    const parts = await partsOf(readFileSync(copy))
    return { names, manifest: JSON.parse(manifest), parts, configDigest: checked.configDigest }
  })
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof ExpectedError ? toFailure(error) : error),
  )

describe('an honest archive is left with its image under one name', () => {
  const HONEST: readonly (readonly [string, () => Promise<Buffer> | Buffer])[] = [
    ['of Docker before 25', () => tarOf(honest(image, [TAG, 'other:1']))],
    [
      'of Docker from 25 on',
      () =>
        tarOf(
          honestOci([
            [image, TAG],
            [other, 'x:1'],
          ]),
        ),
    ],
    ['of an image for several platforms, of which one was saved', () => severalPlatforms()],
    ['of several images, which MedPerf takes the first of', () => several()],
    ['with a layer packed by gzip', () => packedLayer(gzipSync)],
    ['with a layer packed by zstd', () => packedLayer(zstdCompressSync)],
    ['with a layer packed by zstd in many frames, as zstd:chunked', () => packedLayer(chunked)],
    ['with a layer packed by gzip in many parts, as estargz', () => packedLayer(parted)],
    ['of an image for this and a kindred processor, both saved', () => kindred()],
    [
      'with folders, and names that begin with a dot',
      () => tarOf([['./', { type: 'directory' }], ['l0/', { type: 'directory' }], ...honest(image, [TAG])]),
    ],
    ['with long names in headers of their own', () => longNames()],
    [
      'with another archive behind its end',
      async () => Buffer.concat([await tarOf(honest(image, [TAG])), await tarOf(honest(other, [TAG]))]),
    ],
  ]
  test.each(HONEST)('%s', async (_, make) => {
    const { names, manifest, parts, configDigest } = await rewrite(await make())
    const [{ Config, Layers }] = manifest
    expect(manifest).toEqual([{ Config, RepoTags: ['own/name:run'], Layers }])
    expect(names.sort()).toEqual([Config, ...Layers, 'manifest.json'].sort())
    expect(parts.config).toEqual(image.config)
    expect(parts.layers).toHaveLength(1)
    expect(configDigest).toBe(`sha256:${sha256(image.config)}`)
  })

  test('labels may differ in their case alone', async () => {
    const { layers } = image
    const diff = layers.map((layer) => `sha256:${sha256(layer)}`)
    const config = { config: { Labels: { a: '1', A: '2' } }, rootfs: { type: 'layers', diff_ids: diff } }
    const parts = { config: Buffer.from(JSON.stringify(config)), layers }
    expect((await rewrite(await tarOf(honest(parts, [TAG])))).parts.config).toEqual(parts.config)
  })

  test('a layer that comes twice is a link in archives of Docker before 25, and needs none', async () => {
    const layer = image.layers[0] as Buffer
    const diff = `sha256:${sha256(layer)}`
    const config = Buffer.from(JSON.stringify({ rootfs: { type: 'layers', diff_ids: [diff, diff] } }))
    const twice = honest({ config, layers: [layer, layer] }, [TAG]).map(
      ([name, content]): Entry =>
        name === 'l1/layer.tar' ? [name, { type: 'symlink', linkname: '../l0/layer.tar' }] : [name, content],
    )
    const { manifest, parts } = await rewrite(await tarOf(twice))
    expect(manifest[0].Layers[0]).toBe(manifest[0].Layers[1])
    expect(parts.layers).toEqual([layer, layer])
  })
})

const several = () =>
  tarOf([
    ...honest(image, [TAG]).slice(0, -2),
    [`${sha256(other.config)}.json`, other.config],
    ['o/layer.tar', other.layers[0] as Buffer],
    [
      'manifest.json',
      JSON.stringify([
        { Config: `${sha256(image.config)}.json`, RepoTags: [TAG], Layers: ['l0/layer.tar'] },
        { Config: `${sha256(other.config)}.json`, RepoTags: ['x:1'], Layers: ['o/layer.tar'] },
      ]),
    ],
  ])

const packedLayer = (packer: (layer: Buffer) => Buffer) =>
  tarOf(
    honest(image, [TAG]).map(([name, content]) => [
      name,
      name === 'l0/layer.tar' ? packer(content as Buffer) : content,
    ]),
  )

const inParts = (layer: Buffer, packer: (part: Buffer) => Buffer) =>
  Array.from({ length: Math.ceil(layer.length / 300) }, (_, at) =>
    packer(layer.subarray(at * 300, at * 300 + 300)),
  )
const SKIPPED = Buffer.from('502a4d180400000001020304', 'hex')
const chunked = (layer: Buffer) => Buffer.concat([...inParts(layer, zstdCompressSync), SKIPPED])
const parted = (layer: Buffer) => Buffer.concat(inParts(layer, gzipSync))

function kindred() {
  const [own, kin] = process.arch === 'x64' ? ['amd64', '386'] : [process.arch, 'arm']
  return tarOf(platforms([image, own as string], [other, kin as string], TAG))
}

const longNames = () => {
  const name = 'n'.repeat(300)
  const entries = honest(image, [TAG], { Layers: [name] })
  return tarOf(entries.map(([one, content]) => [one === 'l0/layer.tar' ? name : one, content]))
}

function severalPlatforms() {
  const entries = new Map(honestOci([[image, TAG]]))
  const index = JSON.parse(String(entries.get('index.json')))
  const [{ annotations, ...ours }] = index.manifests
  const nested = JSON.stringify({
    schemaVersion: 2,
    manifests: [
      { ...ours, platform: { architecture: 'amd64', os: 'linux' } },
      { digest: `sha256:${'1'.repeat(64)}`, platform: { architecture: 'arm64', os: 'linux' } },
      { digest: `sha256:${'2'.repeat(64)}`, platform: { architecture: 'unknown', os: 'unknown' } },
    ],
  })
  entries.set(`blobs/sha256/${sha256(nested)}`, nested)
  const manifests = [{ digest: `sha256:${sha256(nested)}`, annotations }]
  entries.set('index.json', JSON.stringify({ manifests }))
  return tarOf([...entries])
}

describe('an archive is refused before its table of contents is given out, and leaves nothing', () => {
  test.each(HOSTILE_ARCHIVES)('with $what', async ({ make, words }) => {
    const failure = await failureOf(rewrite(await make(image, other, TAG)))
    expect(failure).toMatchObject({ message: expect.stringMatching(words), hint: expect.any(String) })
    expect(readdirSync(folder.path)).toEqual(['image.tar'])
  })

  const BAD: readonly (readonly [string, readonly Entry[], string])[] = [
    ['an archive of something else', [['data.csv', '1,2']], 'the image archive has no manifest.json'],
    [
      'a manifest that is no JSON',
      [['manifest.json', '{']],
      'the image archive has a manifest.json that is not valid',
    ],
    [
      'an empty manifest',
      [['manifest.json', '[]']],
      'the image archive has a manifest.json that is not valid',
    ],
    [
      'a manifest of another shape',
      [['manifest.json', '[{"RepoTags":"a"}]']],
      'the image archive has a manifest.json that is not valid',
    ],
    [
      'a manifest too large to be one',
      [['manifest.json', `[${' '.repeat(5_000_000)}]`]],
      'the image archive has a manifest.json that is not valid',
    ],
  ]
  test.each(BAD)('%s', async (_, entries, message) => {
    expect(await failureOf(rewrite(await tarOf(entries)))).toMatchObject({ kind: 'image', message })
  })

  test('one that was cut off', async () => {
    await writeFile(path, await tarOf(honest(image, [TAG])))
    await truncate(path, 1_500)
    expect(await failureOf(rewrite(await readFile(path)))).toEqual({
      kind: 'archive',
      message: 'the archive is damaged: it is cut off',
      hint: 'Compare its size and sha256 with the original, and pack or upload it anew.',
    })
  })

  test.each([
    ['a web page', '<!doctype html><html></html>'],
    ['an empty file', ''],
  ])('%s', async (_, content) => {
    expect(await failureOf(rewrite(Buffer.from(content)))).toMatchObject({ kind: 'archive' })
  })

  test('one whose bytes are not those that were hashed', async () => {
    const archive = await tarOf(honest(image, [TAG]))
    const trailing = Buffer.concat([archive, Buffer.from('more')])
    expect(await failureOf(rewrite(trailing, { sha256: sha256(archive) }))).toMatchObject({ kind: 'hash' })
    expect(await failureOf(rewrite(archive, { sha256: sha256(archive) }))).toBeUndefined()
  })
})

describe('a bomb ends at its limit', () => {
  const SIZE = 300 * 1024 ** 2
  const RATIO = { kind: 'archive', message: 'the archive unpacks to more than 1,000 times its size' }

  test.each(['bzip2', 'xz', 'gzip'])('packed with %s, with a table of contents in front', async (packer) => {
    const front = await tarOf([
      ['manifest.json', JSON.stringify([{ Config: 'x', RepoTags: [TAG], Layers: [] }])],
    ])
    const tar = Buffer.concat([front.subarray(0, 1_024), Buffer.alloc(SIZE)])
    bombParts(SIZE).layers[0]?.copy(tar, 1_024, 0, 512)
    const packed = execFileSync(packer, ['-9', '-c'], { input: tar, maxBuffer: 1e9 })
    expect(
      await failureOf(rewrite(packed, { limits: { ...LIMITS, maxRatio: packer === 'gzip' ? 500 : 1_000 } })),
    ).toMatchObject(
      packer === 'gzip'
        ? { kind: 'archive', message: 'the archive unpacks to more than 500 times its size' }
        : RATIO,
    )
    expect(readdirSync(folder.path)).toEqual(['image.tar'])
  })

  test('in a layer, which the engine would unpack', async () => {
    const bomb = bombParts(SIZE)
    const archive = await tarOf(honest({ ...bomb, layers: [bomb.packed] }, [TAG]))
    expect(await failureOf(rewrite(archive, { limits: { ...LIMITS, maxRatio: 500 } }))).toMatchObject({
      kind: 'archive',
    })
    const small = { ...LIMITS, maxSize: 100 * 1024 ** 2 }
    expect(await failureOf(rewrite(archive, { limits: small }))).toMatchObject({
      message: 'the archive holds more than 104,857,600 bytes',
    })
    expect(await failureOf(rewrite(archive, { limits: { ...LIMITS, maxRatio: 1_100 } }))).toBeUndefined()
  })

  test('of many files', async () => {
    const files = Array.from({ length: 30 }, (_, at): Entry => [`f${at}`, ''])
    const archive = await tarOf([...files, ...honest(image, [TAG])])
    expect(await failureOf(rewrite(archive, { limits: { ...LIMITS, maxFiles: 20 } }))).toMatchObject({
      message: 'the archive holds more than 20 files and folders',
    })
  })
})

describe('an archive of several images', () => {
  /** What is said to be left aside. */
  async function others(entries: readonly Entry[]) {
    await writeFile(path, await tarOf(entries))
    await using input = await openInput(path)
    const checked = await checkSaved(input, { needsTag: true, limits: LIMITS })
    expect(checked).toMatchObject({ tag: TAG, configDigest: `sha256:${sha256(image.config)}` })
    if (checked.among !== undefined) expect(checked.among.first).toBe(TAG)
    return checked.among?.others
  }

  /** Members of several archives as one, whose manifest.json is of all of them. */
  function together(archives: readonly (readonly Entry[])[]): readonly Entry[] {
    const tables = archives.flatMap((entries) =>
      entries.flatMap(([name, content]) => (name === 'manifest.json' ? JSON.parse(String(content)) : [])),
    )
    const once = new Map(archives.flat().map((entry) => [entry[0], entry] as const))
    once.set('manifest.json', ['manifest.json', JSON.stringify(tables)])
    return [...once.values()]
  }
  const saved = (...images: readonly (readonly [Parts, readonly string[]])[]) =>
    together(
      images.map(([parts, tags], at) => {
        const own = (name: string) => name.replace(/^l(?=\d+\/)/, `image-${at}-`)
        const Layers = parts.layers.map((_, layer) => own(`l${layer}/layer.tar`))
        return honest(parts, tags, { Layers }).map(([name, content]): Entry => [own(name), content])
      }),
    )
  const savedOci = (...images: readonly (readonly [Parts, string])[]) =>
    together(images.map((one) => honestOci(images, one)))

  test('names those that are left aside, in each format', async () => {
    expect(await others(saved([image, [TAG]], [other, ['lab/other:2']]))).toEqual(['lab/other:2'])
    expect(await others(savedOci([image, TAG], [other, 'lab/other:2']))).toEqual(['lab/other:2'])
    // The newer table of contents alone may name the second.
    const alone = honestOci([
      [image, TAG],
      [other, 'lab/other:2'],
    ])
    expect(await others(alone)).toEqual(['docker.io/lab/other:2'])
  })

  test('calls one without a tag by its configuration', async () => {
    const [left] = (await others(saved([image, [TAG]], [other, []]))) ?? []
    expect(left).toContain(sha256(other.config).slice(0, 12))
  })

  test('is none where all tags are of one image', async () => {
    expect(await others(saved([image, [TAG, 'lab/model:2']]))).toBeUndefined()
    expect(await others(saved([image, [TAG]], [image, ['lab/model:2']]))).toBeUndefined()
    expect(await others(savedOci([image, TAG], [image, 'lab/model:2']))).toBeUndefined()
    expect(await others(honest(image, [TAG]))).toBeUndefined()
  })

  test('runs its first image though another one is not whole', async () => {
    const entries = honestOci([
      [image, TAG],
      [other, 'lab/other:2'],
    ])
    const without = entries.filter(
      ([name, content]) => name === 'index.json' || !String(content).includes(sha256(other.config)),
    )
    expect(await others(without)).toBeUndefined()
  })
})
