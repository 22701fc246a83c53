import type { Benchmark } from '../../benchmark/benchmark.ts'
import { findTask } from '../../benchmark/topology/task.ts'
import type { Place } from '../../containers/volumes.ts'
import type { Gpus } from '../../facts/gpu.ts'
import type { Task } from '../../facts/task.ts'
import { TASKS_OF } from '../../facts/topology.ts'
import { listPlaces } from './places.ts'
import { chooseGpus, findLimits } from './task-run.ts'

/** What the tasks after prepare read, and what nobody may write while they do. */
const SHARED: readonly Place[] = [
  ...(['prepared data', 'prepared labels', 'metadata'] as const),
  // Of one role, whose tasks may run at once.
  ...(['additional files', 'workspace'] as const),
]

/** The order of the tasks after prepare: for each, the earlier ones that must be over before it starts. */
export type Order = Readonly<Record<Task, readonly Task[]>>

/**
 * Lets sanity_check, statistics and infer start together, because they only read the prepared data, except where the
 * user wants one after another, where one of them declares that data as an output, or where two would share a GPU.
 */
export function orderTasks(benchmark: Benchmark, sequential: boolean): Order {
  const oneByOne = sequential || writesShared(benchmark)
  const tasks = TASKS_OF[benchmark.topology]
  const before = (task: Task): readonly Task[] =>
    tasks
      .slice(1, Math.max(1, tasks.indexOf(task)))
      .filter((earlier) => oneByOne || shareGpus(benchmark, earlier, task))
  return {
    prepare: [],
    sanity_check: before('sanity_check'),
    statistics: before('statistics'),
    infer: before('infer'),
    evaluate: before('evaluate'),
    run_script: before('run_script'),
  }
}

/** Whether a task after prepare may write prepared data, labels or metadata, additional files, or the `workspace/` of an MLCube. */
export const writesShared = (benchmark: Benchmark): boolean =>
  TASKS_OF[benchmark.topology]
    .slice(1)
    .some((task) => listPlaces(benchmark, task).writes.some((place) => SHARED.includes(place)))

function shareGpus(benchmark: Benchmark, one: Task, other: Task): boolean {
  const [first, second] = [one, other].map((task): Gpus => {
    const spec = findTask(benchmark, task)
    return spec === undefined ? { kind: 'none' } : chooseGpus(spec, findLimits(benchmark, task))
  })
  if (first === undefined || second === undefined || first.kind === 'none' || second.kind === 'none')
    return false
  if (first.kind !== 'devices' || second.kind !== 'devices') return true
  return first.devices.some((one) => second.devices.some((other) => mayBeSame(one, other)))
}

const NUMBER = /^\d+$/
const UUID = /^GPU-./

/** Whether two names may mean one GPU: a number and a UUID may, and a UUID may be cut short. */
function mayBeSame(one: string, other: string): boolean {
  if (NUMBER.test(one) && NUMBER.test(other)) return Number(one) === Number(other)
  if (UUID.test(one) && UUID.test(other)) return one.startsWith(other) || other.startsWith(one)
  return true
}
