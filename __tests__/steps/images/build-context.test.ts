import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withoutGit } from '../../../src/steps/images/build-context.ts'
import { buildOf } from '../../support/build-of.ts'
import { testFolder } from '../../support/test-folder.ts'

/** A build context, and where a run would copy it to. */
function context() {
  const folder = testFolder('context-')
  const top = join(folder, 'top')
  mkdirSync(join(top, 'code'), { recursive: true })
  writeFileSync(join(top, 'Dockerfile'), 'FROM scratch\nCOPY . /\n')
  writeFileSync(join(top, 'code', 'run'), '#!/bin/sh\n')
  chmodSync(join(top, 'code', 'run'), 0o755)
  symlinkSync('run', join(top, 'code', 'link'))
  const settings = {
    folders: { work: join(folder, 'work'), report: folder },
    limits: { maxFiles: 100, maxSize: 1_000, maxRatio: 1 },
    signal: new AbortController().signal,
  }
  const list = (path: string) =>
    execFileSync('find', [path, '-mindepth', '1', '-printf', '%P %m %l\n'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line !== '')
      .toSorted()
  return { top, settings, list }
}

test('a context without a checkout is built where it is', async () => {
  const { top, settings } = context()
  expect(await withoutGit(buildOf(top), 'evaluator', settings, async ({ context: folder }) => folder)).toBe(
    top,
  )
  expect(existsSync(settings.folders.work)).toBe(false)
})

test.each([
  ['.git/config', '.git'],
  ['code/.git/config', 'code/.git'],
  ['code/.git', 'code/.git'],
])('nobody builds with %s: all else is copied as it is, and gone afterwards', async (path, left) => {
  const { top, settings, list } = context()
  const before = list(top)
  mkdirSync(join(top, path, '..'), { recursive: true })
  writeFileSync(join(top, path), 'token')
  let built = ''
  await withoutGit(buildOf(top), 'evaluator', settings, async ({ context: folder }) => {
    built = folder
    expect(list(folder)).toEqual(before)
    expect(existsSync(join(folder, left))).toBe(false)
  })
  expect(built).not.toBe(top)
  expect(existsSync(built)).toBe(false)
  expect(statSync(join(top, path)).isFile()).toBe(true)
})

test('what is built from a copy fails like all else, and leaves nothing', async () => {
  const { top, settings } = context()
  mkdirSync(join(top, '.git'))
  const failing = withoutGit(buildOf(top), 'evaluator', settings, async () => {
    throw new Error('line 2')
  })
  await expect(failing).rejects.toThrow('line 2')
  expect(existsSync(join(settings.folders.work, 'build', 'evaluator'))).toBe(false)
})

test('a context that is not there is the builder’s to tell', async () => {
  const { top, settings } = context()
  const missing = buildOf(join(top, 'missing'))
  expect(await withoutGit(missing, 'evaluator', settings, async (build) => build)).toBe(missing)
})
