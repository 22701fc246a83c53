import { dirname } from 'node:path'
import type { Place } from '../../containers/volumes.ts'
import { ExpectedError } from '../../facts/error.ts'
import { hashFolder } from '../../files/folder-hash.ts'
import type { Value } from '../../yaml/value.ts'
import type { Ready } from '../context.ts'
import type { Worked } from '../ending.ts'
import { readScriptResults, readYamlOutput } from '../outputs/yaml.ts'
import type { Tools } from '../row.ts'
import type { Prepared } from './prepare.ts'
import { writesShared } from './side-by-side.ts'
import { runTask } from './task.ts'
import type { Volume } from './volume.ts'

/** Task sanity_check: its exit status is all that counts. */
export const sanityCheck = (ready: Ready, tools: Tools): Promise<Worked<true>> =>
  runTask('sanity_check', ready, tools, () => true)

/** Task infer: whatever it leaves are predictions; none are allowed too (docs/medperf.md 13.6). */
export const infer = (ready: Ready, tools: Tools): Promise<Worked<true>> =>
  runTask('infer', ready, tools, () => true)

/** Task evaluate, and the results it wrote. */
export const evaluate = (ready: Ready, tools: Tools): Promise<Worked<Value>> =>
  runTask('evaluate', ready, tools, (outputs) => readYamlOutput(findPath(outputs, 'results'), 'results'))

/**
 * Task run_script that computes metrics; results.yaml in the folder it wrote, and `{}` where that is missing or empty
 * (docs/medperf.md 13.6).
 */
export const scoreByScript = (ready: Ready, tools: Tools): Promise<Worked<Value>> =>
  runTask('run_script', ready, tools, (outputs) => readScriptResults(findPath(outputs, 'script results')))

/** Task run_script beside an evaluator: whatever it leaves are predictions. */
export const inferByScript = (ready: Ready, tools: Tools): Promise<Worked<null>> =>
  runTask('run_script', ready, tools, () => null)

export interface Counted {
  readonly statistics: Value
  readonly generatedUid: string
}

/**
 * Task statistics, and the dataset's uid, which MedPerf takes after it (docs/medperf.md 13.1); where no task may write the
 * prepared data, it is computed while the container runs.
 */
export async function statistics(
  ready: Ready,
  { data, labels }: Prepared,
  tools: Tools,
): Promise<Worked<Counted>> {
  // A task that failed may have left links in what it was let write, and nobody has looked at that.
  const hash = () => hashFolder([data, labels], undefined, { inside: dirname(data) })
  const early = writesShared(tools.context.benchmark) ? undefined : hash()
  early?.catch(() => {}) // awaited below, once the container is over
  const { value, ...worked } = await runTask('statistics', ready, tools, (outputs) =>
    readYamlOutput(findPath(outputs, 'statistics'), 'statistics'),
  )
  if (value === undefined) return worked
  return { ...worked, value: { statistics: value, generatedUid: await (early ?? hash()) } }
}

function findPath(outputs: readonly Volume[], wanted: Place): string {
  const found = outputs.find(({ place }) => place === wanted)
  if (found !== undefined) return found.source
  throw new ExpectedError('output', `the container configuration declares no output for ${wanted}`, {
    hint: 'Add it below `output_volumes` of the task.',
  })
}
