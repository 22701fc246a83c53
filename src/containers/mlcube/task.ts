import { known } from '../../facts/known.ts'
import type { Task } from '../../facts/task.ts'
import { isMapping, type Mapping } from '../../yaml/value.ts'
import { shellWords } from '../arguments/shell-words.ts'
import { warnValue, wrongKey, wrongValue } from '../finding.ts'
import { getKey } from '../mapping.ts'
import { joinFindings, readValue, type WholeRead } from '../read.ts'
import { findSlips } from '../slips.ts'
import type { EngineOptions, MlcubeTask, TaskSpec } from '../spec.ts'
import type { ImageSections } from './image.ts'
import { checkPlain } from './names.ts'
import { checkOutputs } from './outputs.ts'
import { readParameterList } from './parameters.ts'

const TASK_KEYS = ['entrypoint', 'parameters'] as const
const LISTS = ['inputs', 'outputs'] as const
const NO_OPTIONS: EngineOptions = { environment: [], gpus: { kind: 'none' } }
const NO_IMAGE = { options: NO_OPTIONS, gpuOptions: NO_OPTIONS, singularityOptions: NO_OPTIONS }

/** Reads one task of an MLCube; `optional` as in `findOptional`. */
export function readMlcubeTask(
  task: Task,
  value: Mapping,
  image: ImageSections | undefined,
  optional: ReadonlySet<string>,
): WholeRead<TaskSpec> {
  const path = ['tasks', task, 'parameters']
  const parameters = getKey(value, 'parameters') ?? {}
  const inputs = readParameterList(getKey(parameters, 'inputs'), { task, list: 'inputs', optional })
  const outputs = readParameterList(getKey(parameters, 'outputs'), { task, list: 'outputs', optional })
  const names = Object.keys(getKey(parameters, 'outputs') ?? {})
  const entrypoint = readEntrypoint(task, value, image?.type === 'SingularityFile')
  const { takesArguments, ...words } = entrypoint.value
  return {
    value: makeSpec(words, image ?? NO_IMAGE, {
      inputs: inputs.value,
      outputs: outputs.value,
      takesArguments,
    }),
    findings: [
      ...findSlips(value, TASK_KEYS, ['tasks', task]),
      ...(isMapping(parameters)
        ? findSlips(parameters, LISTS, path)
        : [
            wrongKey(
              path,
              '`parameters` should be a mapping',
              'Write `parameters: {inputs: {…}, outputs: {…}}`.',
            ),
          ]),
      ...joinFindings(inputs, outputs),
      ...checkOutputs(task, inputs.value, outputs.value, names),
      ...entrypoint.findings,
    ],
  }
}

function makeSpec(
  words: Pick<TaskSpec, 'entrypoint' | 'command'>,
  { options, gpuOptions, singularityOptions: singularity }: typeof NO_IMAGE,
  parameters: Pick<MlcubeTask, 'inputs' | 'outputs' | 'takesArguments'>,
): TaskSpec {
  return known({
    ...words,
    environment: options.environment,
    gpus: options.gpus,
    shmSize: options.shmSize,
    inputs: [],
    outputs: [],
    mlcube: { ...parameters, options, gpuOptions, singularity },
  })
}

interface Words {
  readonly entrypoint?: string
  readonly command: readonly string[]
  readonly takesArguments: boolean
}

/**
 * The task's own entrypoint, whose first word is the program and which then does not get the task's name; without one the
 * image's entrypoint gets the name first. With Docker a single word gets no arguments at all, which is a bug that is kept
 * (docs/medperf.md 16.4).
 */
function readEntrypoint(task: Task, value: Mapping, isSif: boolean): WholeRead<Words> {
  const path = ['tasks', task, 'entrypoint']
  const written = getKey(value, 'entrypoint') ?? null
  const plain: Words = { command: [task], takesArguments: true }
  if (written === null) return readValue(plain)
  const split = typeof written === 'string' ? shellWords(written) : { wrong: 'it is not text' }
  if ('wrong' in split) {
    const why = `\`entrypoint\` cannot be split into words: ${split.wrong}`
    return { value: plain, findings: [wrongValue(path, why, 'Write it as one text, and check its quotes.')] }
  }
  const [entrypoint, ...command] = split.words
  if (entrypoint === undefined || split.words.some((word) => word === '')) {
    const hint = 'Leave the key out for that of the image.'
    return { value: plain, findings: [wrongValue(path, '`entrypoint` has an empty word', hint)] }
  }
  const odd = split.words.flatMap((word) => checkPlain(word, 'the word of `entrypoint`', path)).slice(0, 1)
  if (odd.length > 0) return { value: plain, findings: odd }
  if (isSif || command.length > 0) return readValue({ entrypoint, command, takesArguments: true })
  const why = `\`entrypoint\` is a single word, so the task ${task} gets no arguments: neither its name nor its paths`
  const hint = 'Write two words or more, such as `python3 /app/run.py`.'
  return {
    value: { entrypoint, command: [], takesArguments: false },
    findings: [warnValue(path, why, hint)],
  }
}
