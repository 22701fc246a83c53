import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type CitingText, findDanglingCitations, findSections } from '../../script/house/citations.ts'

const PAGE = 'docs/medperf.md'
const ROOMS = ['src', 'dev-server', 'script', 'bench', 'stand-ins', '__tests__', 'docs']

const read = (path: string): CitingText => ({ path, text: readFileSync(path, 'utf8') })

/** What people wrote, but for this test, which has citations that lead nowhere. */
const texts = ROOMS.filter((room) => existsSync(room))
  .flatMap((room) => readdirSync(room, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && !/\.(?:json|png|snap)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
  .filter((path) => !path.includes('fixtures') && path !== '__tests__/docs/citations.test.ts')
  .map(read)

test('every citation leads to a section of the page that says what MedPerf does', () => {
  expect(texts.filter(({ text }) => text.includes(`${PAGE} `)).length).toBeGreaterThan(100)
  expect(findDanglingCitations(texts, read(PAGE))).toEqual([])
})

test('the sections of the page are numbered without a gap', () => {
  let [chapter, section] = [0, 0]
  for (const number of findSections(readFileSync(PAGE, 'utf8'))) {
    if (number.includes('.')) section++
    else [chapter, section] = [chapter + 1, 0]
    expect(number).toBe(section === 0 ? String(chapter) : `${chapter}.${section}`)
  }
  expect(chapter).toBeGreaterThan(10)
})

describe('what is found', () => {
  const page = { path: PAGE, text: '# Page\n\n## 1. One\n\nSee 9.9 and (1.1), (1).\n\n### 1.1 First\n' }
  const cited = (text: string) =>
    findDanglingCitations([{ path: 'a.ts', text }], page).map((one) => `${one.at} ${one.cited}`)

  test.each([
    ['// as there (docs/medperf.md 1.1).'],
    ['// as there (docs/medperf.md 1, 1.1; and 3 more things)'],
    ['/** See [the page](docs/medperf.md). */'],
    ['/** A contract of 2 people, a design. */'],
  ])('nothing in %s', (text) => {
    expect(cited(text)).toEqual([])
  })

  test.each([
    ['// (docs/medperf.md 1.2)', ['1.2']],
    ['// (docs/medperf.md 1.1, 1.3 and 2)', ['1.3', '2']],
    ['// docs/medperf.md 1.1 to 1.4', ['1.4']],
    ['/**\n * (docs/medperf.md\n * 1.1,\n * 7)\n */', ['7']],
    ['# docs/medperf.md 1.1, and 8.1 with more', ['8.1']],
  ])('sections that are not there in %s', (text, sections) => {
    const found = findDanglingCitations([{ path: 'a.ts', text }], page)
    expect(found.map((one) => one.cited)).toEqual(sections.map((section) => `${PAGE} ${section}`))
  })

  test.each([
    ['a\n// (contract 8.2)', 'a.ts:2 contract 8.2'],
    ['// (contract\n// 8.2)', 'a.ts:1 contract // 8.2'],
    ['// Contract 12', 'a.ts:1 Contract 12'],
    ['// (contract, correction 25)', 'a.ts:1 contract, correction 25'],
    ['// (correction 7)', 'a.ts:1 correction 7'],
    ['// (design 10)', 'a.ts:1 design 10'],
    ['// design section 4', 'a.ts:1 design section 4'],
    ['// era-topology 2.1', 'a.ts:1 era-topology'],
  ])('what nobody can look up in %s', (text, found) => {
    expect(cited(text)).toEqual([found])
  })

  test('the page’s own references', () => {
    const own = {
      path: PAGE,
      text: '## 1. One\n\nAs said (1), not there (1.2, 1), nor there (3.2, row 4), up to (256).\n',
    }
    expect(findDanglingCitations([], own)).toEqual([
      { at: `${PAGE}:3`, cited: `${PAGE} 1.2` },
      { at: `${PAGE}:3`, cited: `${PAGE} 3.2` },
    ])
  })
})
