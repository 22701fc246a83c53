import { chmodSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openEngine } from '../../src/engines/open.ts'
import { ExpectedError, toFailure } from '../../src/facts/error.ts'
import { type TempFolder, tempFolder } from '../../stand-ins/workspace.ts'

const PATH = process.env['PATH'] ?? ''
const NEEDS = { types: ['DockerImage'], builds: false, checkout: '/nowhere', images: '/nowhere' } as const
let folder: TempFolder

beforeEach(async () => {
  folder = await tempFolder()
  process.env['PATH'] = folder.path
})
afterEach(async () => {
  process.env['PATH'] = PATH
  await folder[Symbol.asyncDispose]()
})

/** Puts a program on an otherwise empty PATH. */
function program(name: string, lines: string) {
  const path = join(folder.path, name)
  writeFileSync(path, `#!/bin/sh\n${lines}\n`)
  chmodSync(path, 0o755)
}
const INFO = '{"version":{"Version":"4.3.1"},"host":{"cgroupVersion":"v2","security":{"rootless":false}}}'
const docker = () => program('docker', 'echo 28.2.2')
const deadDocker = () => program('docker', 'echo "Cannot connect to the Docker daemon at x" >&2; exit 1')
const podman = () => program('podman', `echo '${INFO}'`)
const VERSIONS = { apptainer: '1.4.5', singularity: '4.1.2' } as const
const apptainer = (name: keyof typeof VERSIONS = 'apptainer') =>
  program(name, `case $1 in --version) echo '${name} version ${VERSIONS[name]}-1';; *) exit 255;; esac`)

const opened = async (...args: Parameters<typeof openEngine>) => {
  const engine = await openEngine(...args)
  await engine.close()
  return { command: engine.command, title: engine.title, chosen: engine.chosen }
}
const passedOver = async () => {
  await using stack = new AsyncDisposableStack()
  const engine = await openEngine('auto', NEEDS)
  stack.defer(() => engine.close())
  return engine.passedOver
}
const failureOf = (opening: Promise<unknown>) =>
  opening.then(
    () => undefined,
    (error: unknown) => (error instanceof ExpectedError ? toFailure(error) : error),
  )

test('of several engines it is the first that answers, and it says so', async () => {
  apptainer()
  podman()
  docker()
  expect(await opened('auto', NEEDS)).toEqual({
    command: 'docker',
    title: 'Docker 28.2.2',
    chosen: 'Docker 28.2.2 runs the containers, because it is the first here that answers.',
  })
})

test("Podman's service behind Docker's client is no Docker, and Podman itself is taken", async () => {
  program('docker', 'echo "4.3.1 Podman Engine;Conmon;OCI Runtime (runc);Engine;"')
  expect(await failureOf(openEngine('docker', NEEDS))).toMatchObject({
    kind: 'engine',
    message: 'what answers to Docker here is Podman',
  })
  podman()
  expect(await opened('auto', NEEDS)).toMatchObject({ command: 'podman' })
})

test('an engine that does not answer is passed over, and it says why', async () => {
  deadDocker()
  podman()
  expect(await opened('auto', NEEDS)).toMatchObject({
    command: 'podman',
    chosen:
      'Podman 4.3.1 runs the containers, because it is the first here that answers. Docker does not answer: Cannot connect to the Docker daemon at x.',
  })
})

test('one that is here and does not answer is named beside the engine that is taken; one that is Podman is not', async () => {
  podman()
  expect(await passedOver()).toEqual([])
  deadDocker()
  expect(await passedOver()).toEqual(['Docker does not answer: Cannot connect to the Docker daemon at x'])
  program('docker', 'echo "4.3.1 Podman Engine;Conmon;OCI Runtime (runc);Engine;"')
  expect(await passedOver()).toEqual([])
})

test('a SIF goes to Apptainer, though Docker is there', async () => {
  docker()
  apptainer()
  expect(await opened('auto', { ...NEEDS, types: ['DockerImage', 'SingularityFile'] })).toMatchObject({
    command: 'apptainer',
    chosen: 'Apptainer 1.4.5 runs the containers, because there is a SingularityFile.',
  })
})

test.each([
  ['singularity', 'singularity'],
  ['apptainer', 'apptainer'],
] as const)('where both are there, `runtime: %s` is %s', async (runtime, command) => {
  apptainer()
  apptainer('singularity')
  expect(await opened(runtime, NEEDS)).toMatchObject({ command })
})

test('`runtime: singularity` is content with Apptainer', async () => {
  apptainer()
  expect(await opened('singularity', NEEDS)).toMatchObject({
    command: 'apptainer',
    chosen: 'Apptainer 1.4.5 runs the containers, as `run.runtime: singularity` says.',
  })
})

test.each([
  ['a link', () => symlinkSync(join(folder.path, 'podman'), join(folder.path, 'docker'))],
  ['a script', () => program('docker', 'exec /usr/bin/podman "$@"')],
])('the command docker that is Podman by %s is taken for Podman', async (_, make) => {
  podman()
  make()
  expect(await opened('docker', NEEDS)).toMatchObject({
    command: 'podman',
    chosen: expect.stringContaining('The command `docker` here is Podman.'),
  })
})

test('the engine that is asked for is not replaced by another', async () => {
  deadDocker()
  podman()
  expect(await failureOf(openEngine('docker', NEEDS))).toMatchObject({
    kind: 'engine',
    message: 'Docker does not answer: Cannot connect to the Docker daemon at x',
  })
})

test('a machine without any engine is told what was looked for and what to use', async () => {
  expect(await failureOf(openEngine('auto', NEEDS))).toEqual({
    kind: 'engine',
    message:
      'there is no container engine: none of the commands `docker`, `podman`, `apptainer`, `singularity` was found',
    hint: 'Use a runner with Docker, such as ubuntu-latest, or install Docker on this one.',
  })
})

test('a SIF on a machine with Docker alone is told what to install', async () => {
  docker()
  expect(await failureOf(openEngine('auto', { ...NEEDS, types: ['EncryptedSingularityFile'] }))).toEqual({
    kind: 'engine',
    message:
      'the container engine that is needed is not here: none of the commands `apptainer`, `singularity` was found',
    hint: 'Install Apptainer on this runner, for example with eWaterCycle/setup-apptainer before this step.',
  })
})

test.each(['docker', 'podman'] as const)('%s is not asked to run a SIF', async (runtime) => {
  docker()
  podman()
  expect(await failureOf(openEngine(runtime, { ...NEEDS, types: ['SingularityFile'] }))).toEqual({
    kind: 'engine',
    message: `\`run.runtime: ${runtime}\` cannot run a SingularityFile: only Apptainer and Singularity can`,
    hint: 'Set `run.runtime` to `apptainer`, or leave it out.',
  })
})
