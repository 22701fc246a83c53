import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDocker } from '../../../src/engines/docker/docker.ts'
import type { Engine } from '../../../src/engines/engine.ts'
import { ExpectedError, toFailure } from '../../../src/facts/error.ts'
import { containerRun, runToEnd } from '../../../stand-ins/container.ts'
import { BUSYBOX, buildImage, busyboxImage, hasImage } from '../../../stand-ins/images.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'

const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8', stdio: 'pipe' }).trim()
const TAG = 'medperf-test/archived:1'
const SECOND = 'medperf-test/archived:2'
const signal = new AbortController().signal
let engine: Engine
let folder: TempFolder
let archive: string
let id: string

beforeAll(async () => {
  await busyboxImage()
  engine = await openDocker()
})
beforeEach(async () => {
  folder = await tempFolder()
  archive = join(folder.path, 'image.tar')
  await buildImage(TAG, `FROM ${BUSYBOX}\nENV ARCHIVED=yes\n`)
  id = docker('image', 'inspect', '--format', '{{.Id}}', TAG)
  docker('tag', TAG, SECOND)
})
afterEach(async () => {
  for (const tag of [TAG, SECOND]) if (await hasImage(tag)) docker('rmi', '-f', tag)
  await folder[Symbol.asyncDispose]()
})
afterAll(() => engine.close())

const failureOf = (loading: Promise<unknown>) =>
  loading.then(
    () => undefined,
    (error: unknown) => (error instanceof ExpectedError ? toFailure(error) : error),
  )

test('an archive saved by tag is loaded, and its first tag is what runs', async () => {
  docker('save', '-o', archive, SECOND)
  docker('rmi', TAG, SECOND)
  expect(await engine.load(archive, { signal })).toEqual({
    runBy: id,
    configDigest: id,
    bytes: expect.any(Number),
  })
  expect(await hasImage(TAG)).toBe(false)
  const { output } = await runToEnd(engine, containerRun(['env'], { image: SECOND }), folder.path)
  expect(output.toString()).toContain('ARCHIVED=yes')
})

test('two archives of the same tag are two images, whichever is loaded last', async () => {
  docker('save', '-o', archive, TAG)
  await buildImage(TAG, `FROM ${BUSYBOX}\nENV ARCHIVED=another\n`)
  const other = join(folder.path, 'other.tar')
  docker('save', '-o', other, TAG)
  docker('rmi', '-f', TAG, SECOND)
  const [first, second] = await Promise.all([archive, other].map((one) => engine.load(one, { signal })))
  const says = async (image = '') =>
    (await runToEnd(engine, containerRun(['env'], { image }), folder.path)).output.toString()
  expect(await says(first?.runBy)).toContain('ARCHIVED=yes')
  expect(await says(second?.runBy)).toContain('ARCHIVED=another')
  for (const one of [first, second]) docker('rmi', '-f', one?.configDigest ?? '')
})

test.each(['gzip', 'bzip2', 'xz'])('an archive packed with %s is loaded', async (packer) => {
  docker('save', '-o', archive, TAG)
  docker('rmi', TAG, SECOND)
  execFileSync(packer, [archive])
  const packed = `${archive}.${{ gzip: 'gz', bzip2: 'bz2', xz: 'xz' }[packer]}`
  expect(await engine.load(packed, { signal })).toMatchObject({ runBy: id, configDigest: id })
})

test('an archive saved by ID is refused before it is loaded, because MedPerf needs the tag', async () => {
  docker('save', '-o', archive, id)
  docker('rmi', TAG, SECOND)
  expect(await failureOf(engine.load(archive, { signal }))).toEqual({
    kind: 'image',
    message: 'the image archive names no tag',
    hint: 'Make it with `docker save NAME:TAG`, by tag: MedPerf takes the image name from it.',
  })
  expect(await hasImage(id)).toBe(false)
})

test('an archive that is damaged behind its manifest is told in words of Docker', async () => {
  execFileSync('sh', [
    '-c',
    `cd "$1" && printf '%s' '[{"Config":"absent.json","RepoTags":["${TAG}"],"Layers":[]}]' >manifest.json && tar cf image.tar manifest.json`,
    'sh',
    folder.path,
  ])
  docker('rmi', TAG, SECOND)
  expect(await failureOf(engine.load(archive, { signal }))).toMatchObject({
    kind: 'image',
    message: expect.stringMatching(/^the image archive cannot be loaded: .*absent\.json/),
  })
})

test('a cancelled load throws the reason', async () => {
  docker('save', '-o', archive, TAG)
  const reason = new Error('cancelled')
  expect(await failureOf(engine.load(archive, { signal: AbortSignal.abort(reason) }))).toBe(reason)
})

test('an image that is removed goes with all its tags, and no other goes with it', async () => {
  await engine.removeImages([TAG, 'medperf-test/never-there:1'])
  expect(await Promise.all([TAG, SECOND, BUSYBOX].map((name) => hasImage(name)))).toEqual([
    false,
    false,
    true,
  ])
})
