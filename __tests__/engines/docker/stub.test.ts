import { readFileSync } from 'node:fs'
import { chmod, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDocker } from '../../../src/engines/docker/docker.ts'
import { containerRun, runToEnd } from '../../../stand-ins/container.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'

const PATH = process.env['PATH'] ?? ''
let folder: TempFolder

beforeEach(async () => {
  folder = await tempFolder()
})
afterEach(async () => {
  process.env['PATH'] = PATH
  await folder[Symbol.asyncDispose]()
})

/** Puts a program named docker first on PATH that notes its arguments; `run` is what it does for `docker run`. */
async function stub(run: string, others = '') {
  const program = join(folder.path, 'docker')
  const notes = join(folder.path, 'notes')
  await writeFile(
    program,
    `#!/bin/sh\nprintf '%s\\n' "$1" >>'${notes}'\ncase $1 in run) ${run};; version) echo 1.2.3;; ${others} esac\n`,
  )
  await chmod(program, 0o755)
  process.env['PATH'] = `${folder.path}:${PATH}`
  return () => readFileSync(notes, 'utf8').trim().split('\n')
}

const run = async (signal?: AbortSignal) => {
  const engine = await openDocker()
  const { outcome, output } = await runToEnd(engine, containerRun(['true']), folder.path, signal)
  return { outcome, output: output.toString(), title: engine.title }
}

test('docker is the program of that name on PATH, and success costs one call', async () => {
  const calls = await stub('echo out; exit 0')
  expect(await run()).toEqual({
    title: 'Docker 1.2.3',
    output: 'out\n',
    outcome: { kind: 'exited', exitCode: 0, outOfMemory: false, error: '' },
  })
  expect(calls()).toEqual(['version', 'run'])
  expect(await readdir(join(folder.path, 'scratch'))).toEqual([])
})

test.each([
  ['Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?', 'engine'],
  ['permission denied while trying to connect to the Docker daemon socket at unix:///x', 'engine'],
  ['Error: No such image: a/b:1', 'image'],
  // Of a registry, in the words of the daemon.
  [
    'Error response from daemon: Get "https://x/v2/": dial tcp 127.0.0.1:5: connect: connection refused',
    'image',
  ],
])('where Docker says %j of an image, it is a matter of the %s', async (words, kind) => {
  await stub('exit 1', `image|pull) echo '${words}' >&2; exit 1;;`)
  const engine = await openDocker()
  const options = { signal: new AbortController().signal, warn: () => {} }
  const error = await engine.image('a/b:1', options).catch((why: unknown) => why)
  expect(error).toMatchObject({ kind })
  if (kind === 'engine')
    expect(error).toMatchObject({
      code: 'engine-silent',
      message: expect.stringContaining('Docker is here but does not answer'),
    })
})

test('the exit code is believed where nothing more can be learned', async () => {
  await stub('exit 3')
  expect((await run()).outcome).toMatchObject({ kind: 'exited', exitCode: 3 })
})

test('a client that cannot reach its engine is told so', async () => {
  await stub(
    "echo 'docker: Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?' >&2; exit 125",
  )
  expect((await run()).outcome).toEqual({
    kind: 'engine-failed',
    message: 'Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?',
    missingImage: false,
  })
})

test('a client that is killed is not taken for the program', async () => {
  await stub('kill -9 $$')
  expect((await run()).outcome).toMatchObject({
    kind: 'engine-failed',
    message: 'its client was ended by SIGKILL',
  })
})

const WRITES_ID = `while [ $# -gt 0 ]; do [ "$1" = --cidfile ] && echo ${'ab'.repeat(32)} >"$2"; shift; done`

test.each([
  ['failed', 'exit 3'],
  ['was killed', 'kill -9 $$'],
])('a container that is not seen to be gone has not ended, although its client %s', async (_, end) => {
  await stub(`${WRITES_ID}; ${end}`, 'ps) exit 1;;')
  expect((await run()).outcome).toMatchObject({ kind: 'engine-failed', mayLive: true })
  await stub(`${WRITES_ID}; ${end}`, 'ps) exit 0;;')
  expect((await run()).outcome).not.toHaveProperty('mayLive')
})

test('one that never had an ID was never started', async () => {
  await stub('kill -9 $$', 'ps) exit 1;;')
  expect((await run()).outcome).not.toHaveProperty('mayLive')
})

test('a client that does not obey the engine is ended itself', async () => {
  await stub('trap "" TERM; echo up; while true; do sleep 1; done')
  const stop = new AbortController()
  const engine = await openDocker()
  const outcome = await engine.run(containerRun(['true']), {
    onOutput: () => stop.abort(),
    signal: stop.signal,
    scratch: folder.path,
  })
  expect(outcome).toEqual({ kind: 'stopped' })
})
