import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listNamedPaths } from '../../../src/benchmark/named-paths.ts'
import { readBenchmark } from '../../../src/benchmark/read.ts'
import { hashFolder } from '../../../src/files/folder-hash.ts'
import { hashTrees } from '../../../src/files/tree-hash.ts'
import type { Context } from '../../../src/steps/context.ts'
import { getDemo } from '../../../src/steps/files/demo.ts'
import type { Recording } from '../../../src/steps/recording.ts'
import { tempFolder, tempWorkspace } from '../../../stand-ins/workspace.ts'
import { TOY } from '../../benchmark/toy.ts'

/** The demo dataset of the toy benchmark in a checkout, as a run gets it. */
async function getIn(
  checkout: string,
  work: string,
  written: 'written' | 'read',
  { isMlcube = false }: { readonly isMlcube?: boolean } = {},
) {
  const { benchmark, problems } = readBenchmark({ repository: checkout, config: 'benchmark.yaml' })
  if (benchmark === undefined) throw new Error(JSON.stringify(problems))
  const { components } = benchmark
  const { data_preparator } = components
  const { prepare } = data_preparator.spec.tasks
  if (prepare === undefined) throw new Error('there is no prepare')
  const outputs = written === 'read' ? prepare.outputs : [...prepare.outputs, ...prepare.inputs.slice(0, 1)]
  const tasks = { ...data_preparator.spec.tasks, prepare: { ...prepare, outputs } }
  const spec = { ...data_preparator.spec, tasks }
  const preparator = { ...data_preparator, spec: isMlcube ? { ...spec, mlcube: {} } : spec }
  const context = {
    benchmark: { ...benchmark, components: { ...components, data_preparator: preparator } },
    folders: { work },
    limits: { maxFiles: 100, maxSize: 1e6, maxRatio: 1 },
    signal: new AbortController().signal,
    hashes: (await hashTrees(listNamedPaths(benchmark, checkout))).hashes,
  } as unknown as Context
  return getDemo(context, { say: () => {} } as unknown as Recording)
}

test('a folder of the repository stays where it is, and a link in it may lead to another one', async () => {
  await using checkout = await tempWorkspace(TOY)
  await using work = await tempFolder()
  await rename(join(checkout.path, 'demo/images'), join(checkout.path, 'images'))
  await symlink('../images', join(checkout.path, 'demo/images'))
  const { paths } = await getIn(checkout.path, work.path, 'read')
  expect(paths.data).toBe(realpathSync(join(checkout.path, 'images')))
  expect(existsSync(join(work.path, 'demo'))).toBe(false)
})

test('for a container that may write it, it is a copy with the same hashes', async () => {
  await using checkout = await tempWorkspace(TOY)
  await using work = await tempFolder()
  await mkdir(join(work.path, 'read'))
  const read = await getIn(checkout.path, join(work.path, 'read'), 'read')
  const { paths, ...hashes } = await getIn(checkout.path, work.path, 'written')
  expect(paths).toEqual({
    data: join(work.path, 'demo/images'),
    labels: join(work.path, 'demo/labels'),
  })
  expect(hashes).toEqual({ sha256: read.sha256, inputDataHash: read.inputDataHash })
})

test('a copy without what a link in it leads to is refused', async () => {
  await using checkout = await tempWorkspace(TOY)
  await using work = await tempFolder()
  await rename(join(checkout.path, 'demo/images/1.txt'), join(checkout.path, '1.txt'))
  await symlink('../../1.txt', join(checkout.path, 'demo/images/1.txt'))
  await expect(getIn(checkout.path, work.path, 'written')).rejects.toThrow(/^the link demo\/images\/1\.txt /)
})

describe('labels in a single file', () => {
  async function labelled() {
    const checkout = await tempWorkspace(TOY)
    await writeFile(join(checkout.path, 'demo/labels.csv'), '1\n')
    await writeFile(join(checkout.path, 'demo/paths.yaml'), 'data_path: images\nlabels_path: labels.csv\n')
    return checkout
  }

  test('are the file itself for a container, and count nothing in the hash', async () => {
    await using checkout = await labelled()
    await using work = await tempFolder()
    const { paths, inputDataHash } = await getIn(checkout.path, work.path, 'read')
    expect(paths.labels).toBe(realpathSync(join(checkout.path, 'demo/labels.csv')))
    expect(inputDataHash).toBe(await hashFolder([paths.data]))
  })

  test('are in a folder with nothing else for an MLCube, which is given the folder of a file', async () => {
    await using checkout = await labelled()
    await mkdir(join(checkout.path, '.git'), { recursive: true })
    await writeFile(join(checkout.path, '.git/config'), 'a token')
    await writeFile(join(checkout.path, 'labels.csv'), '2\n')
    await rm(join(checkout.path, 'demo/labels.csv'))
    await symlink('../labels.csv', join(checkout.path, 'demo/labels.csv'))
    await using work = await tempFolder()
    const { paths } = await getIn(checkout.path, work.path, 'read', { isMlcube: true })
    expect(paths.labels).toBe(join(work.path, 'raw/labels/labels.csv'))
    expect(readdirSync(dirname(paths.labels))).toEqual(['labels.csv'])
    expect(readFileSync(paths.labels, 'utf8')).toBe('2\n')
    expect(paths.data).toBe(realpathSync(join(checkout.path, 'demo/images')))
  })
})
