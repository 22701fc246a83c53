import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { openApptainer } from '../../src/engines/apptainer/apptainer.ts'
import { openDocker } from '../../src/engines/docker/docker.ts'
import { readLocalLayers } from '../../src/engines/docker/inspect.ts'
import type { Engine } from '../../src/engines/engine.ts'
import { openPodman } from '../../src/engines/podman/podman.ts'
import { openRoom, type RoomOptions, refuse } from '../../src/engines/room.ts'
import { useApptainer } from '../../stand-ins/apptainer.ts'
import { BUSYBOX, busyboxImage } from '../../stand-ins/images.ts'
import { podmanBusybox, usePodman } from '../../stand-ins/podman.ts'
import { startRegistry } from '../../stand-ins/registry.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { type FakeReply, image, served, sha256, startFakeRegistry } from '../registry/fake-registry.ts'
import { loadOptions } from '../support/loading.ts'
import { smallDisk } from '../support/small-disk.ts'

const TIMEOUT = 60_000
const TIB = 1024 ** 4
const { signal } = new AbortController()
const noApptainer = useApptainer()
usePodman()
beforeEach(() => podmanBusybox(), TIMEOUT)

const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8', stdio: 'pipe' }).trim()
const roomIn = (folder: string, more: Partial<RoomOptions> = {}) =>
  openRoom({ store: async () => folder, layers: async () => new Set(), signal, ...more })

const DISK = 'disk-full'
const HINT = expect.stringContaining('Free disk space before this step')

test('what fits exactly is not refused; one byte more is, with both numbers', () => {
  const place = { folder: '/var/lib/docker', free: 3 * 1024 ** 3 }
  expect(() => refuse('it takes 3.0 GiB', place.free, place)).not.toThrow()
  expect(() => refuse('it takes 3.0 GiB', place.free + 1, place)).toThrow(
    'it takes 3.0 GiB, and 3.0 GiB are free in /var/lib/docker',
  )
})

/** The manifest of an image of 10 TiB. */
const huge = { ...image(), layers: [{ digest: `sha256:${'1'.repeat(64)}`, size: 10 * TIB }] }

const ENGINES: readonly (readonly [string, (folder: string) => Promise<Engine>])[] = [
  ['Docker', () => openDocker()],
  ['Podman', () => openPodman()],
  ['Apptainer', (folder) => openApptainer('apptainer', { images: join(folder, 'images') })],
]

describe.each(ENGINES)('%s', (name, open) => {
  beforeEach((context) => {
    if (name === 'Apptainer' && noApptainer !== undefined) context.skip(noApptainer)
  })

  test('an image of 10 TiB is refused before a byte of it comes, and its size is told', {
    timeout: TIMEOUT,
  }, async () => {
    await using folder = await tempFolder()
    await using registry = await startFakeRegistry(served({ '1.0': huge }))
    const engine = await open(folder.path)
    const reference = `${registry.host}/lab/huge:1.0`
    const lines: string[] = []
    const say = (line: string) => void lines.push(line)
    await expect(engine.checkRoom([{ reference }], { signal, say })).rejects.toMatchObject({
      kind: DISK,
      message: expect.stringMatching(
        /^the image 127\.0\.0\.1:\d+\/lab\/huge:1\.0 is 10 TiB to download and about 25 TiB unpacked \(an estimate\), and [\d.]+ [GT]iB are free in \//,
      ),
      hint: HINT,
    })
    expect(lines).toEqual([expect.stringMatching(/10 TiB to download, about 25 TiB unpacked; .* are free$/)])
    expect(registry.requests.filter(({ url }) => url.includes('/blobs/sha256:1'))).toEqual([])
    await engine.close()
  })
})

test('what fits only if it hardly grows is warned of, not refused', async () => {
  await using disk = await smallDisk(2)
  const packed = { ...image(), layers: [{ digest: `sha256:${'1'.repeat(64)}`, size: 1.5 * 1024 ** 2 }] }
  await using registry = await startFakeRegistry(served({ '1.0': packed }))
  const lines: string[] = []
  const room = roomIn(disk.path, { say: (line) => void lines.push(line) })
  await room.pull([{ reference: `${registry.host}/lab/weights:1.0` }])
  expect(lines.at(-1)).toMatch(
    /is 1\.5 MiB to download and about 3\.8 MiB unpacked \(an estimate\): it may not fit$/,
  )
})

test('layers that are here already do not count', async () => {
  const diffs = ['a', 'b'].map((letter) => `sha256:${letter.repeat(64)}`)
  const config = JSON.stringify({ rootfs: { type: 'layers', diff_ids: diffs } })
  const answers = served({
    '1.0': { ...huge, config: { digest: sha256(config), size: 10 }, layers: [huge.layers[0], { size: 100 }] },
  })
  const answer = (request: Parameters<typeof answers>[0]): FakeReply =>
    request.url.endsWith(`/blobs/${sha256(config)}`) ? { body: config } : answers(request)
  await using registry = await startFakeRegistry(answer)
  const reference = `${registry.host}/lab/huge:1.0`
  await roomIn('/', { layers: async () => new Set([diffs[0] ?? '']) }).pull([{ reference }])
  await expect(
    roomIn('/', { layers: async () => new Set([diffs[1] ?? '']) }).pull([{ reference }]),
  ).rejects.toHaveProperty('kind', DISK)
})

describe('of images that come together', () => {
  const MIB = 1024 ** 2
  const sizedImage = (...layers: readonly (readonly [string, number])[]) => ({
    ...image(),
    layers: layers.map(([letter, mib]) => ({ digest: `sha256:${letter.repeat(64)}`, size: mib * MIB })),
  })

  test('each may fit alone and not all of them: the sum is refused before the first is pulled', async () => {
    await using disk = await smallDisk(4)
    const documents = { a: sizedImage(['1', 3]), b: sizedImage(['2', 3]), c: sizedImage(['3', 3]) }
    await using registry = await startFakeRegistry(served(documents))
    const [a, b, c] = ['a', 'b', 'c'].map((tag) => ({ reference: `${registry.host}/lab/x:${tag}` }))
    if (a === undefined || b === undefined || c === undefined) throw new TypeError()
    for (const one of [a, b, c]) await roomIn(disk.path).pull([one])
    await expect(roomIn(disk.path).pull([a, b, c])).rejects.toMatchObject({
      kind: DISK,
      message: `the images ${a.reference}, ${b.reference} and ${c.reference} are together 9.0 MiB to download and about 23 MiB unpacked (an estimate), and 4.0 MiB are free in ${disk.path}`,
      hint: HINT,
    })
  })

  test('a layer that two of them have, or an image that two containers have, counts once', async () => {
    await using disk = await smallDisk(4)
    const documents = { a: sizedImage(['1', 3], ['2', 0.25]), b: sizedImage(['1', 3], ['3', 0.25]) }
    await using registry = await startFakeRegistry(served(documents))
    const [a = '', b = ''] = ['a', 'b'].map((tag) => `${registry.host}/lab/x:${tag}`)
    const lines: string[] = []
    const room = roomIn(disk.path, { say: (line) => void lines.push(line) })
    await room.pull([{ reference: a }, { reference: b }, { reference: a }])
    expect(lines.at(-1)).toMatch(
      /^the images \S+ and \S+ are together 3\.5 MiB to download .*: it may not fit$/,
    )
  })
})

describe.each(ENGINES.filter(([name]) => name !== 'Apptainer'))(
  '%s, an image of this name is here',
  (name, open) => {
    const command = name.toLowerCase()
    const run = (...args: string[]) => execFileSync(command, args, { encoding: 'utf8', stdio: 'pipe' }).trim()

    test('its successor in the registry counts, and the same image does not', {
      timeout: TIMEOUT,
    }, async () => {
      await using folder = await tempFolder()
      await using registry = await startRegistry()
      const reference = `${registry.host}/lab/prep:1.0`
      const plain = name === 'Podman' ? ['--tls-verify=false'] : []
      const push = () => run('push', '--quiet', ...plain, reference)
      writeFileSync(join(folder.path, 'noise'), randomBytes(3 * 1024 ** 2))
      writeFileSync(join(folder.path, 'Dockerfile'), `FROM ${BUSYBOX}\nCOPY noise /\n`)
      const engine = await open(folder.path)
      const lines: string[] = []
      const look = () => engine.checkRoom([{ reference }], { signal, say: (line) => void lines.push(line) })
      try {
        run('tag', BUSYBOX, reference)
        push()
        await look()
        expect(lines).toEqual([])
        run('build', '--tag', reference, folder.path)
        push()
        run('rmi', reference)
        run('tag', BUSYBOX, reference)
        await look()
        expect(lines).toEqual([expect.stringMatching(/\/lab\/prep:1\.0: [4-6]\.\d MiB to download/)])
      } finally {
        run('rmi', '--force', reference)
        await engine.close()
      }
    })
  },
)

test.each(['docker', 'podman'] as const)('the layers of the images of %s are known', async (command) => {
  const ours = docker('image', 'inspect', '--format', '{{index .RootFS.Layers 0}}', BUSYBOX)
  expect(await readLocalLayers(command)).toContain(ours)
})

describe('nothing is refused because of', () => {
  test('a registry that cuts the connection, or answers nonsense', async () => {
    for (const reply of [undefined, { status: 500 }, { body: 'nonsense' }]) {
      await using registry = await startFakeRegistry(() => reply)
      await roomIn('/').pull([{ reference: `${registry.host}/lab/x:1.0` }])
    }
  })

  test('a disk that nobody knows', async () => {
    await using registry = await startFakeRegistry(served({ '1.0': huge }))
    const room = roomIn('/', { store: async () => undefined })
    await room.pull([{ reference: `${registry.host}/lab/huge:1.0` }])
    await room.load('/absent')
    await room.build()
    expect(registry.requests).toEqual([])
  })

  test('a file that is no archive: who loads it says so', async () => {
    await using disk = await smallDisk(1)
    await using folder = await tempFolder()
    writeFileSync(join(folder.path, 'file'), Buffer.alloc(4 * 1024 ** 2, 'x'))
    await roomIn(disk.path).load(join(folder.path, 'file'))
  })
})

describe('on a disk of one MiB', () => {
  test('a pull is refused with both numbers', { timeout: TIMEOUT }, async (context) => {
    if (noApptainer !== undefined) context.skip(noApptainer)
    await busyboxImage()
    await using disk = await smallDisk(1)
    await using registry = await startRegistry()
    const reference = `${registry.host}/lab/prep:1.0`
    docker('tag', BUSYBOX, reference)
    docker('push', '--quiet', reference)
    docker('rmi', reference)
    const engine = await openApptainer('apptainer', { images: join(disk.path, 'images') })
    const coming = [{ reference }]
    await expect(engine.checkRoom(coming, { signal, say: () => {} })).rejects.toMatchObject({
      kind: DISK,
      message: expect.stringMatching(
        /is 1\.\d MiB to download and about \d\.\d MiB unpacked \(an estimate\), and 1\.0 MiB are free in /,
      ),
      hint: HINT,
    })
    await engine.close()
  })

  test('an archive is refused before it is loaded or converted', { timeout: TIMEOUT }, async (context) => {
    if (noApptainer !== undefined) context.skip(noApptainer)
    await busyboxImage()
    await using disk = await smallDisk(1)
    await using folder = await tempFolder()
    const archive = join(folder.path, 'image.tar')
    docker('save', '--output', archive, BUSYBOX)
    expect(statSync(archive).size).toBeGreaterThan(1024 ** 2)
    const images = join(disk.path, 'images')
    mkdirSync(images)
    const engine = await openApptainer('apptainer', { images })
    await expect(engine.load(archive, loadOptions(folder.path))).rejects.toMatchObject({
      kind: DISK,
      message: expect.stringMatching(/^the image archive has 2\.\d MiB, and 1\.0 MiB are free in /),
      hint: HINT,
    })
    await engine.close()
    const small = join(folder.path, 'small.tar.gz')
    writeFileSync(small, gzipSync(Buffer.concat([Buffer.alloc(600_000, 0)])))
    await roomIn(disk.path).load(small)
  })

  test('a build is refused', async () => {
    await using disk = await smallDisk(1)
    await expect(roomIn(disk.path).build()).rejects.toHaveProperty(
      'message',
      `a build needs 512 MiB at least, and 1.0 MiB are free in ${disk.path}`,
    )
    await roomIn('/').build()
  })
})
