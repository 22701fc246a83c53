import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runTiny, TINY } from '../support/tiny.ts'

const read = (path: string) => readFileSync(join(TINY, path), 'utf8')
const benchmark = read('benchmark.yaml')
const prep = read('prep/container_config.yaml')
const model = read('model/container_config.yaml')

const edited = (text: string, from: string, to: string) => {
  expect(text).toContain(from)
  return text.replace(from, to)
}

/** What is wrong, the files that make it so, and the annotation it gets. */
const WRONG: readonly (readonly [string, Readonly<Record<string, string | null>>, RegExp])[] = [
  ['benchmark.yaml is missing', { 'benchmark.yaml': null }, /^error .*benchmark\.yaml.*(not|no) /],
  ['benchmark.yaml is empty', { 'benchmark.yaml': '' }, /^error benchmark\.yaml.* empty/],
  [
    'benchmark.yaml is not YAML',
    { 'benchmark.yaml': 'version: [1\nname: x\n' },
    /^error benchmark\.yaml:\d+ /,
  ],
  ['benchmark.yaml is a list', { 'benchmark.yaml': '- version: 1\n' }, /^error benchmark\.yaml:1 /],
  [
    'the version is wrong',
    { 'benchmark.yaml': edited(benchmark, 'version: 1', 'version: 2') },
    /^error benchmark\.yaml:1 .*version/,
  ],
  [
    'a key is unknown',
    { 'benchmark.yaml': edited(benchmark, 'description:', 'descripton:') },
    /^error benchmark\.yaml:3 .*descripton.*\n?.*description/s,
  ],
  [
    'a value has the wrong type',
    { 'benchmark.yaml': edited(benchmark, '{ min: 0.5 }', '{ min: high }') },
    /^error benchmark\.yaml:\d+ .*min/,
  ],
  [
    'a key is there twice',
    { 'benchmark.yaml': `${benchmark}name: again\n` },
    /^error benchmark\.yaml:\d+ .*(twice|duplicate)/i,
  ],
  [
    'a configuration is missing',
    { 'model/container_config.yaml': null },
    /^error benchmark\.yaml:\d+ .*model\/container_config\.yaml/,
  ],
  [
    'a configuration is empty',
    { 'model/container_config.yaml': '' },
    /^error .*model\/container_config\.yaml.*empty/,
  ],
  [
    'a configuration is of the wrong role',
    { 'model/container_config.yaml': prep },
    /^error model\/container_config\.yaml.*infer/,
  ],
  [
    'a volume is one that MedPerf does not know',
    { 'model/container_config.yaml': edited(model, 'data_path:', 'data_paht:') },
    /^error model\/container_config\.yaml:\d+ .*data_paht/,
  ],
  [
    'parameters are declared but absent',
    { 'benchmark.yaml': edited(benchmark, '  parameters: metrics/parameters.yaml\n', '') },
    /^error .*parameters/,
  ],
]

test.each(WRONG)('%s: invalid, said on its line, and nothing was run', async (_, files, words) => {
  const run = await runTiny({ files })
  const errors = run.annotations.filter((line) => line.startsWith('error'))
  expect(errors.join('\n')).toMatch(words)
  expect(run.outputs['verdict']).toBe('invalid')
  expect(run.code).toBe(1)
  expect(run.report?.steps).toEqual([])
  expect(run.comments).toHaveLength(1)
  expect(run.left).toEqual([])
})

test('all problems are said at once, each in its file', async () => {
  const run = await runTiny({
    files: {
      'benchmark.yaml': edited(benchmark, '{ min: 0.5 }', '{ min: high }'),
      'model/container_config.yaml': edited(model, 'data_path:', 'data_paht:'),
    },
  })
  const files = run.annotations.map((line) => /^error ([^: ]+)/.exec(line)?.[1])
  expect(files).toEqual(expect.arrayContaining(['benchmark.yaml', 'model/container_config.yaml']))
})

test('a benchmark.yaml outside of the repository is invalid', async () => {
  const run = await runTiny({ inputs: { config: '../benchmark.yaml' } })
  expect(run.outputs['verdict']).toBe('invalid')
  expect(run.code).toBe(1)
})
