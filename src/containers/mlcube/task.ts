import type { Task } from '../../facts/task.ts'
import { isMapping, type Mapping } from '../../yaml/value.ts'
import { type Finding, warnValue, wrongKey, wrongValue } from '../finding.ts'
import { at } from '../mapping.ts'
import { shellWords } from '../shell-words.ts'
import { warnOfSlips } from '../slips.ts'
import type { EngineOptions, TaskSpec } from '../spec.ts'
import type { ImageRead } from './image.ts'
import { checkPlain } from './names.ts'
import { checkOutputs } from './outputs.ts'
import { readParameterList } from './parameters.ts'

const TASK_KEYS = ['entrypoint', 'parameters'] as const
const LISTS = ['inputs', 'outputs'] as const
const NO_OPTIONS: EngineOptions = { environment: [], gpus: { kind: 'none' } }
const NO_IMAGE = { options: NO_OPTIONS, gpuOptions: NO_OPTIONS, singularityOptions: NO_OPTIONS }

/** Reads one task of an MLCube; `optional` as in `optionalOf`. */
export function readMlcubeTask(
  task: Task,
  value: Mapping,
  image: ImageRead | undefined,
  optional: ReadonlySet<string>,
  findings: Finding[],
): TaskSpec {
  warnOfSlips(value, TASK_KEYS, ['tasks', task], findings)
  const parameters = at(value, 'parameters') ?? {}
  if (!isMapping(parameters)) {
    findings.push(wrongKey(['tasks', task, 'parameters'], '`parameters` should be a mapping'))
  } else warnOfSlips(parameters, LISTS, ['tasks', task, 'parameters'], findings)
  const inputs = readParameterList(at(parameters, 'inputs'), { task, list: 'inputs', optional }, findings)
  const outputs = readParameterList(at(parameters, 'outputs'), { task, list: 'outputs', optional }, findings)
  const names = Object.keys(at(parameters, 'outputs') ?? {})
  checkOutputs(task, inputs, outputs, names, findings)
  const { options, gpuOptions, singularityOptions: singularity } = image ?? NO_IMAGE
  const { takesArguments, ...words } = readEntrypoint(
    task,
    value,
    image?.type === 'SingularityFile',
    findings,
  )
  return {
    ...words,
    environment: options.environment,
    gpus: options.gpus,
    ...(options.shmSize === undefined ? {} : { shmSize: options.shmSize }),
    ...{ inputs: [], outputs: [] },
    mlcube: { inputs, outputs, takesArguments, options, gpuOptions, singularity },
  }
}

interface Words {
  readonly entrypoint?: string
  readonly command: readonly string[]
  readonly takesArguments: boolean
}

/**
 * The task's own entrypoint, whose first word is the program and which then does not get the task's name;
 * without one the image's entrypoint gets the name first. With Docker a single word gets no arguments at all,
 * which is a bug that is kept (docs/medperf.md 16.4).
 */
function readEntrypoint(task: Task, value: Mapping, isSif: boolean, findings: Finding[]): Words {
  const path = ['tasks', task, 'entrypoint']
  const written = at(value, 'entrypoint') ?? null
  const plain: Words = { command: [task], takesArguments: true }
  if (written === null) return plain
  const split = typeof written === 'string' ? shellWords(written) : { wrong: 'it is not text' }
  if ('wrong' in split) {
    findings.push(wrongValue(path, `\`entrypoint\` cannot be split into words: ${split.wrong}`))
    return plain
  }
  const [entrypoint, ...command] = split.words
  if (entrypoint === undefined || split.words.some((word) => word === '')) {
    findings.push(
      wrongValue(path, '`entrypoint` has an empty word', 'Leave the key out for that of the image.'),
    )
    return plain
  }
  if (!split.words.every((word) => checkPlain(word, 'the word of `entrypoint`', path, findings))) return plain
  if (isSif || command.length > 0) return { entrypoint, command, takesArguments: true }
  const why = `\`entrypoint\` is a single word, so the task ${task} gets no arguments: neither its name nor its paths`
  findings.push(warnValue(path, why, 'Write two words or more, such as `python3 /app/run.py`.'))
  return { entrypoint, command: [], takesArguments: false }
}
