import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'
import config from '../../rolldown.config.ts'

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T

/** The folders of all copies of a package that get into `dist/`. */
async function bundledCopies(name: string): Promise<readonly string[]> {
  await using bundle = await rolldown(config)
  const { output } = await bundle.generate()
  const modules = output
    .flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
    .map((id) => relative('.', id).replaceAll('\\', '/'))
  const folders = modules.map((path) => path.replace(new RegExp(`(.*node_modules/${name})/.*`), '$1'))
  return [...new Set(folders)].filter((folder) => folder.endsWith(`node_modules/${name}`)).sort()
}

const majorOf = (version: string): string => version.replace(/\..*/, '')

test('one undici of each major version that is asked for is bundled, ours and the toolkit’s', async () => {
  const { packages } = readJson<{ packages: Record<string, { version: string }> }>('package-lock.json')
  const installed = Object.entries(packages).filter(([path]) => path.endsWith('node_modules/undici'))
  const wanted = new Set(installed.map(([, { version }]) => majorOf(version)))
  const copies = await bundledCopies('undici')
  const versions = copies.map((folder) => readJson<{ version: string }>(`${folder}/package.json`).version)
  expect(copies).toEqual(['node_modules/@actions/http-client/node_modules/undici', 'node_modules/undici'])
  expect(versions.map(majorOf).sort()).toEqual([...wanted].sort())
})
