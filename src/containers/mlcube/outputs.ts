import type { Task } from '../../facts/task.ts'
import type { YamlPath } from '../../yaml/yaml.ts'
import { type Finding, warnKey, wrongKey } from '../finding.ts'
import type { Parameter } from '../spec.ts'
import { findPlace, REQUIRED_OUTPUTS } from '../volumes.ts'
import { hintGiven } from './names.ts'

/** Checks that a task can hand on what it makes, and that no output lies in a folder that is mounted read-only. */
export function checkOutputs(
  task: Task,
  inputs: readonly Parameter[],
  outputs: readonly Parameter[],
  names: readonly string[],
): readonly Finding[] {
  const path: YamlPath = ['tasks', task, 'parameters', 'outputs']
  const missing = REQUIRED_OUTPUTS[task].filter((name) => !names.includes(name))
  const readOnly = new Set(inputs.filter(({ given }) => !given).map(folderOf))
  const hidden = outputs.filter((one) => !one.given && readOnly.has(folderOf(one)))
  return [
    ...missing.map((name) => {
      const hint = inputs.some((input) => input.name === name)
        ? 'It is among the inputs, which are read-only: move it.'
        : (hintOther(task, names) ?? `Add it: ${task} writes there.`)
      return wrongKey(path, `the task ${task} needs \`${name}\` among its outputs`, hint)
    }),
    ...hidden.map(({ name }) => {
      const why = `the folder of the output \`${name}\` is mounted for an input already, and read-only`
      return warnKey([...path, name], why, 'Give the output a folder of its own in its `default`.')
    }),
  ]
}

/** What an output of another name is most likely meant to be. */
function hintOther(task: Task, names: readonly string[]): string | undefined {
  const other = names.find((name) => findPlace(task, name) === undefined)
  return other && hintGiven(task, 'outputs', other, names)
}

/** The folder that is mounted for a parameter: of a file its parent. */
const folderOf = ({ type, default: path }: Parameter) =>
  type === 'file' ? path.split('/').slice(0, -1).join('/') : path
