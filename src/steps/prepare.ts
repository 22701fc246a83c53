import { cpSync, mkdirSync } from 'node:fs'
import type { Context } from './context.ts'
import type { Fetched } from './fetch.ts'
import type { Recording } from './recording.ts'
import type { Worked } from './step.ts'
import { runTask } from './task.ts'
import { places } from './workspace.ts'

/** Where the prepared dataset lies. */
export interface Prepared {
  readonly data: string
  readonly labels: string
}

/**
 * Task prepare; of an already prepared dataset MedPerf copies data, labels and metadata instead, links becoming what they
 * point to (contract 9.3 step 6, 9.5).
 */
export async function prepare(
  fetched: Fetched,
  context: Context,
  recording: Recording,
): Promise<Worked<Prepared>> {
  const paths = places(context.folders.work, fetched.sources, 'prepare', 'data_preparator')
  const prepared: Prepared = { data: paths['prepared data'], labels: paths['prepared labels'] }
  if (!context.benchmark.demoDataset.prepared) {
    return runTask('prepare', fetched, context, recording, () => prepared)
  }
  const { data, labels, metadata } = fetched.demo.paths
  cpSync(data, prepared.data, { recursive: true, dereference: true })
  cpSync(labels, prepared.labels, { recursive: true, dereference: true })
  if (metadata === undefined) mkdirSync(paths.metadata, { recursive: true })
  else {
    cpSync(metadata, paths.metadata, { recursive: true, dereference: true })
    if (!declaresMetadata(context)) {
      recording.say(
        'The metadata of the demo dataset reaches no task: prepare does not declare `metadata_path` among its outputs.',
      )
    }
  }
  return { value: prepared, idle: 'the demo dataset is already prepared' }
}

/** MedPerf hands metadata to the later tasks only then (contract 9.4, 13.3). */
function declaresMetadata({ benchmark }: Context): boolean {
  const { mlcube, outputs = [] } = benchmark.components.data_preparator.spec.tasks.prepare ?? {}
  return (mlcube?.outputs ?? outputs).some(({ name }) => name === 'metadata_path')
}
