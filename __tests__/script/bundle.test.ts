import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { type OutputChunk, rolldown } from 'rolldown'
import { beforeAll, expect, test } from 'vitest'
import { actions, devServer } from '../../rolldown.config.ts'
import { readActionFile } from '../../stand-ins/action-file.ts'

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T

let chunks: readonly OutputChunk[]

beforeAll(async () => {
  const bundles = await Promise.all(
    [actions, devServer].map(async (config) => {
      await using bundle = await rolldown(config)
      const [options] = [config.output].flat()
      return (await bundle.generate(options)).output
    }),
  )
  chunks = bundles.flat().filter((file) => file.type === 'chunk')
})

const modulesOf = (some: readonly OutputChunk[]): readonly string[] =>
  some.flatMap(({ moduleIds }) => moduleIds).map((id) => relative('.', id).replaceAll('\\', '/'))

/** All that an entry can ever load. */
function reachable(entry: string): readonly OutputChunk[] {
  const found = new Set<OutputChunk>()
  const visit = (name: string) => {
    const chunk = chunks.find(({ fileName }) => fileName === name)
    if (chunk === undefined || found.has(chunk)) return
    found.add(chunk)
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) visit(next)
  }
  visit(entry)
  return [...found]
}

/** The folders of all copies of a package that get into `dist/`. */
function bundledCopies(name: string): readonly string[] {
  const folders = modulesOf(chunks).map((path) =>
    path.replace(new RegExp(`(.*node_modules/${name})/.*`), '$1'),
  )
  return [...new Set(folders)].filter((folder) => folder.endsWith(`node_modules/${name}`)).sort()
}

const majorOf = (version: string): string => version.replace(/\..*/, '')

test('one undici of each major version that is asked for is bundled, ours and the toolkit’s', () => {
  const { packages } = readJson<{ packages: Record<string, { version: string }> }>('package-lock.json')
  const installed = Object.entries(packages).filter(([path]) => path.endsWith('node_modules/undici'))
  const wanted = new Set(installed.map(([, { version }]) => majorOf(version)))
  const copies = bundledCopies('undici')
  const versions = copies.map((folder) => readJson<{ version: string }>(`${folder}/package.json`).version)
  expect(copies).toEqual(['node_modules/@actions/http-client/node_modules/undici', 'node_modules/undici'])
  expect(versions.map(majorOf).sort()).toEqual([...wanted].sort())
})

test('no entry is loaded by another file, which would run it', () => {
  const entries = chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName)
  expect(entries.toSorted()).toEqual([
    'dev-server.js',
    'main.js',
    'post.js',
    'submit-post.js',
    'submit.js',
    'unpack-worker.js',
  ])
  const loaded = chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])
  expect(entries.filter((entry) => loaded.includes(entry))).toEqual([])
})

/** What runs a container, or prepares to. */
const RUNNING = /^src\/(engines|steps)\//

test('the root action has what runs containers, and its post step what removes them', () => {
  expect(modulesOf(reachable('main.js')).filter((path) => RUNNING.test(path)).length).toBeGreaterThan(50)
  expect(modulesOf(reachable('post.js'))).toContain('src/engines/docker/cleanup.ts')
})

test.each(['main', 'post'] as const)('submit/ has an entry of its own for %s, without an engine', (entry) => {
  const file = readActionFile('submit').runs[entry]?.replace('../dist/', '') ?? ''
  const modules = modulesOf(reachable(file))
  expect(modules).toContain(file.startsWith('submit-post') ? 'src/modes/clean-up.ts' : 'src/modes/submit.ts')
  expect(modules.filter((path) => RUNNING.test(path))).toEqual([])
})
