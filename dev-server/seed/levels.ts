import type { Era, EraRules } from '../era.ts'
import { containerBody, demoDataset, type Part } from './chestxray.ts'

/** How much an empty server is filled with (docs/medperf.md 10.2). */
export type SeedLevel = 'benchmark' | 'model' | 'data' | 'tutorial'

/** The levels that an era has. */
export const seedLevels = (era: Era): readonly SeedLevel[] =>
  era === 'mlcube' ? ['benchmark', 'model', 'data'] : ['benchmark', 'model', 'data', 'tutorial']

/** A request that seeding makes; the path is below `/api/v0/`. */
export interface SeedStep {
  readonly as: string
  readonly method: 'POST' | 'PUT'
  readonly path: string
  readonly body: object
}

/** The requests that bring a server, on which `testadmin` is an administrator, to a level. */
export function seedSteps(rules: EraRules, level: SeedLevel): readonly SeedStep[] {
  if (level === 'benchmark') return []
  if (level === 'tutorial') return mockBenchmarks(rules)
  return level === 'model' ? benchmark(rules) : [...benchmark(rules), ...secondModel(rules)]
}

/** The first container that somebody registers. */
const firstContainer = ({ authority }: EraRules): number => (authority ? 2 : 1)

/** testbo's three containers in OPERATION and an approved benchmark of them. */
function benchmark(rules: EraRules): readonly SeedStep[] {
  const first = firstContainer(rules)
  const parts = {
    data_preparation_mlcube: first,
    [rules.referenceKey]: rules.models ? 1 : first + 1,
    data_evaluator_mlcube: first + 2,
  }
  const body = {
    ...demoDataset,
    ...topologyOf(rules, 'byo_inference_script'),
    ...parts,
    name: 'chestxray',
    description: 'Chest X-rays',
    state: 'OPERATION',
  }
  return [
    post('testbo', 'mlcubes/', containerBody(rules, 'prep')),
    model(rules, 'testbo', 'cnn'),
    post('testbo', 'mlcubes/', containerBody(rules, 'metrics')),
    post('testbo', 'benchmarks/', body),
    ...(rules.autoApproval ? [] : [put('testadmin', 'benchmarks/1/', { approval_status: 'APPROVED' })]),
  ]
}

const topologyOf = ({ topology }: EraRules, name: string): object => (topology ? { topology: name } : {})

/** testmo's model in OPERATION, which has joined the benchmark. */
function secondModel(rules: EraRules): readonly SeedStep[] {
  const { table, key } = rules.component
  const id = rules.models ? 2 : firstContainer(rules) + 3
  return [
    model(rules, 'testmo', 'mobilenet'),
    post('testmo', `${table}/benchmarks/`, { [key]: id, benchmark: 1, metadata: { test_result: {} } }),
    put('testbo', `${table}/${id}/benchmarks/1/`, { approval_status: 'APPROVED' }),
  ]
}

/** testadmin's two benchmarks, around the container that is always there and, where models exist, a mock one. */
function mockBenchmarks(rules: EraRules): readonly SeedStep[] {
  const asset = { name: 'mock_model', asset_url: 'local', asset_hash: 'a'.repeat(64), state: 'OPERATION' }
  const parts = {
    data_preparation_mlcube: 1,
    [rules.referenceKey]: 1,
    // The mock model is an asset, which a topology with an evaluator alone does not run.
    [rules.topology ? 'benchmark_script' : 'data_evaluator_mlcube']: 1,
    ...topologyOf(rules, 'end_to_end_script'),
    state: 'OPERATION',
  }
  return [
    ...(rules.models
      ? [post('testadmin', 'models/', { name: 'mock_model', type: 'ASSET', state: 'OPERATION', asset })]
      : []),
    ...['Mock Brain Tumors Segmentation', 'Mock Skin Cancer Detection'].map((name) =>
      post('testadmin', 'benchmarks/', { ...demoDataset, ...parts, name }),
    ),
  ]
}

function model(rules: EraRules, as: string, part: Part): SeedStep {
  const container = containerBody(rules, part)
  if (!rules.models) return post(as, 'mlcubes/', container)
  return post(as, 'models/', { name: container['name'], type: 'CONTAINER', state: 'OPERATION', container })
}

const post = (as: string, path: string, body: object): SeedStep => ({ as, method: 'POST', path, body })

const put = (as: string, path: string, body: object): SeedStep => ({ as, method: 'PUT', path, body })
