import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openApptainer } from '../../../src/engines/apptainer/apptainer.ts'
import type { Engine } from '../../../src/engines/engine.ts'
import { useApptainer } from '../../../stand-ins/apptainer.ts'
import { BUSYBOX, buildImage, busyboxImage } from '../../../stand-ins/images.ts'
import { startRegistry } from '../../../stand-ins/registry.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'
import { loadOptions } from '../../support/loading.ts'

const reason = useApptainer()
const TIMEOUT = 120_000
const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8', stdio: 'pipe' })
const { signal } = new AbortController()
let folder: TempFolder
let engine: Engine

beforeEach(async (context) => {
  if (reason !== undefined) return context.skip(reason)
  await busyboxImage()
  // Of a folder below /tmp, a container of Apptainer has another one.
  folder = await tempFolder('medperf-test-', '/var/tmp')
  engine = await openApptainer('apptainer', { images: join(folder.path, 'images') })
}, TIMEOUT)
afterEach(async () => {
  await engine?.close()
  await folder?.[Symbol.asyncDispose]()
}, TIMEOUT)

/** An image whose links stand where Apptainer writes what it adds to every image, and what they lead to, as seen from a root. */
async function linkedImage(tag: string, links: readonly string[], isFolder: boolean, root = '') {
  const victim = join(folder.path, 'victim')
  mkdirSync(victim)
  const file = join(victim, 'profile')
  if (!isFolder) writeFileSync(file, 'own\n', { mode: 0o600 })
  const made = links.map(
    (link) => `mkdir -p "$(dirname ${link})" && ln -sfn ${root}${isFolder ? victim : file} ${link}`,
  )
  await buildImage(tag, `FROM ${BUSYBOX}\nRUN ${made.join(' && ')}\nCMD ["echo", "hacked"]\n`)
  return () => (isFolder ? readdirSync(victim).join() : readFileSync(file, 'utf8'))
}

const LINKS = [
  { links: ['/.singularity.d/runscript'], isFolder: false, left: 'own\n' },
  { links: ['/.singularity.d/labels.json'], isFolder: false, left: 'own\n' },
  { links: ['/.singularity.d/env/10-docker2singularity.sh'], isFolder: false, left: 'own\n' },
  { links: ['/.singularity.d'], isFolder: true, left: '' },
  { links: ['/.singularity.d/env', '/.singularity.d/libs'], isFolder: true, left: '' },
]

test.each(LINKS)(
  'an archive that is converted writes nothing through its links $links',
  {
    timeout: TIMEOUT,
  },
  async ({ links, isFolder, left }) => {
    const tag = `medperf-test/links:${process.pid}`
    const look = await linkedImage(tag, links, isFolder)
    const archive = join(folder.path, 'image.tar')
    docker('save', '--output', archive, tag)
    docker('rmi', tag)
    await engine.load(archive, loadOptions(folder.path)).catch(() => {})
    expect(look()).toBe(left)
  },
)

test('nor through the root of a process of this machine', { timeout: TIMEOUT }, async () => {
  // Of one that has fewer rights than the conversion the kernel shows it.
  const other = spawn('setpriv', ['--bounding-set=-all', 'sleep', '120'], { stdio: 'ignore' })
  await once(other, 'spawn')
  const tag = `medperf-test/links:${process.pid}`
  const look = await linkedImage(tag, ['/.singularity.d/runscript'], false, `/proc/${other.pid}/root`)
  const archive = join(folder.path, 'image.tar')
  docker('save', '--output', archive, tag)
  docker('rmi', tag)
  await engine.load(archive, loadOptions(folder.path)).catch(() => {})
  other.kill('SIGKILL')
  expect(look()).toBe('own\n')
})

test('an image of a registry that is converted writes nothing through its links', {
  timeout: TIMEOUT,
}, async () => {
  await using registry = await startRegistry()
  const tag = `${registry.host}/lab/links:1`
  const look = await linkedImage(tag, ['/.singularity.d/runscript', '/.singularity.d/labels.json'], false)
  docker('push', '--quiet', tag)
  docker('rmi', tag)
  await expect(engine.image(tag, { signal, warn: () => {} })).rejects.toHaveProperty('kind', 'image')
  expect(look()).toBe('own\n')
})

test('a login that lies in /tmp stands in the way of nothing', { timeout: TIMEOUT }, async () => {
  await using login = await tempFolder('medperf-login-', '/tmp')
  vi.stubEnv('DOCKER_CONFIG', login.path)
  const { runBy } = await engine.image(BUSYBOX, { signal, warn: () => {} })
  vi.unstubAllEnvs()
  expect(runBy).toContain('.sif')
})

/** Where a SIF's list of what it holds says of its third entry that it is in use, what it is, and with which file system. */
async function changeSif(change: (third: Buffer, header: Buffer) => void): Promise<string> {
  const sif = join(folder.path, 'own.sif')
  const { runBy } = await engine.image(BUSYBOX, { signal, warn: () => {} })
  const bytes = readFileSync(runBy)
  const list = Number(bytes.readBigInt64LE(96))
  const image = [0, 1, 2, 3].find((at) => bytes.readInt32LE(list + at * 585) === 0x4004) ?? 0
  change(bytes.subarray(list + image * 585), bytes)
  writeFileSync(sif, bytes)
  return sif
}

const CHANGES: readonly (readonly [what: string, change: (image: Buffer, header: Buffer) => void])[] = [
  ['ext3', (image: Buffer) => void image.writeInt32LE(2, 201)],
  ['a raw device', (image: Buffer) => void image.writeInt32LE(4, 201)],
  ['no list', (_: Buffer, header: Buffer) => void header.writeBigInt64LE(2n ** 60n, 96)],
  ['a list before its beginning', (_: Buffer, header: Buffer) => void header.writeBigInt64LE(-9n, 96)],
  ['an endless list', (_: Buffer, header: Buffer) => void header.writeBigInt64LE(2n ** 40n, 88)],
]

test.each(CHANGES)(
  'a SIF with %s is refused before anything mounts it',
  { timeout: TIMEOUT },
  async (_, change) => {
    const sif = await changeSif(change)
    await expect(engine.load(sif, loadOptions(folder.path))).rejects.toMatchObject({
      kind: 'image',
      message: expect.stringMatching(/^the Singularity file (has a partition|ends before|says that)/),
    })
  },
)

test('a SIF as Apptainer makes it is taken as it is', { timeout: TIMEOUT }, async () => {
  const sif = await changeSif(() => {})
  expect(await engine.load(sif, loadOptions(folder.path))).toMatchObject({ runBy: sif })
})
