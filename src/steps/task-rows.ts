import type { Benchmark } from '../benchmark/benchmark.ts'
import { findRole, type Task } from '../facts/task.ts'
import { TASKS_OF } from '../facts/topology.ts'
import type { Ready } from './context.ts'
import { defineRow, type Row, type Values } from './row.ts'
import { listPlaces } from './tasks/places.ts'
import { prepare } from './tasks/prepare.ts'
import { orderTasks } from './tasks/side-by-side.ts'
import { evaluate, infer, inferByScript, sanityCheck, scoreByScript, statistics } from './tasks/tasks.ts'

/** One row for each container, and which of them wait for each other. */
export function listTaskRows(benchmark: Benchmark, sequential: boolean): readonly Row[] {
  const { topology, components } = benchmark
  const order = orderTasks(benchmark, sequential)
  const common = <Name extends Task>(name: Name) => ({
    name,
    step: name,
    kind: 'task' as const,
    after: order[name],
    ...listPlaces(benchmark, name),
  })
  const of = (task: Task) => {
    const role = findRole(components, task)
    return [`${role} image`, `${role} files`, 'demo dataset'] as const
  }
  const readyFor = (task: Task, got: Got) => makeReady(benchmark, task, got)
  const makeRow: Readonly<Record<Task, () => Row>> = {
    prepare: () =>
      defineRow({
        ...common('prepare'),
        // That everything is here and can be used, without which no container starts.
        needs: [...of('prepare'), 'GPU check', 'file check'],
        work: (got, tools) => prepare(readyFor('prepare', got), got['demo dataset'], tools),
      }),
    sanity_check: () =>
      defineRow({
        ...common('sanity_check'),
        needs: ['prepare', ...of('sanity_check')],
        work: (got, tools) => sanityCheck(readyFor('sanity_check', got), tools),
      }),
    statistics: () =>
      defineRow({
        ...common('statistics'),
        needs: ['prepare', ...of('statistics')],
        work: (got, tools) => statistics(readyFor('statistics', got), got.prepare, tools),
      }),
    infer: () =>
      defineRow({
        ...common('infer'),
        needs: ['prepare', ...of('infer')],
        work: (got, tools) => infer(readyFor('infer', got), tools),
      }),
    run_script: () =>
      defineRow({
        ...common('run_script'),
        needs: ['prepare', ...of('run_script'), 'reference_model files'],
        work: (got, tools) => {
          const run = topology === 'inference_script' ? inferByScript : scoreByScript
          return run(readyFor('run_script', got), tools)
        },
      }),
    evaluate: () =>
      defineRow({
        ...common('evaluate'),
        needs: [topology === 'inference_script' ? 'run_script' : 'infer', ...of('evaluate')],
        work: (got, tools) => evaluate(readyFor('evaluate', got), tools),
      }),
  }
  return TASKS_OF[topology].map((task) => makeRow[task]())
}

type Got = Partial<Values> & Pick<Values, 'demo dataset'>

/** What there is for the container of a task. */
function makeReady({ components }: Benchmark, task: Task, got: Got): Ready {
  const { data, labels } = got['demo dataset'].paths
  const role = findRole(components, task)
  return {
    image: got[`${role} image`]?.image,
    sources: {
      rawData: data,
      rawLabels: labels,
      additionalFiles: got[`${role} files`]?.folder,
      modelFiles: got['reference_model files']?.folder,
    },
  }
}
