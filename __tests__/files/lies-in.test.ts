import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { liesIn } from '../../src/files/lies-in.ts'
import { testFolder } from '../support/test-folder.ts'

test('a path lies in a folder by its name, or by where that leads', () => {
  const around = testFolder('within-')
  const folder = join(around, 'a')
  mkdirSync(join(folder, 'b'), { recursive: true })
  mkdirSync(join(around, 'ab'))
  symlinkSync(join(folder, 'b'), join(around, 'into'))
  symlinkSync(join(around, 'ab'), join(folder, 'out'))
  symlinkSync(folder, join(around, 'alias'))
  for (const path of ['a', 'a/b', 'a/none', 'ab/../a', 'into', 'a/out', 'alias/b'])
    expect(liesIn(folder, join(around, path)), path).toBe(true)
  for (const path of ['.', 'ab', 'none', 'a/../ab'])
    expect(liesIn(folder, join(around, path)), path).toBe(false)
  expect(liesIn(join(around, 'alias'), join(folder, 'b'))).toBe(true)
  expect(liesIn('/', folder)).toBe(true)
})

test('also where what a link leads to has a name that is not UTF-8', () => {
  const around = testFolder('within-')
  const inside = Buffer.from(`${join(around, 'a')}/\xff`, 'latin1')
  mkdirSync(inside, { recursive: true })
  symlinkSync(inside, join(around, 'into'))
  expect(liesIn(join(around, 'a'), join(around, 'into'))).toBe(true)
})
