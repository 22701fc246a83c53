import { existsSync, realpathSync } from 'node:fs'
import { mkdir, rename, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listNamedPaths } from '../../../src/benchmark/named-paths.ts'
import { readBenchmark } from '../../../src/benchmark/read.ts'
import { hashTrees } from '../../../src/files/tree-hash.ts'
import type { Context } from '../../../src/steps/context.ts'
import { getDemo } from '../../../src/steps/files/demo.ts'
import type { Recording } from '../../../src/steps/recording.ts'
import { tempFolder, tempWorkspace } from '../../../stand-ins/workspace.ts'
import { TOY } from '../../benchmark/toy.ts'

/** The demo dataset of the toy benchmark in a checkout, as a run gets it. */
async function getIn(checkout: string, work: string, written: 'written' | 'read') {
  const { benchmark, problems } = readBenchmark({ repository: checkout, config: 'benchmark.yaml' })
  if (benchmark === undefined) throw new Error(JSON.stringify(problems))
  const { components } = benchmark
  const { data_preparator } = components
  const { prepare } = data_preparator.spec.tasks
  if (prepare === undefined) throw new Error('there is no prepare')
  const outputs = written === 'read' ? prepare.outputs : [...prepare.outputs, ...prepare.inputs.slice(0, 1)]
  const tasks = { ...data_preparator.spec.tasks, prepare: { ...prepare, outputs } }
  const preparator = { ...data_preparator, spec: { ...data_preparator.spec, tasks } }
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
