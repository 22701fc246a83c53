import { nameRole, ROLES, type Role } from '../facts/role.ts'
import { ALL_TASKS, isTask, ROLE_OF, type Task } from '../facts/task.ts'
import type { Topology } from '../facts/topology.ts'
import { suggestName } from '../words/did-you-mean.ts'
import { isMapping, type Value } from '../yaml/value.ts'
import { type Finding, wrongKey } from './finding.ts'

/** The tasks that a role has to have; an evaluator that is the script of a model without a container has another one (docs/medperf.md 12.1). */
const tasksOf = (role: Role, topology: Topology): readonly Task[] =>
  role === 'evaluator' && topology === 'end_to_end_script'
    ? ['run_script']
    : ALL_TASKS.filter((task) => ROLE_OF[task] === role)

/** How a configuration is used: as which role, and in what kind of benchmark. */
export interface RoleUse {
  readonly role: Role
  /** Where that is not known, the evaluator's own tasks tell. */
  readonly topology?: Topology | 'unknown'
}

/** Whether a container is used to run a model that is files alone. */
export const isScript = ({ role, topology }: RoleUse): boolean =>
  topology !== undefined && topology !== 'unknown' && tasksOf(role, topology).includes('run_script')

/** Checks that a configuration has the tasks its role needs (docs/medperf.md 12.1). */
export function checkTasks(
  { role, topology: known = 'byo_inference_script' }: RoleUse,
  tasks: { readonly [name: string]: Value },
): readonly Finding[] {
  const names = Object.keys(tasks)
  const topology = known === 'unknown' ? guessTopology(names) : known
  const needed = tasksOf(role, topology)
  const needs = `the ${nameRole(role)} needs the task${needed.length === 1 ? '' : 's'} ${needed.join(', ')}`
  const stranger = needed.some((task) => names.includes(task))
    ? undefined
    : strangerAmong(role, topology, names, needs)
  if (stranger !== undefined) return [stranger]
  const missing = needed.filter((task) => !names.includes(task))
  const odd = Object.keys(tasks).filter((name) => !isMapping(tasks[name] ?? null))
  return [
    ...missing.map((task) => missingTask(task, names, `${needs.replace('the', 'The')}.`)),
    ...odd.map((name) =>
      wrongKey(
        ['tasks', name],
        `the task ${name} should be a mapping`,
        'Write `run_args`, `input_volumes` and `output_volumes` below it, or remove it.',
        'task-not-mapping',
      ),
    ),
  ]
}

const guessTopology = (names: readonly string[]): Topology =>
  names.includes('run_script') ? 'end_to_end_script' : 'byo_inference_script'

/** A configuration that has no task of its role, but tasks of another one. */
function strangerAmong(
  role: Role,
  topology: Topology,
  names: readonly string[],
  needs: string,
): Finding | undefined {
  const isByo = topology === 'byo_inference_script'
  const other = ROLES.filter((one) => one !== 'benchmark_script' || !isByo).find(
    (one) => one !== role && names.some((name) => isTask(name) && ROLE_OF[name] === one),
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
  if (!isByo && names.includes('evaluate')) {
    const why = 'Running a model container with another asset model is not supported yet.'
    const hint = `Beside a model that is an asset, ${needs}. Or name what runs the asset as \`benchmark_script\`: then this one evaluates what that predicts.`
    return wrongKey(['tasks', 'evaluate'], why, hint, 'asset-without-script')
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
