import { cpSync, mkdirSync } from 'node:fs'
import type { Benchmark } from '../../benchmark/benchmark.ts'
import { known } from '../../facts/known.ts'
import { handOver } from '../../files/hand-over.ts'
import type { Ready } from '../context.ts'
import type { Worked } from '../ending.ts'
import type { Demo } from '../files/demo.ts'
import { judgeReportFile } from '../outputs/progress.ts'
import type { Recording } from '../recording.ts'
import type { Tools } from '../row.ts'
import { locatePlaces } from '../workspace.ts'
import { runTask } from './task.ts'
import type { Volume } from './volume.ts'

/** Where the prepared dataset lies. */
export interface Prepared {
  readonly data: string
  readonly labels: string
  /** What is wrong with the progress report, a sentence. */
  readonly notice?: string
}

/**
 * Task prepare; of an already prepared dataset MedPerf copies data, labels and metadata instead, links becoming what they
 * point to (docs/medperf.md 13.1, 13.4).
 */
export async function prepare(ready: Ready, demo: Demo, tools: Tools): Promise<Worked<Prepared>> {
  const { context, recording } = tools
  const paths = locatePlaces(context.folders.work, ready.sources, 'prepare', 'data_preparator')
  const prepared: Prepared = { data: paths['prepared data'], labels: paths['prepared labels'] }
  if (!context.benchmark.demoDataset.prepared) {
    return runTask('prepare', ready, tools, (outputs) => withNotice(prepared, outputs, recording))
  }
  const { data, labels, metadata } = demo.paths
  cpSync(data, prepared.data, { recursive: true, dereference: true })
  cpSync(labels, prepared.labels, { recursive: true, dereference: true })
  if (metadata === undefined) mkdirSync(paths.metadata, { recursive: true })
  else cpSync(metadata, paths.metadata, { recursive: true, dereference: true })
  for (const copy of [prepared.data, prepared.labels, paths.metadata]) await handOver(copy)
  const notice = findIgnoredMetadata(context.benchmark, metadata)
  if (notice !== undefined) recording.say(notice)
  return { value: prepared, idle: 'the demo dataset is already prepared' }
}

function withNotice(prepared: Prepared, outputs: readonly Volume[], { say }: Recording): Prepared {
  const report = outputs.find(({ place }) => place === 'report')
  const notice = report && judgeReportFile(report.source)
  if (notice !== undefined) say(notice)
  return known({ ...prepared, notice })
}

/**
 * A sentence where metadata of already prepared data is there for nothing: MedPerf hands it to the later tasks only if
 * prepare declares it (docs/medperf.md 13.2, 16.3).
 */
export function findIgnoredMetadata(
  { components, demoDataset }: Benchmark,
  metadata: string | undefined,
): string | undefined {
  if (!demoDataset.prepared || metadata === undefined) return undefined
  const { mlcube, outputs = [] } = components.data_preparator.spec.tasks.prepare ?? {}
  if ((mlcube?.outputs ?? outputs).some(({ name }) => name === 'metadata_path')) return undefined
  return 'The metadata of the demo dataset reaches no task: prepare does not declare `metadata_path` among its outputs.'
}
