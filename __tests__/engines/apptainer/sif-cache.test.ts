import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openSifCache } from '../../../src/engines/apptainer/sif-cache.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'

const disk = vi.hoisted(() => ({
  isAnother: false,
  refused: 0,
  beforeRename: undefined as (() => void) | undefined,
}))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  return {
    ...real,
    async rename(from: string, to: string) {
      if (disk.isAnother && dirname(from) !== dirname(to)) {
        disk.refused++
        throw new Error('EXDEV: cross-device link')
      }
      if (from.endsWith(FILE)) disk.beforeRename?.()
      await real.rename(from, to)
    },
  }
})

const DIGEST = `sha256:${'a'.repeat(64)}`
const FILE = `sha256_${'a'.repeat(64)}.sif`
const sif = (content: string) => `${' '.repeat(32)}SIF_MAGIC ${content}`
const make = (content: string) => vi.fn(async (path: string) => writeFileSync(path, sif(content)))
let folder: TempFolder
let kept: string
let run: number

beforeEach(async () => {
  folder = await tempFolder()
  kept = join(folder.path, 'tool-cache', 'sif')
  run = 0
  disk.isAnother = false
  disk.beforeRename = undefined
})
afterEach(() => folder[Symbol.asyncDispose]())

/** The cache as one run sees it, with a folder of its own. */
function newRun() {
  const own = join(folder.path, `run-${++run}`)
  return { own, cache: openSifCache(own, kept) }
}

test('an image that is converted once is there for every later run', async () => {
  const again = make('again')
  const path = await newRun().cache.get(DIGEST, make('first'))
  expect(path).toBe(join(kept, FILE))
  expect(await newRun().cache.get(DIGEST, again)).toBe(path)
  expect(again).not.toHaveBeenCalled()
  expect(readFileSync(path, 'utf8')).toBe(sif('first'))
})

test('what another job asks for while old images are removed stays', async () => {
  await newRun().cache.get(DIGEST, make('first'))
  const old = new Date(Date.now() - 15 * 24 * 3_600_000)
  utimesSync(join(kept, FILE), old, old)
  // The other job asks between the look at its age and its removal.
  disk.beforeRename = () => utimesSync(join(kept, FILE), new Date(), old)
  await newRun().cache.get(`sha256:${'b'.repeat(64)}`, make('second'))
  expect(readFileSync(join(kept, FILE), 'utf8')).toBe(sif('first'))
  expect(readdirSync(kept).filter((name) => name.startsWith('.'))).toEqual([])
})

test('a tool cache on another disk gets a copy', async () => {
  disk.isAnother = true
  const { own, cache } = newRun()
  expect(await cache.get(DIGEST, make('x'))).toBe(join(kept, FILE))
  expect(disk.refused).toBe(1)
  expect([readdirSync(own), readdirSync(kept)]).toEqual([[], [FILE]])
})

test('without a folder that outlives the run it lies in the folder of the run', async () => {
  const own = join(folder.path, 'run')
  expect(await openSifCache(own).get(DIGEST, make('x'))).toBe(join(own, FILE))
})

test('two runs that convert the same image at once both get a whole one, and leave one', async () => {
  let release = () => {}
  const both = new Promise<void>((resolve) => {
    release = resolve
  })
  let waiting = 0
  const together = (content: string) => async (path: string) => {
    if (++waiting === 2) release()
    await both
    writeFileSync(path, sif(content))
  }
  const [one, other] = await Promise.all([
    newRun().cache.get(DIGEST, together('same')),
    newRun().cache.get(DIGEST, together('same')),
  ])
  expect([one, other]).toEqual([join(kept, FILE), join(kept, FILE)])
  expect(readdirSync(kept)).toEqual([FILE])
  expect(readFileSync(one, 'utf8')).toBe(sif('same'))
})

test('what an engine does not finish, and what is no image, is not kept', async () => {
  const { own, cache } = newRun()
  const broken = async (path: string) => {
    writeFileSync(path, 'half')
    throw new Error('the disk is full')
  }
  await expect(cache.get(DIGEST, broken)).rejects.toThrow('the disk is full')
  expect(existsSync(kept)).toBe(false)
  expect(readdirSync(own)).toEqual([])
  mkdirSync(kept, { recursive: true })
  writeFileSync(join(kept, FILE), '')
  expect(readFileSync(await newRun().cache.get(DIGEST, make('new')), 'utf8')).toBe(sif('new'))
})

test('where nothing can be kept, the run goes on with an image of its own', async () => {
  writeFileSync(join(folder.path, 'tool-cache'), 'no folder')
  const { own, cache } = newRun()
  expect(await cache.get(DIGEST, make('x'))).toBe(join(own, FILE))
})

test('images that nobody has asked for in two weeks go, those in use stay', async () => {
  const days = (count: number) => new Date(Date.now() - count * 24 * 3_600_000)
  mkdirSync(kept, { recursive: true })
  for (const [name, age] of [
    ['old.sif', 15],
    ['.part.sif', 2],
    ['recent.sif', 13],
    ['not ours', 100],
  ] as const) {
    writeFileSync(join(kept, name), sif(name))
    utimesSync(join(kept, name), days(age), days(age))
  }
  await newRun().cache.get(DIGEST, make('x'))
  expect(readdirSync(kept).toSorted()).toEqual(['not ours', 'recent.sif', FILE].toSorted())

  utimesSync(join(kept, FILE), days(20), days(20))
  await newRun().cache.get(DIGEST, make('not made'))
  await newRun().cache.get(`sha256:${'b'.repeat(64)}`, make('y'))
  expect(readdirSync(kept)).toContain(FILE)
})
