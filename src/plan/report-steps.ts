import type { Benchmark } from '../benchmark/benchmark.ts'
import { isAsset } from '../containers/support.ts'
import type { StepName } from '../facts/step.ts'
import type { Report, StepReport } from '../report/report.ts'

/** The steps that have to pass; an already prepared demo dataset needs no prepare (docs/medperf.md 13.1), and a script is one. */
export const listNeededSteps = ({ demoDataset, components }: Benchmark): readonly StepName[] => [
  'fetch',
  ...(demoDataset.prepared ? [] : (['prepare'] as const)),
  'sanity_check',
  'statistics',
  ...(isAsset(components.reference_model) ? (['run_script'] as const) : (['infer', 'evaluate'] as const)),
]

/** Where the steps of a report are not those of a benchmark, each of them passed, in sentences. */
export function findStepFlaws(benchmark: Benchmark, { steps }: Pick<Report, 'steps'>): readonly string[] {
  const needed = listNeededSteps(benchmark)
  const others = steps.filter(({ name, status }) => !needed.includes(name) && status !== 'skipped')
  return [
    ...needed.flatMap((name) => findFlaw(name, steps)),
    ...others.map(({ name }) => `the step ${name} was run, which this benchmark has no use for`),
  ]
}

function findFlaw(name: StepName, steps: readonly StepReport[]): readonly string[] {
  const [found, ...more] = steps.filter((step) => step.name === name)
  if (found === undefined) return [`the step ${name} is missing`]
  if (more.length > 0) return [`the step ${name} is there ${more.length + 1} times`]
  if (found.status === 'passed') return []
  return [found.status === 'failed' ? `the step ${name} failed` : `the step ${name} was skipped`]
}
