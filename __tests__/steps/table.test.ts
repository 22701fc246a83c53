import { expect, test } from 'vitest'
import type { Place } from '../../src/containers/volumes.ts'
import type { Row } from '../../src/steps/row.ts'
import { listRows } from '../../src/steps/table.ts'
import { benchmark } from '../support/benchmark.ts'

const rows = listRows(benchmark(), false)
const namesOf = (kind: Row['kind'], of = rows) => of.flatMap((row) => (row.kind === kind ? row.name : []))
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

test('no container starts before all that the others need is here and was looked at', () => {
  const waitedFor = (name: string): readonly string[] =>
    (find(name)?.needs ?? []).flatMap((need) => [need, ...waitedFor(need)])
  const fetched = [...namesOf('get'), ...namesOf('check')]
  for (const task of namesOf('task')) expect(waitedFor(task), task).toEqual(expect.arrayContaining(fetched))
  // It may ask the engine by a container too.
  expect(waitedFor('file check')).toEqual(expect.arrayContaining([...namesOf('get'), 'GPU check']))
})

test('no image comes before it is known that there is room for all', () => {
  for (const name of namesOf('get').filter((one) => one.endsWith(' image')))
    expect(find(name)?.needs, name).toContain('room')
})

test('one after another, each container waits for the one before it', () => {
  const oneByOne = listRows(benchmark(), true)
  const tasks = namesOf('task', oneByOne)
  for (const [at, name] of tasks.entries()) {
    const { needs = [], after = [] } = oneByOne.find((row) => row.name === name) ?? {}
    expect([...needs, ...after], name).toEqual(expect.arrayContaining(tasks.slice(at - 1, at)))
  }
  expect(find('infer')?.after).toEqual([])
})

test("each role's image and files are rows of their own, and a container needs those of its role alone", () => {
  const own = (name: string) => find(name)?.needs.filter((need) => /image|files/.test(need))
  expect(own('prepare')).toEqual(['data_preparator image', 'data_preparator files'])
  expect(own('infer')).toEqual(['reference_model image', 'reference_model files'])
  expect(own('evaluate')).toEqual(['evaluator image', 'evaluator files'])
})

test('what a container reads and writes is what its configuration says', () => {
  expect(find('evaluator files')?.writes).toEqual(['additional files'])
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
    topology: 'end_to_end_script' as const,
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
  const files = listRows(asset, false).find(({ name }) => name === 'reference_model files')
  expect(files?.writes).toEqual(['model files'])
})
