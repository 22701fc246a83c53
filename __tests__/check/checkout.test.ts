import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBenchmark } from '../../src/benchmark/read.ts'
import { hashCheckout } from '../../src/check/checkout.ts'
import { hashFolder } from '../../src/files/folder-hash.ts'
import { tempWorkspace } from '../../stand-ins/workspace.ts'
import { TOY } from '../benchmark/toy.ts'

const never = new AbortController().signal

async function lookAt(repository: string, signal = never) {
  const { benchmark } = readBenchmark({ repository, config: 'benchmark.yaml' })
  if (benchmark === undefined) throw new Error('the toy is no benchmark')
  return hashCheckout(benchmark, repository, signal)
}

test('a check knows what the repository held before anything ran', async () => {
  await using workspace = await tempWorkspace(TOY)
  const { sources = [], hashes, notices } = await lookAt(workspace.path)
  expect(notices).toEqual([])
  expect(sources.map(({ path }) => path)).toEqual(expect.arrayContaining(['demo', 'model/weights']))
  const demo = join(workspace.path, 'demo')
  expect(await hashFolder([demo], hashes.get(demo))).toBe(await hashFolder([demo]))
})

test('what cannot be hashed fails no test: it is said, and the report is not one to register from', async () => {
  await using workspace = await tempWorkspace(TOY)
  truncateSync(join(workspace.path, 'model/weights/weights.txt'), 2 * 1024 ** 4)
  const { sources, hashes, notices } = await lookAt(workspace.path)
  expect(sources).toBeUndefined()
  expect(hashes.size).toBe(0)
  expect(notices).toEqual([
    expect.stringMatching(
      /^What the repository holds could not be hashed, so `submit\/` does not take this report: weights holds more than/,
    ),
  ])
})

test('a cancelled run is no report', async () => {
  await using workspace = await tempWorkspace(TOY)
  const gone = AbortSignal.abort(new Error('The run was cancelled.'))
  await expect(lookAt(workspace.path, gone)).rejects.toThrow('cancelled')
})
