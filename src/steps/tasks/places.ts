import type { Benchmark } from '../../benchmark/benchmark.ts'
import { findPlace, type Place } from '../../containers/volumes.ts'
import { ROLE_OF, type Task } from '../../facts/task.ts'

/** What a task reads and writes. */
export interface TaskPlaces {
  readonly reads: readonly Place[]
  readonly writes: readonly Place[]
}

/** What a task reads and writes by its configuration; of data that is prepared already, prepare copies what there is. */
export function listPlaces({ components, demoDataset }: Benchmark, task: Task): TaskPlaces {
  if (task === 'prepare' && demoDataset.prepared) return COPIED
  const spec = components[ROLE_OF[task]].spec.tasks[task]
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
  return { reads: find((mlcube ?? spec).inputs), writes: find((mlcube ?? spec).outputs) }
}

const COPIED: TaskPlaces = {
  reads: ['raw data', 'raw labels'],
  writes: ['prepared data', 'prepared labels', 'metadata'],
}
