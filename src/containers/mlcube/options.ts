import { isDockerSize, sizeInBytes } from '../../words/size.ts'
import type { Value } from '../../yaml/value.ts'
import { findTextFault, isVariableName } from '../argument.ts'
import { parseGpus } from '../gpus.ts'
import { shellWords } from '../shell-words.ts'
import type { EngineOptions } from '../spec.ts'

/** What an argument list of an MLCube asks for, and what is wrong with it: refused, or only not applied. */
export interface OptionsRead {
  readonly options: EngineOptions
  readonly refused: readonly string[]
  readonly ignored: readonly string[]
}

/** `mlcube` has a shell put the caller's ids here; every container runs as the caller anyway. */
const CALLER = /\$\(id -u\)(?::\$\(id -g\))?/g
const CALLER_WORD = 'caller'

/** Of no effect here, because every run has them or because nothing is typed into it. */
const HARMLESS = new Set(['--rm', '--init', '-i', '-t', '-it', '-ti', '--interactive', '--tty'])

/** Not applied: they change speed or names, not what the container can reach. */
const IGNORED = new Set([
  ...['--ulimit', '--cpuset-cpus', '--cpu-shares', '-c', '--memory-swap', '--memory-reservation'],
  ...['--pids-limit', '--name', '--label', '-l', '--hostname', '-h', '--platform', '--pull', '--runtime'],
])

/** Reads `cpu_args` or `gpu_args`: what undoes the isolation, or is not known, is refused (docs/medperf.md 16.5). */
export function readEngineOptions(text: string): OptionsRead {
  const refused: string[] = []
  const ignored: string[] = []
  let options: EngineOptions = { environment: [], gpus: { kind: 'none' } }
  const split = shellWords(text.replaceAll(CALLER, CALLER_WORD))
  if ('wrong' in split) return { options, refused: [text], ignored }
  if (/[$`;&|<>()]/.test(text.replaceAll(CALLER, ''))) return { options, refused: [text], ignored }
  const words = [...split.words]
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (HARMLESS.has(word)) continue
    const [, flag = word, glued] = /^(--[^=]+)=(.*)$/s.exec(word) ?? /^(-[emuclh])(.+)$/s.exec(word) ?? []
    const value = glued ?? words.shift()
    const taken = value === undefined ? undefined : takeOption(options, flag, value)
    options = taken ?? options
    if (value === undefined || !(taken !== undefined || IGNORED.has(flag))) {
      refused.push(glued === undefined && value !== undefined ? `${word} ${value}` : word)
    } else if (IGNORED.has(flag)) ignored.push(`${flag} ${value}`)
  }
  return { options, refused, ignored }
}

/** The options with one more; undefined for one that cannot be taken over. */
function takeOption(options: EngineOptions, flag: string, value: string): EngineOptions | undefined {
  switch (flag) {
    case '-e':
    case '--env': {
      const cut = value.indexOf('=')
      if (!isVariableName(value.slice(0, Math.max(cut, 0)))) return undefined
      if (findTextFault(value) !== undefined) return undefined
      const variable = [value.slice(0, cut), value.slice(cut + 1)] as const
      return { ...options, environment: [...options.environment, variable] }
    }
    case '--shm-size':
      return isDockerSize(value) ? { ...options, shmSize: value } : undefined
    case '-m':
    case '--memory': {
      const memory = sizeInBytes(value)
      if (memory !== undefined && memory > 0) return { ...options, memory }
      return options.memory === undefined ? undefined : options
    }
    case '--cpus':
      if (!/^\d{1,6}(?:\.\d{1,9})?$/.test(value)) return undefined
      return Number(value) > 0 ? { ...options, cpus: Number(value) } : undefined
    case '--gpus': {
      const gpus = parseGpus(value.replaceAll('"', ''))
      return gpus && { ...options, gpus }
    }
    case '-u':
    case '--user':
      return value === CALLER_WORD ? options : undefined
    case '--network':
    case '--net':
      return value === 'none' ? options : undefined
    default:
      return undefined
  }
}

/** `env_args` of the docker section: a mapping, or arguments as text. */
export function environmentArguments(value: Value | undefined): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .map(([key, content]) => `-e ${key}=${String(content)}`)
    .join(' ')
}
