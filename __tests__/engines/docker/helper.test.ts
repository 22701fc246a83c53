import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkGpus } from '../../../src/engines/docker/gpus.ts'
import { dockerStarter } from '../../../src/engines/docker/helper.ts'
import { reclaim } from '../../../src/engines/docker/reclaim.ts'
import { checkShared } from '../../../src/engines/shared-files.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'

const LABEL = 'a=b'
const image = { runBy: 'x:1', configDigest: '' }
let folder: TempFolder

beforeEach(async () => {
  folder = await tempFolder()
})
afterEach(() => folder[Symbol.asyncDispose]())

/** A Docker that writes down what it was asked, one call a line, and does this. */
function standIn(lines: string): string {
  const program = join(folder.path, 'docker')
  writeFileSync(program, `#!/bin/sh\necho "$*" >>'${folder.path}/calls'\n${lines}\n`, { mode: 0o755 })
  return program
}
const calls = () => readFileSync(join(folder.path, 'calls'), 'utf8').trim().split('\n')

const WALLS =
  /^(?:run --rm|create) --name medperf-(?:helper|probe)-[0-9a-f]{32} --label a=b --cap-drop ALL --security-opt no-new-privileges .*--pull never .*--network none .*--pids-limit 256 --memory 536870912 --memory-swap 536870912 /

test('every helper has the walls and limits of a task, a name of its own and the label of the run', async () => {
  const docker = standIn('exit 127')
  await checkGpus(dockerStarter(docker), image, { kind: 'all' }, LABEL).catch(() => {})
  await reclaim(folder.path, ['x:1'], LABEL, dockerStarter(docker))
  await checkShared(docker, 'Docker', image, LABEL, { work: folder.path, others: [] })
  const starts = calls().filter((call) => /^(?:run|create) /.test(call))
  expect(starts).toHaveLength(1 + 6 + 1)
  for (const start of starts) expect(start).toMatch(WALLS)
  const names = starts.map((start) => /--name (\S+)/.exec(start)?.[1])
  expect(new Set(names).size).toBe(names.length)
})

test('what takes files back gets no GPU, whatever its image says', async () => {
  await reclaim(folder.path, ['x:1'], LABEL, dockerStarter(standIn('exit 127')))
  const starts = calls().filter((call) => call.startsWith('run '))
  expect(starts).toHaveLength(6)
  for (const start of starts) expect(start).toMatch(/ --env NVIDIA_VISIBLE_DEVICES=void .*--entrypoint /)
})

test('the program that is asked for GPUs has another name each time', async () => {
  const docker = standIn('exit 127')
  for (const _ of [1, 2])
    await checkGpus(dockerStarter(docker), image, { kind: 'all' }, LABEL).catch(() => {})
  const programs = calls().map((call) => /--entrypoint (\S+)/.exec(call)?.[1])
  for (const program of programs) expect(program).toMatch(/^\/medperf-nothing-[0-9a-f]{32}$/)
  expect(new Set(programs).size).toBe(2)
})

test.each([
  ['/medperf-gpu-check', 'stat /medperf-gpu-check: no such file or directory'],
  ['a guess', 'stat /medperf-nothing-0123456789abcdef0123456789abcdef: no such file or directory'],
])('an engine that lacks %s is not taken for one that gives GPUs', async (_, words) => {
  const docker = standIn(`echo 'docker: Error response from daemon: ${words}' >&2; exit 127`)
  await expect(checkGpus(dockerStarter(docker), image, { kind: 'all' }, LABEL)).rejects.toMatchObject({
    kind: 'gpu',
  })
})

test('a helper that takes too long is killed by its name, whatever becomes of the client', async () => {
  const docker = standIn('case $1 in run) trap "" TERM; sleep 600;; esac')
  await reclaim(folder.path, ['x:1'], LABEL, dockerStarter(docker), 500)
  const [, name] = calls().flatMap((call) => /^rm -f -v (medperf-helper-[0-9a-f]{32})$/.exec(call) ?? [])
  expect(name).toBeDefined()
  expect(calls()).toContain(`ps -aq --filter name=^/?${name}$`)
})

test.each([
  ['does not end', 'case $1 in run) trap "" TERM; sleep 600;; ps) exit 1;; esac', false],
  ['lost its engine', 'case $1 in run) exit 125;; ps) exit 1;; esac', false],
  ['failed and is gone', 'case $1 in run) exit 125;; esac', true],
  ['has no program for it', 'exit 127', true],
  ['did it', 'exit 0', true],
])('whether files may be read after a helper that %s', async (_, lines, expected) => {
  expect(await reclaim(folder.path, ['x:1'], LABEL, dockerStarter(standIn(lines)), 500)).toBe(expected)
})

test('a helper has what its engine says that keeps a container of its image to what it is given', async () => {
  const command = standIn(`[ $1 != run ] || echo "in $(pwd)" >>'${folder.path}/calls'; exit 127`)
  const walls = async (one: string, own: string) => ({ args: ['--wall', `${one}:${own}`], env: {} })
  await reclaim(folder.path, ['x:1'], LABEL, { command, walls })
  await checkGpus({ command, walls }, image, { kind: 'all' }, LABEL).catch(() => {})
  const starts = calls().filter((call) => call.startsWith('run '))
  expect(starts).toHaveLength(6 + 1)
  for (const start of starts) expect(start).toMatch(/ --wall x:1:\S+\/medperf-helper-\w{6} /)
  // Podman takes a device for a path, which must not lead into the checkout.
  const places = calls().filter((call) => call.startsWith('in /'))
  expect(places).toHaveLength(6 + 1)
  for (const place of places) expect(place).toMatch(/^in \/.+\/medperf-helper-\w{6}$/)
})

test('files are given back by no image that may not be run, and of no folder that cannot be mounted', async () => {
  const starter = dockerStarter(standIn('exit 0'))
  const refused = { ...starter, walls: () => Promise.reject(new Error('no such image')) }
  expect(await reclaim(folder.path, ['x:1', 'y:1'], LABEL, refused)).toBe(true)
  expect(await reclaim(`${folder.path}/a\rb`, ['x:1'], LABEL, starter)).toBe(true)
  expect(existsSync(join(folder.path, 'calls'))).toBe(false)
})
