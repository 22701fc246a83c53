import { isTask, type Task } from '../facts/task.ts'
import { isMapping, type Mapping, type Value } from '../yaml/value.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import { readRunArgs } from './arguments/run-args.ts'
import { checkTasks, type RoleUse } from './container-roles.ts'
import { type Finding, wrongKey } from './finding.ts'
import { getKey } from './mapping.ts'
import { checkPlaces, type DeclaredMount, readMounts } from './mounts.ts'
import { joinFindings, type WholeRead } from './read.ts'
import { findSlips } from './slips.ts'
import type { ContainerSpec, Mount, TaskSpec } from './spec.ts'
import { checkVolumes } from './task-rules.ts'

const TASK_KEYS = ['run_args', 'input_volumes', 'output_volumes'] as const

/** A volume that a task declares, and where. */
export interface Declared {
  readonly task: Task
  readonly name: string
  readonly path: YamlPath
}

export interface TasksRead {
  readonly tasks: ContainerSpec['tasks']
  readonly declared: readonly Declared[]
}

/** Reads the tasks of a container configuration and checks them for its use. */
export function readTasks(document: Mapping, use: RoleUse): WholeRead<TasksRead> {
  const tasks = getKey(document, 'tasks')
  if (tasks === undefined || !isMapping(tasks)) {
    const why =
      tasks === undefined
        ? "Container config should have a 'tasks' field."
        : '`tasks` should be a mapping of tasks'
    const path = tasks === undefined ? [] : ['tasks']
    const hint = `Write each as a key below \`tasks\`, with its \`run_args\`, \`input_volumes\` and \`output_volumes\`: \`infer: {run_args: {command: […]}, …}\`.`
    return { value: { tasks: {}, declared: [] }, findings: [wrongKey(path, why, hint, 'tasks-not-mapping')] }
  }
  const read = Object.entries(tasks).map(([name, task]) => ({ name, ...readTask(name, task) }))
  const known = read.filter(({ name }) => isTask(name))
  return {
    value: {
      tasks: Object.fromEntries(known.map(({ name, value }) => [name, value.spec])),
      declared: known.flatMap(({ value }) => value.declared),
    },
    findings: [...checkTasks(use, tasks), ...joinFindings(...read), ...checkMetadata(tasks)],
  }
}

interface TaskRead {
  readonly spec: TaskSpec
  readonly declared: readonly Declared[]
}

const NO_TASK: TaskSpec = { environment: [], gpus: { kind: 'none' }, inputs: [], outputs: [] }

function readTask(name: string, task: Value): WholeRead<TaskRead> {
  const path: YamlPath = ['tasks', name]
  if (!isMapping(task)) return { value: { spec: NO_TASK, declared: [] }, findings: [] }
  const inputs = readMounts(getKey(task, 'input_volumes'), [...path, 'input_volumes'])
  const outputs = readMounts(getKey(task, 'output_volumes'), [...path, 'output_volumes'])
  const runArgs = readRunArgs(getKey(task, 'run_args'), [...path, 'run_args'])
  const mounts = [
    ...declaredMounts(inputs.value, [...path, 'input_volumes'], false),
    ...declaredMounts(outputs.value, [...path, 'output_volumes'], true),
  ]
  const names = {
    inputs: namesIn(getKey(task, 'input_volumes')),
    outputs: namesIn(getKey(task, 'output_volumes')),
  }
  return {
    value: {
      spec: { ...runArgs.value, inputs: inputs.value, outputs: outputs.value },
      declared: isTask(name)
        ? mounts.map(({ mount, path: where }) => ({ task: name, name: mount.name, path: where }))
        : [],
    },
    findings: [
      ...findSlips(task, TASK_KEYS, path),
      ...joinFindings(inputs, outputs),
      ...checkPlaces(mounts),
      ...(isTask(name) ? checkVolumes(name, mounts, names) : []),
      ...runArgs.findings,
    ],
  }
}

const declaredMounts = (
  mounts: readonly Mount[],
  path: YamlPath,
  writable: boolean,
): readonly DeclaredMount[] => mounts.map((mount) => ({ mount, path: [...path, mount.name], writable }))

function namesIn(volumes: Value | undefined): readonly string[] | undefined {
  if (volumes === undefined) return []
  return isMapping(volumes) ? Object.keys(volumes) : undefined
}

/** MedPerf hands the metadata folder to the later tasks only if prepare declares it as an output (docs/medperf.md 13.2). */
function checkMetadata(tasks: Mapping): readonly Finding[] {
  const declared = (task: string, list: string) =>
    getKey(getKey(getKey(tasks, task), list), 'metadata_path') !== undefined
  if (declared('prepare', 'output_volumes')) return []
  return ['sanity_check', 'statistics']
    .filter((task) => declared(task, 'input_volumes'))
    .map((task) => {
      const path = ['tasks', task, 'input_volumes', 'metadata_path']
      const why = `${task} declares \`metadata_path\`, but prepare does not declare it among its output volumes`
      return wrongKey(path, why, 'Declare it in prepare too, or in neither.')
    })
}
