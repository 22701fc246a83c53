import type { Place } from '../containers/volumes.ts'
import { StepFailure } from '../facts/failure.ts'
import { folderHash } from '../files/folder-hash.ts'
import type { Value } from '../yaml/value.ts'
import type { Context } from './context.ts'
import type { Fetched } from './fetch.ts'
import { writesShared } from './order.ts'
import type { Prepared } from './prepare.ts'
import type { Recording } from './recording.ts'
import type { Worked } from './step.ts'
import { runTask } from './task.ts'
import type { Volume } from './volume.ts'
import { readScriptResults, readYamlOutput } from './yaml-output.ts'

/** Task sanity_check: its exit status is all that counts. */
export const sanityCheck = (
  fetched: Fetched,
  context: Context,
  recording: Recording,
): Promise<Worked<true>> => runTask('sanity_check', fetched, context, recording, () => true)

/** Task infer: whatever it leaves are predictions; none are allowed too (docs/medperf.md 13.6). */
export const infer = (fetched: Fetched, context: Context, recording: Recording): Promise<Worked<true>> =>
  runTask('infer', fetched, context, recording, () => true)

/** Task evaluate, and the results it wrote. */
export const evaluate = (fetched: Fetched, context: Context, recording: Recording): Promise<Worked<Value>> =>
  runTask('evaluate', fetched, context, recording, (outputs) =>
    readYamlOutput(pathOf(outputs, 'results'), 'results'),
  )

/**
 * Task run_script of an asset model; results.yaml in the folder it wrote, and `{}` where that is missing or
 * empty (docs/medperf.md 13.6).
 */
export const runScript = (fetched: Fetched, context: Context, recording: Recording): Promise<Worked<Value>> =>
  runTask('run_script', fetched, context, recording, (outputs) =>
    readScriptResults(pathOf(outputs, 'script results')),
  )

export interface Counted {
  readonly statistics: Value
  readonly generatedUid: string
}

/**
 * Task statistics, and the dataset's uid, which MedPerf takes after it (docs/medperf.md 13.1); where no task
 * may write the prepared data, it is computed while the container runs.
 */
export async function statistics(
  fetched: Fetched,
  { data, labels }: Prepared,
  context: Context,
  recording: Recording,
): Promise<Worked<Counted>> {
  const hash = () => folderHash([data, labels])
  const early = writesShared(context.benchmark) ? undefined : hash()
  early?.catch(() => {}) // awaited below, once the container is over
  const { value, ...worked } = await runTask('statistics', fetched, context, recording, (outputs) =>
    readYamlOutput(pathOf(outputs, 'statistics'), 'statistics'),
  )
  if (value === undefined) return worked
  return { ...worked, value: { statistics: value, generatedUid: await (early ?? hash()) } }
}

function pathOf(outputs: readonly Volume[], wanted: Place): string {
  const found = outputs.find(({ place }) => place === wanted)
  if (found !== undefined) return found.source
  throw new StepFailure('output', `the container configuration declares no output for ${wanted}`)
}
