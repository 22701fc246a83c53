import type { Benchmark, Component } from '../../src/benchmark/benchmark.ts'
import type { Mount, TaskSpec } from '../../src/containers/spec.ts'
import type { Parts, Role } from '../../src/facts/role.ts'
import { ROLE_OF, TASKS, type TestTask } from '../../src/facts/task.ts'

/** A benchmark whose model is a container. */
export type ByoBenchmark = Benchmark & { readonly components: Required<Pick<Parts<Component>, 'evaluator'>> }

/** The roles of such a benchmark. */
export const BYO_ROLES = ['data_preparator', 'reference_model', 'evaluator'] as const

export type ByoRole = (typeof BYO_ROLES)[number]

/** A mount below `/mlcommons/volumes`, as most configurations have it. */
export const mount = (name: string, type: Mount['type'] = 'directory'): Mount => ({
  name,
  path: `/mlcommons/volumes/${name}`,
  type,
})

const inputsOf: Readonly<Record<TestTask, readonly Mount[]>> = {
  prepare: [mount('data_path'), mount('labels_path')],
  sanity_check: [mount('data_path'), mount('labels_path')],
  statistics: [mount('data_path'), mount('labels_path')],
  infer: [mount('data_path')],
  evaluate: [mount('predictions'), mount('labels')],
}

const outputsOf: Readonly<Record<TestTask, readonly Mount[]>> = {
  prepare: [mount('output_path'), mount('output_labels_path')],
  sanity_check: [],
  statistics: [mount('output_path', 'file')],
  infer: [mount('output_path')],
  evaluate: [mount('output_path', 'file')],
}

/** A task with the least that its role needs, changed as wanted. */
export const taskSpec = (task: TestTask, change: Partial<TaskSpec> = {}): TaskSpec => ({
  command: ['/run', task],
  environment: [],
  gpus: { kind: 'none' },
  inputs: inputsOf[task],
  outputs: outputsOf[task],
  ...change,
})

function component(role: Role, tasks: Readonly<Partial<Record<TestTask, Partial<TaskSpec>>>>): Component {
  const own = TASKS.filter((task) => ROLE_OF[task] === role)
  return {
    role,
    name: `toy-${role}`,
    config: `${role}/container_config.yaml`,
    spec: {
      type: 'DockerImage',
      image: `toy/${role}:1`,
      tasks: Object.fromEntries(own.map((task) => [task, taskSpec(task, tasks[task])])),
      document: {},
    },
  }
}

/** A checked benchmark of three toy containers, with tasks and other parts changed as wanted. */
export function benchmark(
  tasks: Readonly<Partial<Record<TestTask, Partial<TaskSpec>>>> = {},
  change: Partial<Benchmark> = {},
): ByoBenchmark {
  return {
    config: 'benchmark.yaml',
    name: 'toy',
    demoDataset: {
      source: { kind: 'url', url: 'https://example.org/demo.tar.gz' },
      prepared: false,
      position: { file: 'benchmark.yaml', line: 1 },
    },
    topology: 'byo_inference_script',
    runtime: 'auto',
    limits: { prepare: {}, sanity_check: {}, statistics: {}, infer: {}, evaluate: {} },
    gates: [],
    submit: { state: 'operation', isStated: true },
    associations: { datasets: { mode: 'never', allow: [] }, models: { mode: 'never', allow: [] } },
    ...change,
    components: {
      ...(Object.fromEntries(
        BYO_ROLES.map((role) => [role, component(role, tasks)]),
      ) as ByoBenchmark['components']),
      ...change.components,
    },
  }
}
