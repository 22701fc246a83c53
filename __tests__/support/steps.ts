import { join } from 'node:path'
import { readBenchmark } from '../../src/benchmark/read.ts'
import { openDocker } from '../../src/engines/docker/docker.ts'
import type { Context } from '../../src/steps/context.ts'
import { runSteps, type StepsOutcome } from '../../src/steps/run-steps.ts'

const silent: Context['log'] = {
  say: () => {},
  aside: async (work) => work(),
  group: () => ({ write: () => {}, say: () => {}, end: () => {} }),
}

/** Runs the six steps of a benchmark on Docker, with everything they make in `folder`, which stays. */
export async function runBenchmark(
  repository: string,
  config: string,
  folder: string,
  change: Partial<Context> = {},
): Promise<StepsOutcome> {
  const { benchmark, problems } = readBenchmark({ repository, config })
  if (benchmark === undefined) throw new Error(JSON.stringify(problems))
  return runSteps({
    benchmark,
    engine: await openDocker(),
    folders: { work: join(folder, 'work'), report: join(folder, 'report') },
    label: 'org.medperf.test=steps',
    reach: 'private',
    limits: { maxFiles: 10_000, maxSize: 1e9, maxRatio: 1_000 },
    sequential: false,
    hasToolCache: false,
    log: silent,
    signal: new AbortController().signal,
    ...change,
  })
}

/** How each step ended, in words. */
export const endsOf = ({ steps }: StepsOutcome): readonly string[] =>
  steps.map(({ name, status, failure, skipped }) =>
    [name, status, failure?.message ?? skipped].filter(Boolean).join(': '),
  )
