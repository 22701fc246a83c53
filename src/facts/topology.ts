import type { Task } from './task.ts'

/** How the parts of a benchmark work together, under the server's names (docs/medperf.md 6.10). */
export const TOPOLOGIES = ['byo_inference_script', 'end_to_end_script', 'inference_script'] as const
export type Topology = (typeof TOPOLOGIES)[number]

const DATA = ['prepare', 'sanity_check', 'statistics'] as const

/** The tasks of a test, in their order (docs/medperf.md 13.1). */
export const TASKS_OF: Readonly<Record<Topology, readonly Task[]>> = {
  byo_inference_script: [...DATA, 'infer', 'evaluate'],
  end_to_end_script: [...DATA, 'run_script'],
  inference_script: [...DATA, 'run_script', 'evaluate'],
}
