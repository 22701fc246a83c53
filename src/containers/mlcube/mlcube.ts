import { known } from '../../facts/known.ts'
import { TASKS, type Task } from '../../facts/task.ts'
import { isMapping, type Mapping, type Value } from '../../yaml/value.ts'
import type { ConfigRead } from '../config-read.ts'
import { checkTasks, isScript, type RoleUse } from '../container-roles.ts'
import { wrongKey, wrongValue } from '../finding.ts'
import { getKey } from '../mapping.ts'
import { joinFindings, type WholeRead } from '../read.ts'
import { findSlips } from '../slips.ts'
import type { ContainerSpec } from '../spec.ts'
import { type ImageSections, readImageSections } from './image.ts'
import { findOptional } from './parameters.ts'
import { readMlcubeTask } from './task.ts'

const KEYS = ['name', 'description', 'authors', 'platform', 'docker', 'singularity', 'tasks'] as const

/** An MLCube has no container_type, and its tasks have parameters instead of volumes (docs/medperf.md 16.5). */
export function isMlcube(document: Mapping): boolean {
  if (getKey(document, 'container_type') !== undefined || getKey(document, 'image') !== undefined)
    return false
  const tasks = Object.values(getKey(document, 'tasks') ?? {}) as Value[]
  return (
    getKey(document, 'docker') !== undefined || tasks.some((task) => getKey(task, 'parameters') !== undefined)
  )
}

/** Checks an mlcube.yaml (docs/medperf.md 16.4, 16.5) for its role. */
export function readMlcube(document: Mapping, use: RoleUse): ConfigRead {
  if (isScript(use)) return { declared: [], findings: [NO_SCRIPT] }
  const sections = readImageSections(document)
  const tasks = readTasks(document, use, sections.value)
  const findings = [...findSlips(document, KEYS, []), ...joinFindings(sections, tasks)]
  if (sections.value === undefined || findings.some(({ severity }) => severity === 'error')) {
    return { declared: [], findings }
  }
  const { type, image, build } = sections.value
  const spec = { type, image, tasks: tasks.value, document, mlcube: known({ build }) }
  return { spec, declared: [], findings }
}

/** Servers that hold models without a container hold no MLCubes (docs/medperf.md 4.2, 5.4). */
const NO_SCRIPT = wrongValue(
  [],
  'an MLCube cannot run a model that is an asset',
  'Write a container_config.yaml with the task run_script, and name it as `config`.',
  'mlcube-as-script',
)

function readTasks(
  document: Mapping,
  use: RoleUse,
  image: ImageSections | undefined,
): WholeRead<ContainerSpec['tasks']> {
  const tasks = getKey(document, 'tasks')
  if (tasks === undefined || !isMapping(tasks)) {
    const path = tasks === undefined ? [] : ['tasks']
    return {
      value: {},
      findings: [
        wrongKey(
          path,
          'an MLCube should have a mapping `tasks`',
          'Write each task as a key below `tasks`, with its `parameters: {inputs: {…}, outputs: {…}}`.',
        ),
      ],
    }
  }
  const optional = findOptional(tasks)
  const read = Object.entries(tasks).flatMap(([name, task]) =>
    isTask(name) && isMapping(task) ? [{ name, ...readMlcubeTask(name, task, image, optional) }] : [],
  )
  return {
    value: Object.fromEntries(read.map(({ name, value }) => [name, value])),
    findings: [...checkTasks(use, tasks), ...joinFindings(...read)],
  }
}

const isTask = (name: string): name is Task => TASKS.some((task) => task === name)
