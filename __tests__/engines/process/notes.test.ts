import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  makeFolder,
  noteFolder,
  openNote,
  removeNoted,
  writeNote,
} from '../../../src/engines/process/notes.ts'
import { runNoted } from '../../../src/engines/process/run-noted.ts'
import { findProcess, type Process } from '../../../src/engines/usage/processes.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'

const LABEL = 'a=b'
let folder: TempFolder
const started: ChildProcess[] = []

beforeEach(async () => {
  folder = await tempFolder()
  vi.stubEnv('TMPDIR', folder.path)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const one of started.splice(0)) one.kill('SIGKILL')
  await folder[Symbol.asyncDispose]()
})

/** A process that does not end. */
async function start(): Promise<Process> {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' })
  started.push(child)
  await once(child, 'spawn')
  const found = findProcess(child.pid ?? 0)
  if (found === undefined) throw new Error('it has ended')
  return found
}

const DEAD = { pid: 4_194_303, start: '1' }
const note = (label: string, carrier: Process, children: readonly Process[] = []) =>
  writeNote(openNote(label, 'x') ?? '', { ...carrier, children })

test('what is noted with a label is ended, and nothing else', async () => {
  const [ours, theirs] = [await start(), await start()]
  note(LABEL, ours)
  note('a=c', theirs)
  expect(await removeNoted(LABEL)).toEqual({ removed: 1 })
  expect([ours, theirs].map(({ pid }) => findProcess(pid))).toEqual([undefined, theirs])
  expect(existsSync(noteFolder(LABEL))).toBe(false)
  expect(readdirSync(noteFolder('a=c'))).toEqual(['x.json'])
})

test('what outlived the process that started it is ended too', async () => {
  const child = await start()
  note(LABEL, DEAD, [child, DEAD])
  expect(await removeNoted(LABEL)).toEqual({ removed: 1 })
  expect(findProcess(child.pid)).toBeUndefined()
})

test('another process that has got the number since is left alone', async () => {
  const other = await start()
  note(LABEL, { ...other, start: '1' }, [{ ...other, start: '2' }])
  expect(await removeNoted(LABEL)).toEqual({ removed: 0 })
  expect(findProcess(other.pid)).toEqual(other)
})

test('a folder that others can write to is not believed, and one that cannot be had is none', async () => {
  const other = await start()
  mkdirSync(noteFolder(LABEL))
  note(LABEL, other)
  chmodSync(noteFolder(LABEL), 0o777)
  expect(await removeNoted(LABEL)).toEqual({ removed: 0 })
  vi.stubEnv('TMPDIR', join(folder.path, 'file'))
  writeFileSync(join(folder.path, 'file'), '')
  expect(openNote(LABEL, 'x')).toBeUndefined()
  expect(await removeNoted(LABEL)).toEqual({ removed: 0 })
})

test('what other users made in the folder of all before takes no run its notes', async () => {
  const uid = process.getuid?.() ?? 0
  for (const name of ['medperf-processes', `medperf-processes-${uid}`])
    writeFileSync(join(folder.path, name), '')
  chmodSync(folder.path, 0o1777)
  const one = await start()
  note(LABEL, one)
  expect(await removeNoted(LABEL)).toEqual({ removed: 1 })
  expect(findProcess(one.pid)).toBeUndefined()
})

test('what a killed run needed for a moment goes with its notes', async () => {
  const own = await makeFolder(LABEL, 'build')
  writeFileSync(join(own, 'id'), 'x')
  const others = await makeFolder('a=c', 'build')
  expect(await removeNoted(LABEL)).toEqual({ removed: 0 })
  expect([own, others].map((path) => existsSync(path))).toEqual([false, true])
})

test('a program that has children is ended with them, and its note goes', async () => {
  const stop = new AbortController()
  const lines = 'trap "" TERM; sleep 600 & echo $!; wait'
  const ended = await runNoted(
    'sh',
    ['-c', lines],
    { name: 'x', label: LABEL },
    {
      signal: stop.signal,
      leavesChildren: true,
      onOutput: () => {
        expect(existsSync(join(noteFolder(LABEL), 'x.json'))).toBe(true)
        stop.abort()
      },
    },
  )
  expect(ended.signal).toBe('SIGKILL')
  expect(findProcess(Number(ended.stdout))).toBeUndefined()
  expect(readdirSync(noteFolder(LABEL))).toEqual([])
})
