import { ALL_TASKS, type Task } from '../facts/task.ts'
import { isMapping, type Mapping, type Value } from '../yaml/value.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import { checkTasks, type RoleUse } from './container-roles.ts'
import { type Finding, wrongKey } from './finding.ts'
import { at } from './mapping.ts'
import { checkPlaces, readMounts, type Written } from './mounts.ts'
import { readRunArgs } from './run-args.ts'
import { warnOfSlips } from './slips.ts'
import type { ContainerSpec, TaskSpec } from './spec.ts'
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

/** Reads the tasks of a container configuration and checks them for its use; adds what is wrong to `findings`. */
export function readTasks(document: Mapping, use: RoleUse, findings: Finding[]): TasksRead {
  const tasks = at(document, 'tasks')
  if (tasks === undefined || !isMapping(tasks)) {
    const why =
      tasks === undefined
        ? "Container config should have a 'tasks' field."
        : '`tasks` should be a mapping of tasks'
    findings.push(wrongKey(tasks === undefined ? [] : ['tasks'], why))
    return { tasks: {}, declared: [] }
  }
  checkTasks(use, tasks, findings)
  const declared: Declared[] = []
  const read = Object.entries(tasks).map(
    ([name, task]) => [name, readTask(name, task, declared, findings)] as const,
  )
  checkMetadata(tasks, findings)
  return { tasks: Object.fromEntries(read.filter(([name]) => isTask(name))), declared }
}

const isTask = (name: string): name is Task => ALL_TASKS.some((task) => task === name)

function readTask(name: string, task: Value, declared: Declared[], findings: Finding[]): TaskSpec {
  const path: YamlPath = ['tasks', name]
  if (!isMapping(task)) return { environment: [], gpus: { kind: 'none' }, inputs: [], outputs: [] }
  warnOfSlips(task, TASK_KEYS, path, findings)
  const inputs = readMounts(at(task, 'input_volumes'), [...path, 'input_volumes'], findings)
  const outputs = readMounts(at(task, 'output_volumes'), [...path, 'output_volumes'], findings)
  const written: readonly Written[] = [
    ...inputs.map((mount) => ({ mount, path: [...path, 'input_volumes', mount.name], writable: false })),
    ...outputs.map((mount) => ({ mount, path: [...path, 'output_volumes', mount.name], writable: true })),
  ]
  checkPlaces(written, findings)
  if (isTask(name)) {
    const names = { inputs: namesIn(at(task, 'input_volumes')), outputs: namesIn(at(task, 'output_volumes')) }
    checkVolumes(name, written, names, findings)
    declared.push(...written.map(({ mount, path: where }) => ({ task: name, name: mount.name, path: where })))
  }
  return { ...readRunArgs(at(task, 'run_args'), [...path, 'run_args'], findings), inputs, outputs }
}

function namesIn(volumes: Value | undefined): readonly string[] | undefined {
  if (volumes === undefined) return []
  return isMapping(volumes) ? Object.keys(volumes) : undefined
}

/**
 * MedPerf hands the metadata folder to the later tasks only if prepare declares it as an output
 * (docs/medperf.md 13.2).
 */
function checkMetadata(tasks: Mapping, findings: Finding[]): void {
  const declared = (task: string, list: string) =>
    at(at(at(tasks, task), list), 'metadata_path') !== undefined
  if (declared('prepare', 'output_volumes')) return
  for (const task of ['sanity_check', 'statistics']) {
    if (!declared(task, 'input_volumes')) continue
    const why = `${task} declares \`metadata_path\`, but prepare does not declare it among its output volumes`
    findings.push(
      wrongKey(
        ['tasks', task, 'input_volumes', 'metadata_path'],
        why,
        'Declare it in prepare too, or in neither.',
      ),
    )
  }
}
