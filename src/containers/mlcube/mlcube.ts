import { TASKS, type Task } from '../../facts/task.ts'
import { isMapping, type Mapping, type Value } from '../../yaml/value.ts'
import type { ConfigRead } from '../config-read.ts'
import { checkTasks, type RoleUse } from '../container-roles.ts'
import { type Finding, wrongKey } from '../finding.ts'
import { at } from '../mapping.ts'
import { warnOfSlips } from '../slips.ts'
import type { ContainerSpec } from '../spec.ts'
import { type ImageRead, readImageSections } from './image.ts'
import { optionalOf } from './parameters.ts'
import { readMlcubeTask } from './task.ts'

const KEYS = ['name', 'description', 'authors', 'platform', 'docker', 'singularity', 'tasks'] as const

/**
 * An MLCube has no container_type, and its tasks have parameters instead of volumes (docs/medperf.md 16.5).
 */
export function isMlcube(document: Mapping): boolean {
  if (at(document, 'container_type') !== undefined || at(document, 'image') !== undefined) return false
  const tasks = Object.values(at(document, 'tasks') ?? {}) as Value[]
  return at(document, 'docker') !== undefined || tasks.some((task) => at(task, 'parameters') !== undefined)
}

/** Checks an mlcube.yaml (docs/medperf.md 16.4, 16.5) for its role. */
export function readMlcube(document: Mapping, use: RoleUse): ConfigRead {
  const findings: Finding[] = []
  warnOfSlips(document, KEYS, [], findings)
  const image = readImageSections(document, findings)
  const tasks = readTasks(document, use, image, findings)
  if (image === undefined || findings.some(({ severity }) => severity === 'error')) {
    return { declared: [], findings }
  }
  const { type, build } = image
  const mlcube = build === undefined ? {} : { build }
  return { spec: { type, image: image.image, tasks, document, mlcube }, declared: [], findings }
}

function readTasks(
  document: Mapping,
  use: RoleUse,
  image: ImageRead | undefined,
  findings: Finding[],
): ContainerSpec['tasks'] {
  const tasks = at(document, 'tasks')
  if (tasks === undefined || !isMapping(tasks)) {
    findings.push(wrongKey(tasks === undefined ? [] : ['tasks'], 'an MLCube should have a mapping `tasks`'))
    return {}
  }
  checkTasks(use, tasks, findings)
  const optional = optionalOf(tasks)
  return Object.fromEntries(
    Object.entries(tasks).flatMap(([name, task]) =>
      isTask(name) && isMapping(task) ? [[name, readMlcubeTask(name, task, image, optional, findings)]] : [],
    ),
  )
}

const isTask = (name: string): name is Task => TASKS.some((task) => task === name)
