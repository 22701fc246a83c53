import type { Benchmark } from '../benchmark/benchmark.ts'
import { listNamedPaths } from '../benchmark/named-paths.ts'
import { ExpectedError } from '../facts/error.ts'
import { liesIn } from '../files/lies-in.ts'
import type { Job } from '../job/job.ts'
import { quoteName } from '../words/text.ts'

/** Why a run cannot have its folders where they are: in a folder that the benchmark is made of. Undefined where they lie elsewhere. */
export function findOverlap(
  benchmark: Benchmark,
  { repository, folders }: Pick<Job, 'repository' | 'folders'>,
): ExpectedError | undefined {
  const { work, wanted } = folders
  const around = listNamedPaths(benchmark, repository).find(({ path }) => liesIn(path, work))
  if (around === undefined) return undefined
  const what =
    wanted === undefined
      ? 'the folder of the runner’s `RUNNER_TEMP`'
      : `the input work-directory, ${quoteName(wanted, 200)},`
  return new ExpectedError(
    'input',
    `${what} lies in ${quoteName(around.shown, 200)}, the ${around.what}, which would have in it what the run writes`,
    {
      code: 'work-directory-in-source',
      hint: 'Name a folder elsewhere, such as one below `runner.temp`, or leave the input away.',
    },
  )
}
