import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDocker } from '../../../../src/engines/docker/docker.ts'
import type { Engine } from '../../../../src/engines/engine.ts'
import { PLATFORM } from '../../../../src/engines/pull-size.ts'
import { ExpectedError, toFailure } from '../../../../src/facts/error.ts'
import { BUSYBOX, buildImage, busyboxImage, hasImage } from '../../../../stand-ins/images.ts'
import { type TempFolder, tempFolder } from '../../../../stand-ins/workspace.ts'
import { partsOf, sha256 } from '../../../support/hostile-archives.ts'
import { loadOptions } from '../../../support/loading.ts'

const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8', stdio: 'pipe' }).trim()
const TAG = 'medperf-test/archived:1'
const SECOND = 'medperf-test/archived:2'
let engine: Engine
let folder: TempFolder
let archive: string
let id: string
let names: string[]

beforeAll(async () => {
  await busyboxImage()
  engine = await openDocker()
})
beforeEach(async () => {
  names = []
  folder = await tempFolder()
  archive = join(folder.path, 'image.tar')
  await buildImage(TAG, `FROM ${BUSYBOX}\nENV ARCHIVED=yes\n`)
  id = docker('image', 'inspect', '--format', '{{.Id}}', TAG)
  docker('tag', TAG, SECOND)
})
afterEach(async () => {
  await engine.removeImages(names)
  for (const tag of [TAG, SECOND]) if (await hasImage(tag)) docker('rmi', '-f', tag)
  await folder[Symbol.asyncDispose]()
})
afterAll(() => engine.close())

const load = (path: string, change: Parameters<typeof loadOptions>[1] = {}) => {
  const options = loadOptions(folder.path, change)
  names.push(options.as)
  return engine.load(path, options)
}
const failureOf = (loading: Promise<unknown>) =>
  loading.then(
    () => undefined,
    (error: unknown) => (error instanceof ExpectedError ? toFailure(error) : error),
  )
const configDigest = async () => `sha256:${sha256((await partsOf(readFileSync(archive))).config)}`

test('an archive saved by tag is told by the digest of its configuration', async () => {
  docker('save', '-o', archive, SECOND)
  docker('rmi', TAG, SECOND)
  const loaded = await load(archive)
  expect(loaded).toEqual({
    runBy: docker('image', 'inspect', '--format', '{{.Id}}', names[0] ?? ''),
    configDigest: await configDigest(),
    bytes: expect.any(Number),
    platform: PLATFORM,
  })
  expect([await hasImage(TAG), await hasImage(SECOND)]).toEqual([false, false])
})

test.each(['gzip', 'bzip2', 'xz'])('an archive packed with %s is loaded', async (packer) => {
  docker('save', '-o', archive, TAG)
  docker('rmi', TAG, SECOND)
  const digest = await configDigest()
  execFileSync(packer, [archive])
  const packed = `${archive}.${{ gzip: 'gz', bzip2: 'bz2', xz: 'xz' }[packer]}`
  expect(await load(packed)).toMatchObject({ configDigest: digest })
})

test('an archive saved by ID is refused before it is loaded, because MedPerf needs the tag', async () => {
  docker('save', '-o', archive, id)
  docker('rmi', TAG, SECOND)
  expect(await failureOf(load(archive))).toEqual({
    kind: 'image',
    message: 'the image archive names no tag',
    hint: 'Make it with `docker save NAME:TAG`, by tag: MedPerf takes the image name from it.',
  })
  expect(await hasImage(id)).toBe(false)
})

test('a cancelled load throws the reason', async () => {
  docker('save', '-o', archive, TAG)
  const reason = new Error('cancelled')
  expect(await failureOf(load(archive, { signal: AbortSignal.abort(reason) }))).toBe(reason)
})

test('a name that is taken away leaves the other names of the image, and every other image', async () => {
  await engine.removeImages([TAG, 'medperf-test/never-there:1'])
  expect(await Promise.all([TAG, SECOND, BUSYBOX].map((name) => hasImage(name)))).toEqual([false, true, true])
})
