import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Where the names of tests begin: a page says so at its top. */
const BASES = ['', '__tests__', '__tests__/engines']

const pages = readdirSync('docs').filter((name) => name.endsWith('.md'))

const listNamed = (page: string): readonly string[] =>
  Array.from(
    readFileSync(join('docs', page), 'utf8').matchAll(/`([\w./-]+\.test\.ts)`/g),
    ([, name = '']) => name,
  )

test('pages name tests', () => {
  expect(pages.flatMap(listNamed).length).toBeGreaterThan(50)
})

test.each(pages)('every test that docs/%s names is there', (page) => {
  const isThere = (name: string) => BASES.some((base) => existsSync(join(base, name)))
  expect(listNamed(page).filter((name) => !isThere(name))).toEqual([])
})
