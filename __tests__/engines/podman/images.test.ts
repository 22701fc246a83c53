import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openCleaner } from '../../../src/engines/open.ts'
import { pullPodmanImage } from '../../../src/engines/podman/images.ts'
import { openPodman } from '../../../src/engines/podman/podman.ts'
import { noteFolder } from '../../../src/engines/process/notes.ts'
import { PLATFORM } from '../../../src/engines/pull-size.ts'
import { readText } from '../../../src/engines/usage/processes.ts'
import { runToEnd, script } from '../../../stand-ins/container.ts'
import { BUSYBOX } from '../../../stand-ins/images.ts'
import { podmanBusybox, usePodman } from '../../../stand-ins/podman.ts'
import { type Registry, startRegistry } from '../../../stand-ins/registry.ts'
import { type TempFolder, tempFolder, tempWorkspace } from '../../../stand-ins/workspace.ts'
import { buildOf } from '../../support/build-of.ts'
import { loadOptions } from '../../support/loading.ts'

usePodman()
const TIMEOUT = 60_000
const LABEL = `org.medperf.test=podman-build-${process.pid}`
const run = (...args: string[]) => execFileSync('podman', args, { encoding: 'utf8', stdio: 'pipe' }).trim()
const idOf = (name: string) => `sha256:${run('image', 'inspect', '--format', '{{.Id}}', name)}`
let registry: Registry
let folder: TempFolder
let reference: string
let digest: string
let warnings: string[]

beforeEach(async () => {
  await podmanBusybox()
  registry = await startRegistry()
  folder = await tempFolder()
  reference = `${registry.host}/lab/prep:1.0`
  warnings = []
  run(
    'push',
    '--quiet',
    '--tls-verify=false',
    '--digestfile',
    join(folder.path, 'digest'),
    BUSYBOX,
    reference,
  )
  digest = execFileSync('cat', [join(folder.path, 'digest')], { encoding: 'utf8' }).trim()
}, TIMEOUT)
afterEach(async () => {
  execFileSync('podman', ['rmi', '--force', reference], { stdio: 'pipe' })
  await registry[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
}, TIMEOUT)

const pull = (name: string) =>
  pullPodmanImage('podman', name, {
    signal: new AbortController().signal,
    warn: (message) => void warnings.push(message),
    delays: [],
  })

test('an image of a registry with a port comes with the digest of the registry', {
  timeout: TIMEOUT,
}, async () => {
  expect(await pull(reference)).toMatchObject({
    runBy: idOf(BUSYBOX),
    configDigest: idOf(BUSYBOX),
    platform: expect.any(String),
    registryDigest: digest,
  })
  expect(await pull(reference)).toMatchObject({ registryDigest: digest })
  const pinned = reference.replace(':1.0', `@${digest}`)
  expect(await pull(pinned)).toMatchObject({ runBy: idOf(BUSYBOX), registryDigest: digest })
  expect(warnings).toEqual([])
})

test('of an image for several platforms it is the digest of the index', { timeout: TIMEOUT }, async () => {
  const list = `medperf-list-${process.pid}`
  const index = join(folder.path, 'index')
  run('manifest', 'create', list)
  run('manifest', 'add', '--tls-verify=false', list, `docker://${reference}`)
  run(
    'manifest',
    'push',
    '--quiet',
    '--tls-verify=false',
    '--digestfile',
    index,
    list,
    `docker://${reference}`,
  )
  run('manifest', 'rm', list)
  const found = await pull(reference)
  const raw = await fetch(`http://${registry.host}/v2/lab/prep/manifests/1.0`, {
    headers: {
      accept:
        'application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json',
    },
  })
  expect(found.registryDigest).toBe(raw.headers.get('docker-content-digest'))
  expect(found.registryDigest).not.toBe(digest)
})

test('a tag that has moved is pulled again', { timeout: TIMEOUT }, async () => {
  const before = await pull(reference)
  await using context = await tempWorkspace(undefined, { Dockerfile: `FROM ${BUSYBOX}\nENV MOVED=1\n` })
  run('build', '--quiet', '--tag', 'localhost/medperf-test/moved:1', context.path)
  run('push', '--quiet', '--tls-verify=false', 'localhost/medperf-test/moved:1', reference)
  const after = await pull(reference)
  expect(after.configDigest).toBe(idOf('localhost/medperf-test/moved:1'))
  expect(after.configDigest).not.toBe(before.configDigest)
  expect(after.registryDigest).not.toBe(before.registryDigest)
  expect(warnings).toEqual([expect.stringContaining('has replaced another image of that name')])
  run('rmi', '--force', 'localhost/medperf-test/moved:1')
})

test('what only this machine has under a short name is used as it is, without a digest', async () => {
  expect(await pull(BUSYBOX)).toEqual({
    runBy: idOf(BUSYBOX),
    configDigest: idOf(BUSYBOX),
    bytes: expect.any(Number),
    platform: PLATFORM,
  })
  expect(warnings).toEqual([])
})

test('a registry that is gone leaves the copy of this machine, with a warning', {
  timeout: TIMEOUT,
}, async () => {
  await pull(reference)
  await registry.stop()
  const found = await pull(reference)
  expect(found).toMatchObject({ runBy: idOf(BUSYBOX), configDigest: idOf(BUSYBOX) })
  expect(found).not.toHaveProperty('registryDigest')
  expect(warnings).toEqual([expect.stringMatching(/could not be pulled .*connection refused/)])
})

test('an image that is nowhere says what the registry said', { timeout: TIMEOUT }, async () => {
  await expect(pull(`${registry.host}/lab/absent:1`)).rejects.toMatchObject({
    kind: 'image',
    message: expect.stringMatching(/^the image .*\/lab\/absent:1 cannot be had: .*manifest unknown/),
    hint: 'Check name and tag, and that the image was pushed.',
  })
})

test('a context is built, and its image runs by its ID', { timeout: TIMEOUT }, async () => {
  await using context = await tempWorkspace(undefined, { Dockerfile: `FROM ${BUSYBOX}\nENV BUILT=yes\n` })
  const engine = await openPodman()
  const { signal } = new AbortController()
  const built = await engine.build(buildOf(context.path), 'medperf-test/podman-built:1', {
    signal,
    label: LABEL,
    onOutput: () => {},
  })
  expect(built.configDigest).toBe(idOf('medperf-test/podman-built:1'))
  const { output } = await runToEnd(engine, script('echo $BUILT', { image: built.runBy }), folder.path)
  expect(output.toString()).toBe('yes\n')
  run('rmi', '--force', 'medperf-test/podman-built:1')
})

test('a second build takes the layers of the first', { timeout: TIMEOUT }, async () => {
  await using context = await tempWorkspace(undefined, {
    Dockerfile: `FROM ${BUSYBOX}\nRUN echo ${randomUUID()} > /made\nRUN cp /made /again\n`,
  })
  const engine = await openPodman()
  const { signal } = new AbortController()
  const build = async () => {
    let output = ''
    const onOutput = (chunk: Buffer) => {
      output += chunk.toString()
    }
    const { configDigest } = await engine.build(buildOf(context.path), 'medperf-test/podman-cached:1', {
      signal,
      label: LABEL,
      onOutput,
    })
    return { id: configDigest, cached: output.match(/^--> Using cache /gm)?.length ?? 0 }
  }
  const first = await build()
  expect(first.cached).toBe(0)
  expect(await build()).toEqual({ id: first.id, cached: 2 })
  run('rmi', '--force', 'medperf-test/podman-cached:1')
})

describe('a build that is running', () => {
  const mark = `${30_000 + process.pid}`
  const base = `medperf-test/base-${mark}`
  beforeAll(async () => {
    // An image of its own: what Podman has built half is named by what it was built upon.
    await using context = await tempWorkspace(undefined, {
      Dockerfile: `FROM ${BUSYBOX}\nENV BASE=${mark}\n`,
    })
    run('build', '--tag', base, context.path)
  })
  afterAll(() => void run('rmi', '--force', base))
  const processes = () =>
    readdirSync('/proc').filter(
      (pid) => /^\d+$/.test(pid) && (readText(`/proc/${pid}/cmdline`) ?? '').split('\0').includes(mark),
    )
  const clients = () =>
    readdirSync('/proc').filter(
      (pid) =>
        (readText(`/proc/${pid}/cmdline`) ?? '').startsWith(`podman\0build\0`) &&
        (readText(`/proc/${pid}/cmdline`) ?? '').includes(mark),
    )

  /** Builds until its `RUN` line runs, then does this. */
  async function during(act: (stop: AbortController) => unknown) {
    await using context = await tempWorkspace(undefined, {
      Dockerfile: `FROM ${base}\nRUN sleep ${mark}\n`,
    })
    const engine = await openPodman()
    const stop = new AbortController()
    const options = { signal: stop.signal, label: LABEL, onOutput: () => {} }
    const going = engine
      .build(buildOf(context.path), `medperf-test/podman-${mark}:1`, options)
      .catch((error: unknown) => error)
    await expect.poll(() => processes().length, { timeout: TIMEOUT }).toBeGreaterThan(0)
    const acted = await act(stop)
    return { acted, result: await going }
  }

  const notes = () => (existsSync(noteFolder(LABEL)) ? readdirSync(noteFolder(LABEL)) : [])
  const halfBuilt = () =>
    run('ps', '-a', '--external', '--format', '{{.Image}}')
      .split('\n')
      .filter((image) => image.includes(base))

  test('ends when it is cancelled, and is gone then', { timeout: 2 * TIMEOUT }, async () => {
    const { result } = await during((stop) => stop.abort(new Error('cancelled')))
    expect(result).toEqual(new Error('cancelled'))
    expect(processes()).toEqual([])
    expect(notes()).toEqual([])
    expect(halfBuilt()).toEqual([])
  })

  test('ends by its label when its maker was killed', { timeout: 2 * TIMEOUT }, async () => {
    const { acted, result } = await during(async () => {
      const removed = await openCleaner('podman').removeAll(LABEL)
      return { removed, left: processes() }
    })
    expect(acted).toEqual({ removed: { removed: 1 }, left: [] })
    expect(result).toMatchObject({ kind: 'build' })
    expect(halfBuilt()).toEqual([])
  })

  test('ends when its client is killed', { timeout: 2 * TIMEOUT }, async () => {
    const { result } = await during(() => {
      for (const pid of clients()) process.kill(Number(pid), 'SIGKILL')
    })
    expect(result).toMatchObject({ kind: 'build' })
    expect(processes()).toEqual([])
    expect(notes()).toEqual([])
  })
})

test.each([
  [
    'RUN true\nRUN echo no >&2; exit 3',
    'line 3 of the Dockerfile, `RUN echo no >&2; exit 3`: the command ended with exit code 3',
  ],
  ['COPY absent /', 'line 2 of the Dockerfile, `COPY absent /`'],
  ['RUNN true', 'line 2 of the Dockerfile, `RUNN true`'],
])('a build that fails at %j names the line', { timeout: TIMEOUT }, async (lines, words) => {
  await using context = await tempWorkspace(undefined, { Dockerfile: `FROM ${BUSYBOX}\n${lines}\n` })
  const engine = await openPodman()
  const { signal } = new AbortController()
  const failed = engine.build(buildOf(context.path), 'medperf-test/podman-failed:1', {
    signal,
    label: LABEL,
    onOutput: () => {},
  })
  await expect(failed).rejects.toMatchObject({
    kind: 'build',
    message: expect.stringContaining(words),
    hint: 'The log of this step shows the whole build.',
  })
})

test('a `docker save` archive is loaded by tag and has no digest', { timeout: TIMEOUT }, async () => {
  const archive = join(folder.path, 'image.tar')
  execFileSync('docker', ['save', '--output', archive, BUSYBOX])
  execFileSync('gzip', ['--keep', archive])
  const engine = await openPodman()
  for (const file of [archive, `${archive}.gz`]) {
    const options = loadOptions(folder.path)
    const loaded = await engine.load(file, options)
    expect(loaded).toEqual({
      runBy: idOf(BUSYBOX),
      configDigest: idOf(BUSYBOX),
      bytes: expect.any(Number),
      platform: PLATFORM,
    })
    await engine.removeImages([options.as])
  }
})

test('an archive is copied into a folder of the run, and nowhere else', { timeout: TIMEOUT }, async () => {
  await using own = await tempFolder()
  const archive = join(own.path, 'image.tar')
  execFileSync('docker', ['save', '--output', archive, BUSYBOX])
  const engine = await openPodman()
  const options = loadOptions(join(own.path, 'copies'))
  expect((await engine.load(archive, options)).configDigest).toBe(idOf(BUSYBOX))
  await engine.removeImages([options.as])
  await expect(engine.load(archive, loadOptions(archive))).rejects.toThrow('image.tar')
  expect(readdirSync(own.path)).toEqual(['copies', 'image.tar'])
  expect(readdirSync(join(own.path, 'copies'))).toEqual([])
})
