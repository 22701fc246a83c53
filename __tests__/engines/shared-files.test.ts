import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { openDocker } from '../../src/engines/docker/docker.ts'
import type { Engine } from '../../src/engines/engine.ts'
import { openPodman } from '../../src/engines/podman/podman.ts'
import { mayDiffer } from '../../src/engines/shared-files.ts'
import { BUSYBOX, busyboxImage } from '../../stand-ins/images.ts'
import { podmanBusybox, usePodman } from '../../stand-ins/podman.ts'
import { type TempFolder, tempFolder } from '../../stand-ins/workspace.ts'

const TIMEOUT = 120_000
const LABEL = `org.medperf.test=shared-${process.pid}`
usePodman()
beforeAll(async () => {
  await busyboxImage()
  await podmanBusybox()
}, TIMEOUT)

const ask = (engine: Engine, work: string, others: readonly string[] = []) =>
  engine.checkFiles({ runBy: BUSYBOX, configDigest: '' }, { work, others }, LABEL)

const lacks = (title: RegExp, path: string) =>
  expect.objectContaining({
    kind: 'engine',
    message: expect.stringMatching(
      new RegExp(`^${title.source} does not have the files of this job: what is at ${path} here`),
    ),
    hint: expect.stringContaining('`work-directory`'),
  })

test.each([
  [{}, false],
  [{ DOCKER_HOST: '' }, false],
  [{ DOCKER_HOST: 'tcp://docker:2376' }, true],
  [{ KUBERNETES_SERVICE_HOST: '10.0.0.1' }, true],
  [{ ACTIONS_RUNNER_CONTAINER_HOOKS: '/home/runner/k8s/index.js' }, true],
])('with %j alone, an engine elsewhere is possible: %s', (environment, expected) => {
  const isContainer = mayDiffer({})
  expect(mayDiffer(environment)).toBe(expected || isContainer)
})

test('Docker with our files is content, and nothing is left', { timeout: TIMEOUT }, async () => {
  await using folder = await tempFolder('medperf, "odd"-')
  process.env['DOCKER_CONTEXT'] = 'default'
  try {
    const engine = await openDocker()
    await ask(engine, folder.path, ['/etc/hostname', '/usr'])
    await expect(ask(engine, folder.path, ['/absent/folder'])).rejects.toMatchObject(
      lacks(/Docker \S+/, '/absent/folder'),
    )
    expect(readdirSync(folder.path)).toEqual([])
    expect(await engine.removeAll(LABEL)).toEqual({ removed: 0 })
  } finally {
    delete process.env['DOCKER_CONTEXT']
  }
})

/** A Podman service that sees the folder empty. */
async function podmanService(socket: string, hidden: string): Promise<ChildProcess> {
  const lines = 'mount -t tmpfs tmpfs "$1"; exec podman system service --time 0 "unix://$2"'
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n', '-E']
  const [command = '', ...args] = [...asRoot, 'unshare', '--mount', 'sh', '-c', lines, 'sh', hidden, socket]
  const child = spawn(command, args, { stdio: 'ignore' })
  await once(child, 'spawn')
  return child
}

async function withService(use: (hidden: TempFolder) => Promise<void>): Promise<void> {
  await using folder = await tempFolder()
  await using hidden = await tempFolder()
  const socket = join(folder.path, 'podman.sock')
  const service = await podmanService(socket, hidden.path)
  try {
    await vi.waitFor(() => expect(readdirSync(folder.path)).toContain('podman.sock'), { timeout: 60_000 })
    process.env['CONTAINER_HOST'] = `unix://${socket}`
    await use(hidden)
  } finally {
    delete process.env['CONTAINER_HOST']
    const closed = once(service, 'close')
    if (service.exitCode === null && service.kill()) await closed
  }
}

test('a Podman service with files of its own is told by the folder that it lacks', {
  timeout: TIMEOUT,
}, async () => {
  await withService(async (hidden) => {
    await using folder = await tempFolder()
    const engine = await openPodman()
    expect(await engine.store()).toBeUndefined()
    await ask(engine, folder.path)
    // The folder itself is there, but not what is in it.
    await expect(ask(engine, hidden.path)).rejects.toMatchObject(lacks(/Podman \S+/, hidden.path))
    expect(await engine.removeAll(LABEL)).toEqual({ removed: 0 })
  })
})

test('Podman without a service starts nothing for it: its containers are processes of ours', async () => {
  const engine = await openPodman()
  await ask(engine, '/absent/folder')
  expect(await engine.store()).toMatch(/^\//)
})
