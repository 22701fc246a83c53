import type { Benchmark } from '../benchmark/benchmark.ts'
import { isAsset } from '../containers/support.ts'
import { ROLE_OF, type Task } from '../facts/task.ts'
import type { Ready } from './context.ts'
import { defineRow, type Row, type Values } from './row.ts'
import { listPlaces } from './tasks/places.ts'
import { prepare } from './tasks/prepare.ts'
import { orderTasks } from './tasks/side-by-side.ts'
import { evaluate, infer, runScript, sanityCheck, statistics } from './tasks/tasks.ts'

/** One row for each container, and which of them wait for each other. */
export function listTaskRows(benchmark: Benchmark, sequential: boolean): readonly Row[] {
  const order = orderTasks(benchmark, sequential)
  const common = <Name extends Task>(name: Name) => ({
    name,
    step: name,
    kind: 'task' as const,
    after: order[name],
    ...listPlaces(benchmark, name),
  })
  const scoring = isAsset(benchmark.components.reference_model)
    ? [
        defineRow({
          ...common('run_script'),
          needs: ['prepare', ...OF.evaluator, 'reference_model files'],
          work: (got, tools) => runScript(readyFor('run_script', got), tools),
        }),
      ]
    : [
        defineRow({
          ...common('infer'),
          needs: ['prepare', ...OF.reference_model],
          work: (got, tools) => infer(readyFor('infer', got), tools),
        }),
        defineRow({
          ...common('evaluate'),
          needs: ['infer', ...OF.evaluator],
          work: (got, tools) => evaluate(readyFor('evaluate', got), tools),
        }),
      ]
  return [
    defineRow({
      ...common('prepare'),
      // That everything is here and can be used, without which no container starts.
      needs: [...OF.data_preparator, 'GPU check', 'file check'],
      work: (got, tools) => prepare(readyFor('prepare', got), got['demo dataset'], tools),
    }),
    defineRow({
      ...common('sanity_check'),
      needs: ['prepare', ...OF.data_preparator],
      work: (got, tools) => sanityCheck(readyFor('sanity_check', got), tools),
    }),
    defineRow({
      ...common('statistics'),
      needs: ['prepare', ...OF.data_preparator],
      work: (got, tools) => statistics(readyFor('statistics', got), got.prepare, tools),
    }),
    ...scoring,
  ]
}

/** What a container of a role needs to start. */
const OF = {
  data_preparator: ['data_preparator image', 'data_preparator files', 'demo dataset'],
  reference_model: ['reference_model image', 'reference_model files', 'demo dataset'],
  evaluator: ['evaluator image', 'evaluator files', 'demo dataset'],
} as const

type Got = Partial<Values> & Pick<Values, 'demo dataset'>

/** What there is for the container of a task. */
function readyFor(task: Task, got: Got): Ready {
  const { data, labels } = got['demo dataset'].paths
  const folderOf = (role: keyof typeof OF) => got[`${role} files`]?.folder
  return {
    image: got[`${ROLE_OF[task]} image`]?.image,
    sources: {
      rawData: data,
      rawLabels: labels,
      additionalFiles: folderOf(ROLE_OF[task]),
      modelFiles: folderOf('reference_model'),
    },
  }
}
