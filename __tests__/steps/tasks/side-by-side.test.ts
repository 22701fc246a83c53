import { expect, test } from 'vitest'
import type { Gpus } from '../../../src/facts/gpu.ts'
import { orderTasks } from '../../../src/steps/tasks/side-by-side.ts'
import { benchmark, mount } from '../../support/benchmark.ts'

const TOGETHER = { prepare: [], sanity_check: [], statistics: [], infer: [], evaluate: [], run_script: [] }
const ONE_BY_ONE = {
  prepare: [],
  sanity_check: [],
  statistics: ['sanity_check'],
  infer: ['sanity_check', 'statistics'],
  evaluate: ['sanity_check', 'statistics', 'infer'],
  run_script: [],
}

test('sanity_check, statistics and infer start together, for they only read', () => {
  expect(orderTasks(benchmark(), false)).toEqual(TOGETHER)
})

test('the input sequential keeps the order of MedPerf', () => {
  expect(orderTasks(benchmark(), true)).toEqual(ONE_BY_ONE)
})

test.each([
  ['sanity_check', mount('data_path')],
  ['sanity_check', mount('metadata_path')],
  ['statistics', mount('labels_path')],
  ['infer', mount('data_path')],
  ['statistics', mount('additional_files')],
] as const)('a %s that may write what others read keeps the order of MedPerf', (task, output) => {
  expect(orderTasks(benchmark({ [task]: { outputs: [output] } }), false)).toEqual(ONE_BY_ONE)
})

test.each([
  ['end_to_end_script', { run_script: ['sanity_check', 'statistics'], evaluate: [] }],
  [
    'inference_script',
    {
      run_script: ['sanity_check', 'statistics'],
      evaluate: ['sanity_check', 'statistics', 'run_script'],
    },
  ],
] as const)('a script keeps that order too: %s', (topology, expected) => {
  const toy = benchmark({}, { topology })
  expect(orderTasks(toy, true)).toMatchObject({ ...expected, infer: [] })
  expect(orderTasks(toy, false)).toEqual(TOGETHER)
})

const devices = (...list: string[]): Gpus => ({ kind: 'devices', devices: list })

test.each<[string, Gpus, Gpus, readonly string[]]>([
  ['all and all', { kind: 'all' }, { kind: 'all' }, ['statistics']],
  ['a count and a device', { kind: 'count', count: 1 }, devices('0'), ['statistics']],
  ['the same device', devices('0', '1'), devices('1'), ['statistics']],
  ['different devices', devices('0'), devices('1'), []],
  ['a number that is written otherwise', devices('1'), devices('01'), ['statistics']],
  ['a number and a UUID', devices('0'), devices('GPU-5d5b'), ['statistics']],
  ['a UUID that is cut short', devices('GPU-5d5b'), devices('GPU-5d'), ['statistics']],
  ['different UUIDs', devices('GPU-5d5b'), devices('GPU-77aa'), []],
  ['a part of a GPU', devices('MIG-1111'), devices('GPU-5d5b'), ['statistics']],
  ['one without', { kind: 'all' }, { kind: 'none' }, []],
])('two tasks never share a GPU: %s', (_, first, second, expected) => {
  const order = orderTasks(benchmark({ statistics: { gpus: first }, infer: { gpus: second } }), false)
  expect(order.infer).toEqual(expected)
})

test('GPUs that the user sets for a task count instead of those of the container', () => {
  const toy = benchmark({ statistics: { gpus: { kind: 'all' } }, infer: { gpus: { kind: 'all' } } })
  const limited = { ...toy, limits: { ...toy.limits, infer: { gpus: { kind: 'none' } as const } } }
  expect(orderTasks(limited, false)).toEqual(TOGETHER)
})
