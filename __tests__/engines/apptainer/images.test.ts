import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openApptainer } from '../../../src/engines/apptainer/apptainer.ts'
import type { Engine } from '../../../src/engines/engine.ts'
import { useApptainer } from '../../../stand-ins/apptainer.ts'
import { runToEnd, script } from '../../../stand-ins/container.ts'
import { BUSYBOX, buildImage, busyboxImage } from '../../../stand-ins/images.ts'
import { type Registry, startRegistry } from '../../../stand-ins/registry.ts'
import { type TempFolder, tempFolder, tempWorkspace } from '../../../stand-ins/workspace.ts'
import { buildOf } from '../../support/build-of.ts'
import { freshName, loadOptions } from '../../support/loading.ts'

const reason = useApptainer()
const TIMEOUT = 60_000
const LABEL = `org.medperf.test=sif-build-${process.pid}`
const MARK = `apptainer-${process.pid}`
const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8', stdio: 'pipe' }).trim()
const idOf = (name: string) => docker('image', 'inspect', '--format', '{{.Id}}', name)
const { signal } = new AbortController()
let folder: TempFolder
let engine: Engine
let warnings: string[]
let registry: Registry | undefined

beforeEach(async (context) => {
  if (reason !== undefined) return context.skip(reason)
  await busyboxImage()
  folder = await tempFolder()
  engine = await openApptainer('apptainer', { images: join(folder.path, 'images') })
  warnings = []
}, TIMEOUT)
afterEach(async () => {
  await engine?.close()
  await registry?.[Symbol.asyncDispose]()
  registry = undefined
  await folder?.[Symbol.asyncDispose]()
}, TIMEOUT)

const image = (reference: string) =>
  engine.image(reference, { signal, warn: (message) => void warnings.push(message) })
const kept = () => readdirSync(join(folder.path, 'images'))
const says = async (reference: string, lines: string) =>
  (await runToEnd(engine, script(lines, { image: reference }), folder.path)).output.toString()

/** Pushes busybox to a registry and forgets the name that Docker gave it. */
async function push(): Promise<{ readonly reference: string; readonly digest: string }> {
  registry = await startRegistry()
  const reference = `${registry.host}/lab/prep:1.0`
  docker('tag', BUSYBOX, reference)
  docker('push', '--quiet', reference)
  const digests = docker('image', 'inspect', '--format', '{{join .RepoDigests "\\n"}}', reference)
  docker('rmi', reference)
  const digest = /@(sha256:[0-9a-f]{64})/.exec(
    digests.split('\n').find((one) => one.startsWith(registry?.host ?? '')) ?? '',
  )?.[1]
  return { reference, digest: digest ?? '' }
}

test('an image of a registry with a port is converted once per digest', { timeout: TIMEOUT }, async () => {
  const { reference, digest } = await push()
  const first = await image(reference)
  expect(first).toMatchObject({ registryDigest: digest, configDigest: idOf(BUSYBOX) })
  expect(kept()).toEqual([`${digest.replace(':', '_')}.sif`])
  const made = statSync(first.runBy).mtimeMs
  expect(await image(reference.replace(':1.0', `@${digest}`))).toEqual(first)
  expect(statSync(first.runBy).mtimeMs).toBe(made)
  expect(warnings).toEqual([])
  expect(await says(first.runBy, 'echo it runs')).toContain('it runs\n')
})

test('two that want the same image wait for one conversion', { timeout: TIMEOUT }, async () => {
  const [one, other] = await Promise.all([image(BUSYBOX), image(BUSYBOX)])
  expect(one).toEqual(other)
  expect(kept()).toHaveLength(1)
})

test('what Docker alone has is taken from it, without a digest', { timeout: TIMEOUT }, async () => {
  const found = await image(BUSYBOX)
  expect(found.configDigest).toBe(idOf(BUSYBOX))
  expect(found).not.toHaveProperty('registryDigest')
  expect(kept()).toEqual([`${found.configDigest.replace(':', '_')}.sif`])
})

test('an image that is nowhere says what the registry said, and leaves nothing', {
  timeout: TIMEOUT,
}, async () => {
  registry = await startRegistry()
  await expect(image(`${registry.host}/lab/absent:1`)).rejects.toMatchObject({
    kind: 'image',
    message: expect.stringMatching(/absent:1 cannot be had: .* does not exist/),
    hint: expect.any(String),
  })
  expect(kept()).toEqual([])
})

test('a `docker save` archive is converted once, plain or compressed, and a SIF is used as it is', {
  timeout: TIMEOUT,
}, async () => {
  const archive = join(folder.path, 'image.tar')
  docker('save', '--output', archive, BUSYBOX)
  execFileSync('gzip', ['--keep', archive])
  const plain = await engine.load(archive, loadOptions(folder.path))
  expect(plain.configDigest).toBe(idOf(BUSYBOX))
  expect(await engine.load(archive, loadOptions(folder.path))).toEqual(plain)
  const packed = await engine.load(`${archive}.gz`, loadOptions(folder.path))
  expect(packed.configDigest).toBe(plain.configDigest)
  expect(kept()).toHaveLength(2)
  const own = join(folder.path, 'own.sif')
  copyFileSync(plain.runBy, own)
  expect(await engine.load(own, loadOptions(folder.path))).toMatchObject({ runBy: own })
  expect(await says(own, 'echo it runs')).toContain('it runs\n')
})

test.each(['c:d', 'a,b', 'demo^x', 'back\\slash', 'two words ü', 'docker-archive:x:1'])(
  'an archive of the name %j in a folder of that name is converted, and runs',
  { timeout: TIMEOUT },
  async (name) => {
    const home = join(folder.path, name)
    mkdirSync(home)
    const archive = join(home, `${name}.tar`)
    docker('save', '--output', archive, BUSYBOX)
    const odd = await openApptainer('apptainer', { images: join(home, 'images') })
    const found = await odd.load(archive, loadOptions(home))
    expect(found.configDigest).toBe(idOf(BUSYBOX))
    expect(await says(found.runBy, 'echo it runs')).toContain('it runs\n')
    await odd.close()
  },
)

test('of an image that must not outlive the run nothing is kept outside its folder', {
  timeout: TIMEOUT,
}, async () => {
  const archive = join(folder.path, 'image.tar')
  docker('save', '--output', archive, BUSYBOX)
  const within = join(folder.path, 'private')
  const found = await engine.load(archive, loadOptions(within, { isSecret: true }))
  expect(found.runBy).toContain(`${within}/`)
  expect(readdirSync(folder.path)).not.toContain('images')
})

test('what is not an image is told in words', { timeout: TIMEOUT }, async () => {
  await using other = await tempWorkspace(undefined, { 'image.tar': 'x'.repeat(2_000) })
  await expect(engine.load(join(other.path, 'image.tar'), loadOptions(folder.path))).rejects.toHaveProperty(
    'kind',
    'archive',
  )
})

test('a context is built by Docker and then converted, and Docker is rid of it', {
  timeout: TIMEOUT,
}, async () => {
  await using context = await tempWorkspace(undefined, {
    Dockerfile: `FROM ${BUSYBOX}\nLABEL mark=${MARK}\nENV BUILT=yes\n`,
  })
  const as = freshName()
  const built = await engine.build(buildOf(context.path), as, { signal, label: LABEL, onOutput: () => {} })
  expect(built.configDigest).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect(await says(built.runBy, 'echo $BUILT')).toContain('yes\n')
  expect(docker('image', 'ls', '--all', '--quiet', '--filter', `label=mark=${MARK}`)).toBe('')
})

test('where nothing reads a Dockerfile, a build says what to use', async () => {
  const path = process.env['PATH']
  process.env['PATH'] = folder.path
  try {
    await expect(
      engine.build(buildOf(folder.path), 'medperf-test/none:1', { signal, label: LABEL, onOutput: () => {} }),
    ).rejects.toMatchObject({
      kind: 'build',
      message:
        'the image cannot be built: Apptainer reads no Dockerfile, and neither Docker nor Podman is here to',
      hint: 'Use a runner with Docker or Podman, or push the image and leave `build` out.',
    })
  } finally {
    process.env['PATH'] = path
  }
})

test('words of a command are not read by a shell, and the CMD of the image is what runs without one', {
  timeout: TIMEOUT,
}, async () => {
  const tag = 'medperf-test/cmd:1'
  await buildImage(tag, `FROM ${BUSYBOX}\nCMD ["echo", "the $HOME of CMD"]\n`)
  const { runBy } = await image(tag)
  const run = async (command: readonly string[]) =>
    (await runToEnd(engine, { ...script(''), image: runBy, command }, folder.path)).output.toString()
  expect(await run([])).toContain('the $HOME of CMD\n')
  expect(await run(['echo', '$HOME', 'a | b', "it's", '"q"'])).toContain('$HOME a | b it\'s "q"\n')
  docker('rmi', tag)
})
