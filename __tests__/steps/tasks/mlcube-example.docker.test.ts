import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ROOT } from '../../../stand-ins/action-file.ts'
import { tempFolder } from '../../../stand-ins/workspace.ts'
import { endsOf, runBenchmark } from '../../support/steps.ts'

const PASSED = ['fetch', 'prepare', 'sanity_check', 'statistics', 'infer', 'evaluate'].map(
  (name) => `${name}: passed`,
)
const PREDICTIONS = 'work/predictions/predictions.csv'

// Builds nothing where the images are there already.
beforeAll(() => {
  execFileSync(join(ROOT, 'script', 'example-images'), { stdio: 'inherit' })
}, 600_000)

test('the example as three MLCubes gives the same predictions, statistics and metrics, to the byte', async () => {
  await using plain = await tempFolder('medperf-plain-')
  await using mlcube = await tempFolder('medperf-mlcube-')
  const example = 'examples/breast-cancer-wdbc'
  const expected = await runBenchmark(ROOT, `${example}/benchmark.yaml`, plain.path)
  const found = await runBenchmark(ROOT, `${example}/benchmark-mlcube.yaml`, mlcube.path)
  expect(endsOf(expected)).toEqual(PASSED)
  expect(endsOf(found)).toEqual(PASSED)
  const bytes = readFileSync(join(plain.path, PREDICTIONS))
  expect(bytes.length).toBeGreaterThan(1_000)
  expect(readFileSync(join(mlcube.path, PREDICTIONS)).equals(bytes)).toBe(true)
  expect(found.results).toEqual(expected.results)
  expect(found.statistics).toEqual(expected.statistics)
  expect(found.generatedUid).toBe(expected.generatedUid)
}, 120_000)
