import { expect, test } from 'vitest'
import type { Place } from '../../src/containers/volumes.ts'
import { listRows } from '../../src/steps/table.ts'
import { benchmark } from '../support/benchmark.ts'

const rows = listRows(benchmark(), false)
const find = (name: string) => rows.find((row) => row.name === name)

test('each row stands behind what it waits for, and is there once', () => {
  const names = rows.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const { name, needs, after } of rows) {
    const before = names.slice(0, names.indexOf(name))
    expect(before).toEqual(expect.arrayContaining([...needs, ...after]))
  }
})

test('what a row reads, a row that it waits for has written', () => {
  const written = (name: string): readonly Place[] => {
    const row = find(name)
    return row === undefined ? [] : [...row.writes, ...[...row.needs, ...row.after].flatMap(written)]
  }
  for (const { name, kind, reads } of rows) {
    if (kind !== 'task') continue
    // A task's parameters are written with its container.
    const needed = reads.filter((place) => place !== 'parameters')
    expect(written(name), name).toEqual(expect.arrayContaining(needed))
  }
})

test("each role's image and files are rows of their own, and a container needs those of its role alone", () => {
  const own = (name: string) => find(name)?.needs.filter((need) => /image|files/.test(need))
  expect(own('prepare')).toEqual(['data_preparator image', 'data_preparator files'])
  expect(own('infer')).toEqual(['reference_model image', 'reference_model files'])
  expect(own('evaluate')).toEqual(['evaluator image', 'evaluator files'])
})

test('what a container reads and writes is what its configuration says', () => {
  expect(find('prepare')).toMatchObject({
    reads: ['raw data', 'raw labels'],
    writes: ['prepared data', 'prepared labels'],
  })
  expect(find('evaluate')).toMatchObject({ reads: ['predictions', 'prepared labels'], writes: ['results'] })
})

test('of an asset the script takes the place of model and metrics, and reads the files of the model', () => {
  const { components, ...others } = benchmark()
  const { reference_model, evaluator } = components
  const asset = {
    ...others,
    components: {
      ...components,
      reference_model: {
        ...reference_model,
        spec: { ...reference_model.spec, type: 'Asset' as const, tasks: {} },
      },
      evaluator,
    },
  }
  const names = listRows(asset, false).map(({ name }) => name)
  expect(names.slice(-4)).toEqual(['prepare', 'sanity_check', 'statistics', 'run_script'])
  const script = listRows(asset, false).at(-1)
  expect(script?.needs).toContain('reference_model files')
})
