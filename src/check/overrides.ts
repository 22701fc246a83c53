import type { Benchmark, TaskLimits } from '../benchmark/benchmark.ts'
import { TASKS, type TestTask } from '../facts/task.ts'
import type { TestSettings } from '../job/job.ts'

/** The benchmark with the inputs `runtime` and `gpus` in place of what its `run:` says. */
export function applyOverrides(
  benchmark: Benchmark,
  { runtime = benchmark.runtime, gpus }: Pick<TestSettings, 'runtime' | 'gpus'>,
): Benchmark {
  const limits = Object.fromEntries(
    TASKS.map((task) => [
      task,
      gpus === undefined ? benchmark.limits[task] : { ...benchmark.limits[task], gpus },
    ]),
  ) as Record<TestTask, TaskLimits>
  return { ...benchmark, limits, runtime }
}
