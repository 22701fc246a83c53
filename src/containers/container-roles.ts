import { nameRole, ROLES, type Role } from '../facts/role.ts'
import { ALL_TASKS, ROLE_OF, type Task } from '../facts/task.ts'
import { suggestName } from '../words/did-you-mean.ts'
import { isMapping, type Value } from '../yaml/value.ts'
import { type Finding, wrongKey } from './finding.ts'

/** The tasks that a role has to have; beside a model that is an asset the evaluator is a script (docs/medperf.md 12.1). */
const tasksOf = (role: Role, hasAsset: boolean) =>
  ALL_TASKS.filter((task) => ROLE_OF[task] === role && task !== (hasAsset ? 'evaluate' : 'run_script'))

/** How a configuration is used: as which role, and whether the reference model is an asset. */
export interface RoleUse {
  readonly role: Role
  /** Where that is not known, the evaluator's own tasks tell. */
  readonly hasAsset?: boolean | 'unknown'
}

/** Checks that a configuration has the tasks its role needs (docs/medperf.md 12.1). */
export function checkTasks(
  { role, hasAsset: known = false }: RoleUse,
  tasks: { readonly [name: string]: Value },
): readonly Finding[] {
  const names = Object.keys(tasks)
  const hasAsset = known === 'unknown' ? names.includes('run_script') : known
  const needed = tasksOf(role, hasAsset)
  const needs = `the ${nameRole(role)} needs the task${needed.length === 1 ? '' : 's'} ${needed.join(', ')}`
  const stranger = needed.some((task) => names.includes(task))
    ? undefined
    : strangerAmong(role, hasAsset, names, needs)
  if (stranger !== undefined) return [stranger]
  const missing = needed.filter((task) => !names.includes(task))
  const odd = Object.keys(tasks).filter((name) => !isMapping(tasks[name] ?? null))
  return [
    ...missing.map((task) => missingTask(task, names, `${needs.replace('the', 'The')}.`)),
    ...odd.map((name) => wrongKey(['tasks', name], `the task ${name} should be a mapping`)),
  ]
}

/** A configuration that has no task of its role, but tasks of another one. */
function strangerAmong(
  role: Role,
  hasAsset: boolean,
  names: readonly string[],
  needs: string,
): Finding | undefined {
  const other = ROLES.find(
    (one) => one !== role && tasksOf(one, hasAsset).some((task) => names.includes(task)),
  )
  if (other !== undefined) {
    const why = `this looks like the configuration of the ${nameRole(other)}; ${needs}`
    return wrongKey(
      ['tasks'],
      why,
      `Name it under \`${other}\` in benchmark.yaml, and another one under \`${role}\`.`,
    )
  }
  if (role !== 'evaluator') return undefined
  if (hasAsset && names.includes('evaluate')) {
    const why = 'Running a model container with another asset model is not supported yet.'
    return wrongKey(['tasks', 'evaluate'], why, `Beside a model that is an asset, ${needs}.`)
  }
  if (!names.includes('run_script')) return undefined
  const why = 'a script evaluator (task `run_script`) is for a reference model that is an `asset`'
  return wrongKey(['tasks', 'run_script'], why, `Beside a container as the reference model, ${needs}.`)
}

function missingTask(task: Task, names: readonly string[], needs: string): Finding {
  const message = `Task ${task} is not found in container config.`
  const others = names.filter((name) => !ALL_TASKS.some((known) => known === name))
  const meant = others.find((name) => suggestName(name, [task]) !== undefined)
  if (meant === undefined) return wrongKey(['tasks'], message, needs)
  return wrongKey(['tasks', meant], message, `Is \`${meant}\` meant to be \`${task}\`?`)
}
