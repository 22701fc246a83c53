import type { Task } from '../../facts/task.ts'
import { suggestName } from '../../words/did-you-mean.ts'
import { quoteName } from '../../words/text.ts'
import { isMapping, type Mapping, type Value } from '../../yaml/value.ts'
import type { YamlPath } from '../../yaml/yaml.ts'
import { type Finding, warnKey, wrongKey, wrongValue } from '../finding.ts'
import { getKey, showValue } from '../mapping.ts'
import { collectReads, type Read, readNothing, readValue, type WholeRead } from '../read.ts'
import { adviseType } from '../slips.ts'
import type { Parameter } from '../spec.ts'
import { FILES, findPlace, isGiven, listVolumes, type Place, RAW, WRITTEN } from '../volumes.ts'
import { checkPlain, insideWorkspace, isBrought } from './names.ts'

/**
 * Which of the two optional parameters prepare has among its outputs: MedPerf passes them only then (docs/medperf.md 16.3).
 */
export function findOptional(tasks: Mapping): ReadonlySet<string> {
  const outputs = getKey(getKey(getKey(tasks, 'prepare'), 'parameters'), 'outputs')
  return new Set(['metadata_path', 'report_file'].filter((name) => getKey(outputs, name) !== undefined))
}

/** Where a list of parameters is read, and for which task. */
export interface ParametersAt {
  readonly task: Task
  readonly list: 'inputs' | 'outputs'
  readonly optional: ReadonlySet<string>
}

/** Reads `inputs` or `outputs` of an MLCube's task, in the file's order (docs/medperf.md 16.4), and checks each. */
export function readParameterList(
  value: Value | undefined,
  where: ParametersAt,
): WholeRead<readonly Parameter[]> {
  const path: YamlPath = ['tasks', where.task, 'parameters', where.list]
  if (value === undefined || value === null) return readValue([])
  if (!isMapping(value))
    return {
      value: [],
      findings: [
        wrongKey(
          path,
          `\`${where.list}\` should be a mapping of parameters`,
          'Write each by its name, as in `data_path: input_data`.',
        ),
      ],
    }
  return collectReads(
    Object.entries(value).map(([name, written]) => readParameter(name, written, where, [...path, name])),
  )
}

function readParameter(name: string, written: Value, where: ParametersAt, path: YamlPath): Read<Parameter> {
  const { task, list, optional } = where
  const shape = readShape(name, written, path)
  if (shape.value === undefined) return { findings: shape.findings }
  const odd = checkPlain(name, 'the parameter', path)
  if (odd.length > 0) return { findings: odd }
  const parameter: Read<Parameter> = isGiven(task, name, optional)
    ? readValue(givenParameter(task, list, shape.value))
    : ownParameter(shape.value, path)
  if (parameter.value === undefined) return parameter
  return { value: parameter.value, findings: checkParameter(parameter.value, where, path) }
}

type Shape = Pick<Parameter, 'name' | 'type' | 'default'>

/** A parameter is the text of its default, or `{type, default}`; without a default its name is taken (mlcube 0.0.9). */
function readShape(name: string, written: Value, path: YamlPath): Read<Shape> {
  const value = written === null ? {} : typeof written === 'string' ? { default: written } : written
  const given = getKey(value, 'default') ?? name
  const type = getKey(value, 'type') ?? 'unknown'
  if (!isMapping(value) || typeof given !== 'string') {
    const why = `\`${name}\` should be a path, or a mapping with \`type\` and \`default\``
    return readNothing(wrongKey(path, why, 'For example `{type: file, default: parameters.yaml}`.'))
  }
  if (type !== 'file' && type !== 'directory' && type !== 'unknown') {
    const why = `the type of \`${name}\` should be either file or directory, and is ${quoteName(showValue(type), 60)}`
    return readNothing(wrongValue([...path, 'type'], why, adviseType(type), 'mount-type'))
  }
  const isFolder = type === 'unknown' && /[/\\]$/.test(given)
  return readValue({ name, type: isFolder ? 'directory' : type, default: given })
}

/** MedPerf passes the path of a file or folder that exists, so an input's type is known, but for raw data and labels. */
function givenParameter(task: Task, list: 'inputs' | 'outputs', shape: Shape): Parameter {
  const place = findPlace(task, shape.name)
  const exists = place !== undefined && FILES.has(place) ? 'file' : 'directory'
  const isKnown = list === 'outputs' || shape.type !== 'unknown' || (place !== undefined && RAW.has(place))
  return { ...shape, type: isKnown ? shape.type : exists, given: true }
}

function ownParameter(shape: Shape, path: YamlPath): Read<Parameter> {
  const place = insideWorkspace(shape.default)
  if (place === undefined) {
    const why = `the default of \`${shape.name}\`, ${shape.default}, leads out of the MLCube's workspace/`
    const hint = 'Only what lies in `workspace/` beside mlcube.yaml can be mounted.'
    return readNothing(wrongValue(path, why, hint))
  }
  const odd = checkPlain(shape.default, `the default of \`${shape.name}\`,`, path)
  if (odd.length > 0) return { findings: odd }
  if (place === '' && shape.type === 'file')
    return readNothing(
      wrongValue(
        path,
        `the default of the file \`${shape.name}\` is empty`,
        'Name a file in `workspace/`, as in `{type: file, default: parameters.yaml}`.',
      ),
    )
  return readValue({ ...shape, default: place, given: false })
}

function checkParameter(parameter: Parameter, where: ParametersAt, path: YamlPath): readonly Finding[] {
  const { name, type, given } = parameter
  if (where.list === 'outputs' && type === 'unknown') {
    const hint = 'Write `{type: file, default: …}` or `{type: directory, default: …}`.'
    return [wrongKey(path, `the type of the output \`${name}\` is unknown`, hint)]
  }
  const place = findPlace(where.task, name)
  return given && place !== undefined
    ? checkGiven(parameter, place, where, path)
    : checkOwn(parameter, where, path)
}

function checkGiven(
  { name, type }: Parameter,
  place: Place,
  { task, list }: ParametersAt,
  path: YamlPath,
): readonly Finding[] {
  const wanted = FILES.has(place) ? 'file' : 'directory'
  if (type !== wanted && !RAW.has(place)) {
    const why = `\`${name}\` of ${task} is a ${wanted}, not a ${type}`
    return [wrongKey(path, why, `Write \`type: ${wanted}\`.`)]
  }
  if (list === 'inputs' || WRITTEN[task].has(place)) return []
  const why = `\`${name}\` is an input of ${task}, but as an output the container may change it`
  return [warnKey(path, why, 'Move it to `inputs`, unless it is meant to be written.')]
}

function checkOwn(
  { name, default: place }: Parameter,
  { task, list, optional }: ParametersAt,
  path: YamlPath,
): readonly Finding[] {
  const passed = listVolumes(task).filter((one) => isGiven(task, one, optional))
  const meant = suggestName(name, passed)
  if (name !== 'metadata_path' && meant === undefined) return []
  // Of an input that no data owner has, the look at its default says so.
  if (name !== 'metadata_path' && list === 'inputs' && !isBrought(place)) return []
  const hint = name === 'metadata_path' ? metadataHint(task) : `Did you mean \`${meant}\`?`
  const why = `MedPerf passes no \`${name}\` to the task ${task} of an MLCube, so its default in workspace/ is used`
  return [warnKey(path, why, hint, 'parameter-not-passed')]
}

const metadataHint = (task: Task) =>
  task === 'sanity_check'
    ? 'Leave it out: sanity_check of an MLCube sees only data and labels.'
    : 'Declare it among the outputs of prepare, too.'
