import type { Gpus } from '../../facts/gpu.ts'
import { known } from '../../facts/known.ts'
import { didYouMean } from '../../words/did-you-mean.ts'
import { isDockerSize } from '../../words/size.ts'
import { plainLine, quoteName } from '../../words/text.ts'
import { pythonText } from '../../yaml/python-text.ts'
import { isMapping, isRawNumber, type Mapping, type Value } from '../../yaml/value.ts'
import type { YamlPath } from '../../yaml/yaml.ts'
import { type Finding, warnKey, warnValue, wrongKey, wrongValue } from '../finding.ts'
import { GPUS_WORDS, parseGpus } from '../gpus.ts'
import { getKey, showValue } from '../mapping.ts'
import { collectReads, joinFindings, type Read, readNothing, readValue, type WholeRead } from '../read.ts'
import type { TaskSpec } from '../spec.ts'
import { findTextFault, findWordsFault, isShellName, isVariableName } from './argument.ts'
import { shellWords } from './shell-words.ts'

const ALLOWED = ['command', 'entrypoint', 'environment', 'gpus', 'shm_size'] as const

type RunArgs = Pick<TaskSpec, 'command' | 'entrypoint' | 'environment' | 'gpus' | 'shmSize'>

const NONE: RunArgs = { environment: [], gpus: { kind: 'none' } }

/** Reads a task's `run_args` (docs/medperf.md 12.2). */
export function readRunArgs(value: Value | undefined, path: YamlPath): WholeRead<RunArgs> {
  if (value === undefined) return readValue(NONE)
  if (!isMapping(value)) {
    const why = '`run_args` should be a mapping'
    return { value: NONE, findings: [wrongKey(path, why, adviseRunArgs(value), 'run-args-not-mapping')] }
  }
  const command = readCommand(getKey(value, 'command'), [...path, 'command'])
  const entrypoint = readEntrypoint(getKey(value, 'entrypoint') ?? null, [...path, 'entrypoint'])
  const shmSize = readShmSize(getKey(value, 'shm_size') ?? null, [...path, 'shm_size'])
  const environment = readEnvironment(getKey(value, 'environment'), [...path, 'environment'])
  const gpus = readGpus(getKey(value, 'gpus') ?? null, [...path, 'gpus'])
  const read: RunArgs = known({
    command: command.value,
    entrypoint: entrypoint.value,
    environment: environment.value,
    gpus: gpus.value ?? NONE.gpus,
    shmSize: shmSize.value,
  })
  const findings = [
    ...refuseOthers(value, path),
    ...joinFindings(command, entrypoint, shmSize, environment, gpus),
  ]
  return { value: read, findings: [...findings, ...checkAll(read, path)] }
}

/** Somebody who writes words alone means the command. */
function adviseRunArgs(value: Value): string {
  const words: readonly Value[] = Array.isArray(value) ? value : [value]
  const isCommand = words.length > 0 && words.every((word) => typeof word === 'string')
  if (!isCommand) return 'Leave the key out, or write `run_args: {}`.'
  return `Write \`run_args: {command: ${plainLine(JSON.stringify(value), 100)}}\`.`
}

/** What people know from Docker: `NAME=value`, in a list. */
function adviseEnvironment(value: Value): string {
  const items: readonly Value[] = Array.isArray(value) ? value : [value]
  const names = items.flatMap((item) => (typeof item === 'string' ? (/^(\w+)=/.exec(item)?.[1] ?? []) : []))
  const shown = names.slice(0, 3).map((name) => `${plainLine(name, 60)}: "…"`)
  return shown.length === 0
    ? 'For example `{OMP_NUM_THREADS: "2"}`.'
    : `Write \`environment: {${shown.join(', ')}${names.length > 3 ? ', …' : ''}}\`.`
}

const refuseOthers = (value: Mapping, path: YamlPath): readonly Finding[] =>
  Object.keys(value)
    .filter((key) => !ALLOWED.some((allowed) => allowed === key))
    .map((key) => wrongKey([...path, key], `Run args ${key} are not allowed.`, didYouMean(key, ALLOWED)))

/** The client adds what stands there to its command line as a list, so it breaks on nothing (docs/medperf.md 12.2). */
function readCommand(value: Value | undefined, path: YamlPath): Read<readonly string[]> {
  if (value === undefined) return readNothing()
  if (value === null) {
    const hint = 'Write the command there, or remove the key: then the image’s own one runs.'
    const why = '`command` has nothing behind it, and MedPerf’s client breaks on that'
    return readNothing(wrongKey(path, why, hint, 'empty-command'))
  }
  if (typeof value === 'string') return splitCommand(value, path)
  if (!Array.isArray(value)) {
    const hint = 'For example `[python3, /app/run.py]`.'
    return readNothing(wrongValue(path, '`command` should be text or a list of texts', hint))
  }
  const words: readonly Value[] = value
  const findings = words.flatMap((word, at) =>
    typeof word === 'string'
      ? checkText(word, [...path, at])
      : [wrongValue([...path, at], 'every word of `command` should be text', 'Put it in quotes.')],
  )
  return { value: words.filter((word) => typeof word === 'string'), findings }
}

function checkText(text: string, path: YamlPath): readonly Finding[] {
  const fault = findTextFault(text)
  if (fault === undefined) return []
  return text.includes('\0')
    ? [wrongValue(path, fault, NO_NUL, 'nul-in-text')]
    : [wrongValue(path, fault, IN_A_FILE, 'text-too-long')]
}

const IN_A_FILE = 'Put it into a file of the image, or into a parameter, instead.'
/** It is there by an escape of YAML alone: its text may hold none. */
const NO_NUL =
  'Between double quotes `\\0` stands for that character: write `\\\\0` for a program that knows it by that name, or use single quotes.'

/** What stands there is given to a program all at once. */
function checkAll(
  { command = [], entrypoint = '', environment }: RunArgs,
  path: YamlPath,
): readonly Finding[] {
  const variables = environment.map(([name, value]) => `${name}=${value}`)
  const fault = findWordsFault([...command, entrypoint, ...variables])
  return fault === undefined ? [] : [wrongKey(path, fault, IN_A_FILE, 'arguments-too-long')]
}

function splitCommand(command: string, path: YamlPath): Read<readonly string[]> {
  const split = shellWords(command)
  if ('wrong' in split) {
    const why = `\`command\` cannot be split into words: ${split.wrong}`
    return readNothing(wrongValue(path, why, 'Check its quotes.'))
  }
  const wrong = split.words.flatMap((word) => checkText(word, path)).slice(0, 1)
  if (wrong.length > 0) return { findings: wrong }
  if (!split.words.some((word) => word.includes('\n'))) return readValue(split.words)
  const why = 'a line break after a backslash becomes part of a word of `command`, as in MedPerf'
  const hint = 'Write the command as a list, or its lines without the backslash.'
  return { value: split.words, findings: [warnValue(path, why, hint)] }
}

function readEntrypoint(value: Value, path: YamlPath): Read<string> {
  if (value === null) return readNothing()
  if (typeof value !== 'string') {
    const hint = 'Move its further words into `command`.'
    return readNothing(wrongValue(path, '`entrypoint` should be one word', hint))
  }
  const wrong = checkText(value, path)
  if (wrong.length > 0) return { findings: wrong }
  if (!/\s/.test(value)) return readValue(value)
  const why = `\`entrypoint\` is used as one word and never split, so a program with the name "${value}" is looked for`
  return { value, findings: [warnValue(path, why, 'Move the words after the first one into `command`.')] }
}

function readEnvironment(value: Value | undefined, path: YamlPath): WholeRead<TaskSpec['environment']> {
  if (value === undefined) return readValue([])
  if (!isMapping(value)) {
    const why = '`environment` should be a mapping'
    return { value: [], findings: [wrongKey(path, why, adviseEnvironment(value), 'environment-not-mapping')] }
  }
  return collectReads(
    Object.entries(value).map(([name, content]) => readVariable(name, content, [...path, name])),
  )
}

function readVariable(name: string, content: Value, path: YamlPath): Read<readonly [string, string]> {
  if (!isVariableName(name)) {
    const hint = 'Use letters, digits and `_`, and no digit at the beginning.'
    return readNothing(wrongKey(path, `"${name}" cannot be the name of an environment variable`, hint))
  }
  if (Array.isArray(content) || isMapping(content)) {
    const why = `the environment variable ${name} should be text`
    return readNothing(wrongValue(path, why, 'Put it in quotes.'))
  }
  const odd = `Singularity and Apptainer leave the environment variable ${name} out`
  const text = pythonText(content as Exclude<Value, readonly Value[] | Mapping>)
  return {
    value: [name, text],
    findings: [
      ...checkText(text, path),
      ...(typeof content === 'string' ? [] : [warnUnquoted(name, content, text, path)]),
      ...(isShellName(name) ? [] : [warnKey(path, odd, 'Use letters, digits and `_` in its name.')]),
    ],
  }
}

/** Singularity's client puts values into its own environment, which takes nothing but text (docs/medperf.md 12.2). */
function warnUnquoted(name: string, content: Value, text: string, path: YamlPath): Finding {
  const [does, hint] =
    content === null
      ? ['has no value: MedPerf sets it to the text None with Docker', 'Write `""` for an empty one.']
      : ['is no text: MedPerf takes it with Docker', `Put it in quotes: \`"${text}"\`.`]
  const why = `the environment variable ${name} ${does}, and its client breaks on it with Singularity or Apptainer`
  return warnValue(path, why, hint, 'environment-not-text')
}

function readGpus(value: Value, path: YamlPath): Read<Gpus> {
  const gpus = parseGpus(value)
  if (gpus !== undefined) return readValue(gpus)
  const why = `Invalid gpus argument: \`gpus\` is ${quoteName(showValue(value), 60)}`
  return readNothing(wrongValue(path, why, `Use ${GPUS_WORDS}.`, 'gpus-argument'))
}

function readShmSize(value: Value, path: YamlPath): Read<string> {
  if (value === null) return readNothing()
  if (typeof value === 'string' && isDockerSize(value)) return readValue(value)
  const shown = typeof value === 'number' || isRawNumber(value) ? `"${pythonText(value)}"` : '"2g"'
  const hint = `For example \`shm_size: ${shown}\`.`
  return readNothing(wrongValue(path, '`shm_size` should be a size in quotes', hint))
}
