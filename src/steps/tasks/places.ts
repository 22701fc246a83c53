import type { Benchmark } from '../../benchmark/benchmark.ts'
import { findTask } from '../../benchmark/topology/task.ts'
import { isAsset } from '../../containers/support.ts'
import { findPlace, type Place } from '../../containers/volumes.ts'
import { expectPart, type Role } from '../../facts/role.ts'
import { findRole, type Task } from '../../facts/task.ts'
import { TASKS_OF } from '../../facts/topology.ts'

/** What a task reads and writes. */
export interface TaskPlaces {
  readonly reads: readonly Place[]
  readonly writes: readonly Place[]
}

/** What a task reads and writes by its configuration; of data that is prepared already, prepare copies what there is. */
export function listPlaces(benchmark: Benchmark, task: Task): TaskPlaces {
  if (task === 'prepare' && benchmark.demoDataset.prepared) return COPIED
  const spec = findTask(benchmark, task)
  if (spec === undefined) return { reads: [], writes: [] }
  const { mlcube } = spec
  const find = (mounts: readonly { readonly name: string; readonly given?: boolean }[]) => [
    // What MedPerf tells an MLCube nothing of lies in the cube's own folder.
    ...new Set(
      mounts.flatMap(({ name, given = true }) =>
        given ? (findPlace(task, name) ?? []) : ['workspace' as const],
      ),
    ),
  ]
  const reads = find((mlcube ?? spec).inputs)
  // With statistics goes the dataset's uid, which is of all that was prepared.
  const hashed = task === 'statistics' ? (['prepared data', 'prepared labels'] as const) : []
  const writes = find((mlcube ?? spec).outputs).map((place) => resolvePlace(benchmark, place))
  return { reads: [...new Set([...reads, ...hashed])], writes }
}

/** What something is in this benchmark: what a script leaves for an evaluator are predictions (docs/medperf.md 13.2). */
export const resolvePlace = ({ topology }: Pick<Benchmark, 'topology'>, place: Place): Place =>
  place === 'script results' && topology === 'inference_script' ? 'predictions' : place

/** Whether prepare may write the raw data or labels that it is given, as MedPerf lets it (docs/medperf.md 13.3). */
export const mayWriteRaw = (benchmark: Benchmark): boolean =>
  listPlaces(benchmark, 'prepare').writes.some((place) => place === 'raw data' || place === 'raw labels')

/** Whether a task may write the additional files of a role; of a model that is an asset these are its own files. */
export function mayWriteFiles(benchmark: Benchmark, role: Role): boolean {
  const { topology, components } = benchmark
  const component = expectPart(components, role)
  if (isAsset(component)) return listPlaces(benchmark, 'run_script').writes.includes('model files')
  return TASKS_OF[topology].some(
    (task) =>
      findRole(components, task) === role && listPlaces(benchmark, task).writes.includes('additional files'),
  )
}

const COPIED: TaskPlaces = {
  reads: ['raw data', 'raw labels'],
  writes: ['prepared data', 'prepared labels', 'metadata'],
}
