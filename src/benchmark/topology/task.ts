import type { TaskSpec } from '../../containers/spec.ts'
import { findRole, type Task } from '../../facts/task.ts'
import { TASKS_OF } from '../../facts/topology.ts'
import type { Benchmark } from '../benchmark.ts'

type Kind = Pick<Benchmark, 'topology' | 'components'>

/** A task that a benchmark has a use for, as its container has it; other tasks of its containers are never run. */
export const findTask = ({ topology, components }: Kind, task: Task): TaskSpec | undefined =>
  TASKS_OF[topology].includes(task) ? components[findRole(components, task)]?.spec.tasks[task] : undefined
