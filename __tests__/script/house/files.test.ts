import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { measureHouse } from '../../../script/house/counts.ts'
import { findLargestFolder, findLooseFiles, readEntries } from '../../../script/house/files.ts'
import { blankComments, parseSource, readSources } from '../../../script/house/sources.ts'
import { countCommentLines, findUnwanted } from '../../../script/house/words.ts'

const empty = (...paths: readonly string[]) => paths.map((path) => parseSource(path, ''))

/** A repository with these files. */
function layOut(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'house-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

test('loose files are those of src that are no entry and not run.ts', () => {
  const sources = empty('src/main.ts', 'src/run.ts', 'src/text.ts', 'src/a/b.ts')
  expect(findLooseFiles(sources, ['src/main.ts']).map(({ path }) => path)).toEqual(['src/text.ts'])
})

test('the largest folder counts the files directly in it', () => {
  const sources = empty('src/a/1.ts', 'src/a/x/2.ts', 'src/a/x/3.ts', 'src/b/4.ts')
  expect(findLargestFolder(sources).map(({ path }) => path)).toEqual(['src/a/x/2.ts', 'src/a/x/3.ts'])
})

test('entries are those of the bundler', () => {
  const root = layOut({
    'rolldown.config.ts': "{ main: 'src/main.ts', w: 'src/a/worker.ts', x: './src/x.ts' }",
  })
  expect(readEntries(root)).toEqual(['src/main.ts', 'src/x.ts'])
  expect(readEntries(join(root, 'none'))).toEqual([])
})

test('every file of the folders is read, and a text that is no TypeScript is an error', () => {
  const root = layOut({ 'src/b.ts': '', 'src/a/c.ts': '', 'src/d.md': '', 'bench/e.ts': '' })
  expect(readSources(root, ['src', 'none']).map(({ path }) => path)).toEqual(['src/a/c.ts', 'src/b.ts'])
  expect(() => parseSource('a.ts', 'const = 1')).toThrow(/^a\.ts: /)
})

test('lines of comments are counted once each, and blanked', () => {
  const source = parseSource(
    'a.ts',
    '/** One.\n * Two.\n */\nconst a = 1 // three\nconst b = "// no" /* x */ /* y */',
  )
  expect(countCommentLines(source)).toBe(5)
  expect(
    blankComments(source)
      .split('\n')
      .map((line) => line.trim()),
  ).toEqual(['', '', '', 'const a = 1', 'const b = "// no"'])
})

test('any, enums and default exports are found', () => {
  const found = (text: string) => findUnwanted(parseSource('a.ts', text)).length
  expect(['let a: any', 'f(a as any)', 'enum A { b }', 'export default 1'].map(found)).toEqual([1, 1, 1, 1])
  expect(["const any = 'any'", '// : any', "export { a as b } from './c.ts'"].map(found)).toEqual([0, 0, 0])
})

test('a small house is measured', () => {
  const root = layOut({
    'rolldown.config.ts': "'src/main.ts'",
    'src/main.ts': "import './a/one.ts'",
    'src/text.ts': 'export const show = (list: A[]) => ({ ...{ list } })',
    'src/a/one.ts': "import '../b/one.ts'\nexport type A = 1",
    'src/b/one.ts':
      "import '../a/one.ts'\nexport type A = 2\nexport const bytesOf = () => ({ ...(a && { a }) })",
    'bench/run.ts': 'f({ ...{ a } })',
  })
  const figures = Object.fromEntries(measureHouse(root).map(({ name, value }) => [name, value]))
  expect(figures).toEqual({
    files: 4,
    circles: 1,
    'loose-files': 1,
    'largest-folder': 2,
    'conditional-spreads': 1,
    'grouping-spreads': 1,
    'grouping-spreads-elsewhere': 1,
    'list-parameters': 1,
    'out-parameters': 1,
    repeats: 0,
    'names-twice': 1,
    'values-twice': 0,
    'types-twice': 1,
    'exported-functions': 2,
    'one-word-functions': 1,
    'one-word-percent': 50,
    'relation-functions': 1,
    functions: 2,
    'function-median': 1,
    'function-p90': 1,
    'function-max': 1,
    'comment-lines': 0,
    'any-enum-default': 0,
  })
})
