import type { Benchmark } from '../benchmark/benchmark.ts'
import type { StepName } from '../facts/step.ts'
import { TASKS_OF } from '../facts/topology.ts'
import type { Report, StepReport } from '../report/report.ts'

/** The steps that have to pass; an already prepared demo dataset needs no prepare (docs/medperf.md 13.1). */
export const listNeededSteps = ({ demoDataset, topology }: Benchmark): readonly StepName[] => [
  'fetch',
  ...TASKS_OF[topology].filter((task) => task !== 'prepare' || !demoDataset.prepared),
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
