import { isDockerSize, sizeInBytes } from '../../words/size.ts'
import type { Value } from '../../yaml/value.ts'
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

/**
 * Reads `cpu_args` or `gpu_args`: what undoes the isolation, or is not known, is refused
 * (docs/medperf.md 16.5).
 */
export function readEngineOptions(text: string): OptionsRead {
  const refused: string[] = []
  const ignored: string[] = []
  const options: Mutable<EngineOptions> = { environment: [], gpus: { kind: 'none' } }
  const split = shellWords(text.replaceAll(CALLER, CALLER_WORD))
  if ('wrong' in split) return { options, refused: [text], ignored }
  if (/[$`;&|<>()]/.test(text.replaceAll(CALLER, ''))) return { options, refused: [text], ignored }
  const words = [...split.words]
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (HARMLESS.has(word)) continue
    const [, flag = word, glued] = /^(--[^=]+)=(.*)$/s.exec(word) ?? /^(-[emuclh])(.+)$/s.exec(word) ?? []
    const value = glued ?? words.shift()
    if (value === undefined || !(apply(flag, value, options) || IGNORED.has(flag))) {
      refused.push(glued === undefined && value !== undefined ? `${word} ${value}` : word)
    } else if (IGNORED.has(flag)) ignored.push(`${flag} ${value}`)
  }
  return { options, refused, ignored }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Takes an option over; false for one that cannot be taken over. */
function apply(flag: string, value: string, options: Mutable<EngineOptions>): boolean {
  switch (flag) {
    case '-e':
    case '--env': {
      const cut = value.indexOf('=')
      if (cut <= 0) return false
      options.environment = [...options.environment, [value.slice(0, cut), value.slice(cut + 1)]]
      return true
    }
    case '--shm-size':
      if (isDockerSize(value)) options.shmSize = value
      return isDockerSize(value)
    case '-m':
    case '--memory': {
      const bytes = sizeInBytes(value)
      if (bytes !== undefined && bytes > 0) options.memory = bytes
      return options.memory !== undefined
    }
    case '--cpus':
      if (Number(value) > 0) options.cpus = Number(value)
      return Number(value) > 0
    case '--gpus': {
      const gpus = parseGpus(value.replaceAll('"', ''))
      if (gpus !== undefined) options.gpus = gpus
      return gpus !== undefined
    }
    case '-u':
    case '--user':
      return value === CALLER_WORD
    case '--network':
    case '--net':
      return value === 'none'
    default:
      return false
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
