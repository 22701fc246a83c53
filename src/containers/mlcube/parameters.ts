import type { Task } from '../../facts/task.ts'
import { suggestion } from '../../words/did-you-mean.ts'
import { isMapping, type Mapping, type Value } from '../../yaml/value.ts'
import type { YamlPath } from '../../yaml/yaml.ts'
import { type Finding, warnKey, wrongKey, wrongValue } from '../finding.ts'
import { at } from '../mapping.ts'
import type { Parameter } from '../spec.ts'
import { FILES, isGiven, placeOf, volumesOf, WRITTEN } from '../volumes.ts'
import { checkPlain, insideWorkspace } from './names.ts'

/**
 * Which of the two optional parameters prepare has among its outputs: MedPerf passes them only then
 * (docs/medperf.md 16.3).
 */
export function optionalOf(tasks: Mapping): ReadonlySet<string> {
  const outputs = at(at(at(tasks, 'prepare'), 'parameters'), 'outputs')
  return new Set(['metadata_path', 'report_file'].filter((name) => at(outputs, name) !== undefined))
}

/** Where a list of parameters is read, and for which task. */
export interface ParametersAt {
  readonly task: Task
  readonly list: 'inputs' | 'outputs'
  readonly optional: ReadonlySet<string>
}

/**
 * Reads `inputs` or `outputs` of an MLCube's task, in the file's order (docs/medperf.md 16.4), and checks
 * each.
 */
export function readParameterList(
  value: Value | undefined,
  { task, list, optional }: ParametersAt,
  findings: Finding[],
): readonly Parameter[] {
  const path: YamlPath = ['tasks', task, 'parameters', list]
  if (value === undefined || value === null) return []
  if (!isMapping(value)) {
    findings.push(wrongKey(path, `\`${list}\` should be a mapping of parameters`))
    return []
  }
  return Object.entries(value).flatMap(([name, written]) => {
    const where = [...path, name]
    const shape = shapeOf(name, written, where, findings)
    if (shape === undefined || !checkPlain(name, 'the parameter', where, findings)) return []
    const given = isGiven(task, name, optional)
    const parameter = given ? givenParameter(task, list, shape) : ownParameter(shape, where, findings)
    if (parameter === undefined) return []
    check(parameter, { task, list, optional }, where, findings)
    return [parameter]
  })
}

type Shape = Pick<Parameter, 'name' | 'type' | 'default'>

/** A parameter is the text of its default, or `{type, default}`; without a default its name is taken (mlcube 0.0.9). */
function shapeOf(name: string, written: Value, path: YamlPath, findings: Finding[]): Shape | undefined {
  const value = written === null ? {} : typeof written === 'string' ? { default: written } : written
  const given = at(value, 'default') ?? name
  const type = at(value, 'type') ?? 'unknown'
  if (!isMapping(value) || typeof given !== 'string') {
    const example = 'For example `{type: file, default: parameters.yaml}`.'
    findings.push(
      wrongKey(path, `\`${name}\` should be a path, or a mapping with \`type\` and \`default\``, example),
    )
    return undefined
  }
  if (type !== 'file' && type !== 'directory' && type !== 'unknown') {
    findings.push(wrongValue([...path, 'type'], `the type of \`${name}\` should be either file or directory`))
    return undefined
  }
  return { name, type: type === 'unknown' && /[/\\]$/.test(given) ? 'directory' : type, default: given }
}

/** MedPerf passes the path of a file or folder that exists, so an input's type is known. */
function givenParameter(task: Task, list: 'inputs' | 'outputs', shape: Shape): Parameter {
  const place = placeOf(task, shape.name)
  const exists = place !== undefined && FILES.has(place) ? 'file' : 'directory'
  return { ...shape, type: shape.type === 'unknown' && list === 'inputs' ? exists : shape.type, given: true }
}

function ownParameter(shape: Shape, path: YamlPath, findings: Finding[]): Parameter | undefined {
  const place = insideWorkspace(shape.default)
  if (place === undefined) {
    const why = `the default of \`${shape.name}\`, ${shape.default}, leads out of the MLCube's workspace/`
    findings.push(wrongValue(path, why, 'Only what lies in `workspace/` beside mlcube.yaml can be mounted.'))
    return undefined
  }
  if (!checkPlain(shape.default, `the default of \`${shape.name}\`,`, path, findings)) return undefined
  if (place === '' && shape.type === 'file') {
    findings.push(wrongValue(path, `the default of the file \`${shape.name}\` is empty`))
    return undefined
  }
  return { ...shape, default: place, given: false }
}

function check(
  { name, type, given }: Parameter,
  { task, list, optional }: ParametersAt,
  path: YamlPath,
  findings: Finding[],
): void {
  if (list === 'outputs' && type === 'unknown') {
    const why = `the type of the output \`${name}\` is unknown`
    findings.push(wrongKey(path, why, 'Write `{type: file, default: …}` or `{type: directory, default: …}`.'))
    return
  }
  const place = placeOf(task, name)
  if (given && place !== undefined) {
    const wanted = FILES.has(place) ? 'file' : 'directory'
    if (type !== wanted) {
      const why = `\`${name}\` of ${task} is a ${wanted}, not a ${type}`
      findings.push(wrongKey(path, why, `Write \`type: ${wanted}\`.`))
    } else if (list === 'outputs' && !WRITTEN[task].has(place)) {
      const why = `\`${name}\` is an input of ${task}, but as an output the container may change it`
      findings.push(warnKey(path, why, 'Move it to `inputs`, unless it is meant to be written.'))
    }
    return
  }
  const known = volumesOf(task).filter((one) => isGiven(task, one, optional))
  const meant = suggestion(name, known)
  if (name === 'metadata_path' || meant !== undefined) {
    const hint = name === 'metadata_path' ? metadataHint(task) : `Did you mean \`${meant}\`?`
    const why = `MedPerf passes no \`${name}\` to the task ${task} of an MLCube, so its default in workspace/ is used`
    findings.push(warnKey(path, why, hint))
  }
}

const metadataHint = (task: Task) =>
  task === 'sanity_check'
    ? 'Leave it out: sanity_check of an MLCube sees only data and labels.'
    : 'Declare it among the outputs of prepare, too.'
