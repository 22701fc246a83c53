import { execFileSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { pullImage } from '../../../src/engines/docker/images/pull.ts'
import { inspectImage } from '../../../src/engines/docker/inspect.ts'
import { PLATFORM } from '../../../src/engines/pull-size.ts'
import { ExpectedError, toFailure } from '../../../src/facts/error.ts'
import { BUSYBOX, buildImage, busyboxImage } from '../../../stand-ins/images.ts'
import { usePodman } from '../../../stand-ins/podman.ts'
import { type Registry, startRegistry } from '../../../stand-ins/registry.ts'
import { startProxy } from '../../support/proxy.ts'

usePodman()
const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8', stdio: 'pipe' }).trim()
const SECOND = 'medperf-test/second:1'
let registry: Registry
let hosts: string[]
let reference: string
let warnings: string[]

beforeAll(async () => {
  await busyboxImage()
  await buildImage(SECOND, `FROM ${BUSYBOX}\nENV SECOND=1\n`)
})
beforeEach(async () => {
  warnings = []
  registry = await startRegistry()
  hosts = [registry.host]
  reference = `${registry.host}/mb/prep:1.0`
  push(BUSYBOX)
})
afterEach(async () => {
  // By tag and by digest: both keep a name alive.
  const names = docker('image', 'ls', '--digests', '--format', '{{.Repository}} {{.Tag}} {{.Digest}}').split(
    '\n',
  )
  for (const [name = '', tag, digest] of names.map((line) => line.split(' '))) {
    if (!hosts.some((host) => name.startsWith(`${host}/`))) continue
    if (tag !== '<none>') docker('rmi', `${name}:${tag}`)
    else if (digest !== '<none>') docker('rmi', `${name}@${digest}`)
  }
  await registry[Symbol.asyncDispose]()
})
afterAll(() => void docker('rmi', '-f', SECOND))

/** Pushes an image under `reference` and gives its digest there; then this machine does not have it. */
function push(image: string, name = reference): string {
  docker('tag', image, name)
  docker('push', '--quiet', name)
  const digest = docker('image', 'inspect', '--format', '{{index .RepoDigests 0}}', name).split('@')[1] ?? ''
  docker('rmi', name)
  return digest
}

const idOf = (image: string) => docker('image', 'inspect', '--format', '{{.Id}}', image)
const pull = (name: string, more: { signal?: AbortSignal; delays?: readonly number[] } = {}) =>
  pullImage('docker', name, {
    signal: new AbortController().signal,
    warn: (message) => void warnings.push(message),
    delays: [10, 20],
    ...more,
  })
const failureOf = (pulling: Promise<unknown>) =>
  pulling.then(
    () => undefined,
    (error: unknown) => (error instanceof ExpectedError ? toFailure(error) : error),
  )

test('an image that is not here is pulled, and its digest is that of the registry', async () => {
  const digest = push(BUSYBOX)
  expect(await pull(reference)).toEqual({
    runBy: idOf(BUSYBOX),
    configDigest: idOf(BUSYBOX),
    registryDigest: digest,
    bytes: expect.any(Number),
    platform: PLATFORM,
  })
  expect(warnings).toEqual([])
})

test('a tag that moved is pulled again', async () => {
  await pull(reference)
  push(SECOND)
  await pull(reference)
  const digest = push(BUSYBOX)
  expect(await pull(reference)).toMatchObject({ configDigest: idOf(BUSYBOX), registryDigest: digest })
})

test('a reference with a digest is that image', async () => {
  const digest = push(BUSYBOX)
  push(SECOND)
  const pinned = `${registry.host}/mb/prep@${digest}`
  expect(await pull(pinned)).toMatchObject({
    runBy: idOf(BUSYBOX),
    configDigest: idOf(BUSYBOX),
    registryDigest: digest,
  })
  await registry.stop()
  expect(await pull(pinned)).toMatchObject({
    runBy: idOf(BUSYBOX),
    configDigest: idOf(BUSYBOX),
    registryDigest: digest,
  })
})

test('an image that was built here and never pushed is used as it is and has no digest', async () => {
  expect(await pull(SECOND)).toEqual({
    runBy: idOf(SECOND),
    configDigest: idOf(SECOND),
    bytes: expect.any(Number),
    platform: PLATFORM,
  })
  expect(warnings).toEqual([])
})

test('when the registry is gone the copy of this machine is used, with a warning and without a digest', async () => {
  await pull(reference)
  await registry.stop()
  const image = await pull(reference)
  expect(image).toEqual({
    runBy: idOf(BUSYBOX),
    configDigest: idOf(BUSYBOX),
    bytes: expect.any(Number),
    platform: PLATFORM,
  })
  expect(warnings).toEqual([
    expect.stringMatching(/could not be pulled \(.*connection refused\); the copy of this machine is used/),
  ])
})

test('a tag that does not exist is told, with what to check', async () => {
  const absent = `${registry.host}/mb/prep:9`
  expect(await failureOf(pull(absent))).toEqual({
    kind: 'image',
    message: expect.stringMatching(new RegExp(`^the image ${absent} cannot be had: .*manifest`)),
    hint: 'Check name and tag, and that the image was pushed.',
  })
  expect(warnings).toEqual([])
})

test('a registry that does not answer is told, and not asked again', async () => {
  await registry.stop()
  expect(await failureOf(pull(reference))).toMatchObject({
    kind: 'image',
    message: expect.stringContaining('connection refused'),
  })
  expect(warnings).toEqual([])
})

test.each([429, 503])('a registry that answers %i twice is asked a third time', async (status) => {
  await using proxy = await startProxy(registry.host, ({ url = '' }, response) => {
    if (!url.includes('/manifests/') || warnings.length === 2) return false
    response.writeHead(status).end()
    return true
  })
  hosts.push(proxy.host)
  expect(await pull(`${proxy.host}/mb/prep:1.0`)).toMatchObject({ configDigest: idOf(BUSYBOX) })
  expect(warnings).toEqual([
    expect.stringMatching(/^The registry is busy \(.*\); trying again in 0.01 s\.$/),
    expect.stringMatching(/^The registry is busy \(.*\); trying again in 0.02 s\.$/),
  ])
})

test('a registry that forbids it is asked once, and the hint is to log in', async () => {
  let asked = 0
  await using proxy = await startProxy(registry.host, ({ url = '' }, response) => {
    if (!url.includes('/manifests/')) return false
    asked++
    const body = { errors: [{ code: 'DENIED', message: 'requested access to the resource is denied' }] }
    response.writeHead(403, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    return true
  })
  expect(await failureOf(pull(`${proxy.host}/mb/prep:1.0`))).toMatchObject({
    kind: 'image',
    hint: expect.stringContaining('log in before this step'),
  })
  expect(warnings).toEqual([])
  expect(asked).toBeLessThan(3)
})

test('an abort ends a pull that hangs', async () => {
  await using proxy = await startProxy(registry.host, ({ url = '' }) => url.includes('/manifests/'))
  const reason = new Error('cancelled')
  const stop = new AbortController()
  setTimeout(() => stop.abort(reason), 500)
  expect(await failureOf(pull(`${proxy.host}/mb/prep:1.0`, { signal: stop.signal }))).toBe(reason)
})

test.each(['docker', 'podman'])(
  'an image that is called like an option of %s is not there',
  async (command) => {
    for (const name of ['--help', '-f{{println .}}', '--all', '-']) {
      expect(await inspectImage(command, name)).toBeUndefined()
    }
  },
)
