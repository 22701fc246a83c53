import { expect, test } from 'vitest'
import { drawGraph, nodeAt, roomAt } from '../../../script/house/graph.ts'
import { findEnvironment, findImports, packageIn } from '../../../script/house/imports.ts'
import { parseSource } from '../../../script/house/sources.ts'

const importsOf = (text: string, path = 'src/room/a.ts') =>
  findImports(parseSource(path, text)).map((tie) => tie.file ?? tie.package)

test.each([
  ["import { a } from '../other/b.ts'", 'src/other/b.ts'],
  ["import type { A } from './b.ts'", 'src/room/b.ts'],
  ["import { type A } from './b.ts'", 'src/room/b.ts'],
  ["import './b.ts'", 'src/room/b.ts'],
  ["export { a } from './b.ts'", 'src/room/b.ts'],
  ["export * from './b.ts'", 'src/room/b.ts'],
  ["const a = () => import('./b.ts')", 'src/room/b.ts'],
  ["type A = import('./b.ts').A", 'src/room/b.ts'],
  ["import a from '../../package.json' with { type: 'json' }", 'package.json'],
  ["import { a } from 'node:fs/promises'", 'node:fs'],
  ["import { a } from '@actions/github/lib/utils'", '@actions/github'],
  ["await import('tar-stream')", 'tar-stream'],
])('an import is found: %s', (text, found) => {
  expect(importsOf(text)).toEqual([found])
})

test('what is no code counts as a package', () => {
  const source = parseSource('src/a.ts', "import a from '../package.json' with { type: 'json' }")
  expect(findImports(source)).toEqual([{ path: 'src/a.ts', line: 1, package: 'package.json' }])
})

test.each(["// import './b.ts'", 'const a = "import \'./b.ts\'"', 'const a = 1\nexport { a }'])(
  'no import: %s',
  (text) => {
    expect(importsOf(text)).toEqual([])
  },
)

test('an import of a computed name cannot be told', () => {
  expect(() => importsOf('\nimport(name)')).toThrow('src/room/a.ts:2: the name of an import is computed')
})

test.each(['undici', 'undici/lib/x.js', '@actions/core', 'unbzip2-stream/lib/bzip2.js'])(
  'a package is named without what is in it: %s',
  (specifier) => {
    expect(specifier.startsWith(packageIn(specifier))).toBe(true)
    expect(packageIn(specifier)).toMatch(/^(@\w+\/\w+|[\w-]+)$/)
  },
)

const reads = (text: string) => findEnvironment(parseSource('src/a.ts', text)).length

test.each(['process.env', "process['env']['PATH']", 'const { env } = process', 'f(process.env.HOME ?? 1)'])(
  'the environment is read: %s',
  (text) => {
    expect(reads(text)).toBe(1)
  },
)

test.each(['environment.HOME', 'process.platform', 'other.env', 'const { env } = options', '// process.env'])(
  'the environment is not read: %s',
  (text) => {
    expect(reads(text)).toBe(0)
  },
)

test('a room is the first folder below src, or another program; loose files are one room or one each', () => {
  const paths = ['src/a/b.ts', 'src/a/c/d.ts', 'src/main.ts', 'dev-server/http/a.ts']
  expect(paths.map(roomAt)).toEqual(['a', 'a', '(entries)', 'dev-server'])
  expect(paths.map(nodeAt)).toEqual(['a', 'a', 'main.ts', 'dev-server'])
})

test('edges tie rooms, not files of one room, and keep every import', () => {
  const { names, rooms, packages } = drawGraph([
    parseSource(
      'src/a/one.ts',
      "import './two.ts'\nimport '../b/one.ts'\nimport type { A } from '../b/two.ts'",
    ),
    parseSource('src/b/one.ts', "import 'undici'\nprocess.env"),
    parseSource('src/main.ts', "import './run.ts'\nimport('./a/one.ts')"),
  ])
  expect(names).toEqual(['(entries)', 'a', 'b'])
  expect(rooms.map(({ from, to, ties }) => `${from} ${to} ${ties.map(({ line }) => line)}`)).toEqual([
    'a b 2,3',
    '(entries) a 2',
  ])
  expect(packages.map(({ from, to }) => `${from} ${to}`)).toEqual(['b undici', 'b process.env'])
})
