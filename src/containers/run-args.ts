import type { Gpus } from '../facts/gpu.ts'
import { didYouMean } from '../words/did-you-mean.ts'
import { isDockerSize } from '../words/size.ts'
import { pythonText } from '../yaml/python-text.ts'
import { isMapping, isRawNumber, type Value } from '../yaml/value.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import { type Finding, warnValue, wrongKey, wrongValue } from './finding.ts'
import { parseGpus } from './gpus.ts'
import { at } from './mapping.ts'
import { shellWords } from './shell-words.ts'
import type { TaskSpec } from './spec.ts'

const ALLOWED = ['command', 'entrypoint', 'environment', 'gpus', 'shm_size'] as const

type RunArgs = Pick<TaskSpec, 'command' | 'entrypoint' | 'environment' | 'gpus' | 'shmSize'>

/** Reads a task's `run_args` (docs/medperf.md 12.2) and adds what is wrong with them to `findings`. */
export function readRunArgs(value: Value | undefined, path: YamlPath, findings: Finding[]): RunArgs {
  if (value === undefined) return { environment: [], gpus: { kind: 'none' } }
  if (!isMapping(value)) {
    findings.push(
      wrongKey(path, '`run_args` should be a mapping', 'Leave the key out, or write `run_args: {}`.'),
    )
    return { environment: [], gpus: { kind: 'none' } }
  }
  for (const key of Object.keys(value)) {
    if (ALLOWED.some((allowed) => allowed === key)) continue
    findings.push(wrongKey([...path, key], `Run args ${key} are not allowed.`, didYouMean(key, ALLOWED)))
  }
  const command = readCommand(at(value, 'command') ?? null, [...path, 'command'], findings)
  const entrypoint = readEntrypoint(at(value, 'entrypoint') ?? null, [...path, 'entrypoint'], findings)
  const shmSize = readShmSize(at(value, 'shm_size') ?? null, [...path, 'shm_size'], findings)
  return {
    ...(command === undefined ? {} : { command }),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    environment: readEnvironment(at(value, 'environment'), [...path, 'environment'], findings),
    gpus: readGpus(at(value, 'gpus') ?? null, [...path, 'gpus'], findings),
    ...(shmSize === undefined ? {} : { shmSize }),
  }
}

function readCommand(value: Value, path: YamlPath, findings: Finding[]): readonly string[] | undefined {
  if (value === null) return undefined
  if (typeof value === 'string') {
    const split = shellWords(value)
    if ('words' in split) {
      if (!split.words.some((word) => word.includes('\n'))) return split.words
      const why = 'a line break after a backslash becomes part of a word of `command`, as in MedPerf'
      findings.push(warnValue(path, why, 'Write the command as a list, or its lines without the backslash.'))
      return split.words
    }
    findings.push(
      wrongValue(path, `\`command\` cannot be split into words: ${split.wrong}`, 'Check its quotes.'),
    )
    return undefined
  }
  if (!Array.isArray(value)) {
    findings.push(
      wrongValue(
        path,
        '`command` should be text or a list of texts',
        'For example `[python3, /app/run.py]`.',
      ),
    )
    return undefined
  }
  const words: readonly Value[] = value
  words.forEach((word, at) => {
    if (typeof word === 'string') return
    findings.push(wrongValue([...path, at], 'every word of `command` should be text', 'Put it in quotes.'))
  })
  return words.filter((word) => typeof word === 'string')
}

function readEntrypoint(value: Value, path: YamlPath, findings: Finding[]): string | undefined {
  if (value === null) return undefined
  if (typeof value !== 'string') {
    findings.push(
      wrongValue(path, '`entrypoint` should be one word', 'Move its further words into `command`.'),
    )
    return undefined
  }
  if (/\s/.test(value)) {
    const why = `\`entrypoint\` is used as one word and never split, so a program with the name "${value}" is looked for`
    findings.push(warnValue(path, why, 'Move the words after the first one into `command`.'))
  }
  return value
}

function readEnvironment(
  value: Value | undefined,
  path: YamlPath,
  findings: Finding[],
): TaskSpec['environment'] {
  if (value === undefined) return []
  if (!isMapping(value)) {
    findings.push(
      wrongKey(path, '`environment` should be a mapping', 'For example `{OMP_NUM_THREADS: "2"}`.'),
    )
    return []
  }
  return Object.entries(value).flatMap(([name, content]): [string, string][] => {
    if (name === '' || name.includes('=') || name.includes('\0')) {
      findings.push(wrongKey([...path, name], `"${name}" cannot be the name of an environment variable`))
      return []
    }
    if (Array.isArray(content) || isMapping(content)) {
      findings.push(
        wrongValue([...path, name], `the environment variable ${name} should be text`, 'Put it in quotes.'),
      )
      return []
    }
    if (content === null) {
      const why = `the environment variable ${name} has no value, and MedPerf sets it to the text None`
      findings.push(warnValue([...path, name], why, 'Write `""` for an empty one.'))
    }
    return [
      [name, pythonText(content as Exclude<Value, readonly Value[] | { readonly [key: string]: Value }>)],
    ]
  })
}

function readGpus(value: Value, path: YamlPath, findings: Finding[]): Gpus {
  const gpus = parseGpus(value)
  if (gpus !== undefined) return gpus
  findings.push(wrongValue(path, 'Invalid gpus argument', 'Use `all`, a number, or `device=0,1`.'))
  return { kind: 'none' }
}

function readShmSize(value: Value, path: YamlPath, findings: Finding[]): string | undefined {
  if (value === null) return undefined
  if (typeof value === 'string' && isDockerSize(value)) return value
  const shown = typeof value === 'number' || isRawNumber(value) ? `"${pythonText(value)}"` : '"2g"'
  findings.push(
    wrongValue(path, '`shm_size` should be a size in quotes', `For example \`shm_size: ${shown}\`.`),
  )
  return undefined
}
