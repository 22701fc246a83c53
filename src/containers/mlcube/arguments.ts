import { pythonText } from '../../yaml/python-text.ts'
import { isMapping, isRawNumber, type Mapping, type Value } from '../../yaml/value.ts'
import type { YamlPath } from '../../yaml/yaml.ts'
import { isVariableName } from '../arguments/argument.ts'
import { type Finding, warnKey, wrongKey, wrongValue } from '../finding.ts'
import { getKey } from '../mapping.ts'
import { joinFindings, readValue, type WholeRead } from '../read.ts'
import type { EngineOptions } from '../spec.ts'
import { readDockerOptions } from './docker-options.ts'
import { mergeOptions, NO_OPTIONS, type OptionsRead } from './options.ts'
import { type ArgumentsAt, refuseWords, type Why } from './refusal.ts'
import { readSingularityOptions } from './singularity.ts'

type Reader = (text: string) => OptionsRead

const KNOWN_TO_DOCKER = '--shm-size, --memory, --cpus, --gpus and -e NAME=VALUE'
const KNOWN_TO_SINGULARITY =
  '--nv, --writable-tmpfs, --env NAME=VALUE, --memory and --cpus; -e, -c, -C, --net and --network=none hold anyway'

/** Keys that are options by themselves; MedPerf's `--network=none` goes over the one of the file (docs/medperf.md 16.2). */
const DOCKER_KEYS = ['--memory', '--gpus', '--security-opt', '--cpuset-cpus'] as const
const SINGULARITY_KEYS = ['--security', '--nv', '--vm-ram', '--vm-cpu'] as const

/** What `docker` of an MLCube asks for, without GPUs and for users who ask for some (docs/medperf.md 16.4). */
export function readDockerArguments(
  docker: Mapping,
): WholeRead<{ readonly options: EngineOptions; readonly gpuOptions: EngineOptions }> {
  const at = { section: 'docker', known: KNOWN_TO_DOCKER, example: '--shm-size=1g' }
  const cpu = readText(docker, 'cpu_args', at, readDockerOptions)
  const gpu = readText(docker, 'gpu_args', at, readDockerOptions)
  const env = readEnvironment(docker, at)
  const keys = readKeys(docker, DOCKER_KEYS, at, readDockerOptions)
  const both = (one: WholeRead<EngineOptions>) => mergeOptions(mergeOptions(one.value, env.value), keys.value)
  return {
    value: { options: both(cpu), gpuOptions: both(gpu) },
    findings: joinFindings(cpu, gpu, env, keys),
  }
}

/** What `singularity` of an MLCube asks for: that alone counts on its platform (docs/medperf.md 16.2). */
export function readSingularityArguments(section: Value | undefined): WholeRead<EngineOptions> {
  if (section === undefined || !isMapping(section)) return readValue(NO_OPTIONS)
  const at = { section: 'singularity', known: KNOWN_TO_SINGULARITY, example: '--nv' }
  const args = readText(section, 'run_args', at, readSingularityOptions)
  const keys = readKeys(section, SINGULARITY_KEYS, at, readSingularityOptions)
  return { value: mergeOptions(args.value, keys.value), findings: joinFindings(args, keys) }
}

interface At {
  readonly section: string
  readonly known: string
  /** Arguments as people write them. */
  readonly example: string
}

function readText(section: Mapping, key: string, at: At, read: Reader): WholeRead<EngineOptions> {
  const written = getKey(section, key) ?? ''
  const path = [at.section, key]
  if (typeof written === 'string') return judgeOptions(read(written), { key, path, known: at.known })
  const hint = `For example \`${key}: "${at.example}"\`; leave the key out if there is nothing to say.`
  return {
    value: NO_OPTIONS,
    findings: [wrongKey(path, `\`${key}\` should be text`, hint, 'engine-arguments-not-text')],
  }
}

function readKeys(
  section: Mapping,
  names: readonly string[],
  at: At,
  read: Reader,
): WholeRead<EngineOptions> {
  const reads = names.flatMap((key) => {
    const value = getKey(section, key) ?? null
    if (value === null) return []
    const where = { key, path: [at.section, key], known: at.known }
    if (!isScalar(value)) return [refused(`${key}=${JSON.stringify(value)}`, 'value', where)]
    return [judgeOptions(read(`${key}=${pythonText(value)}`), where)]
  })
  return joinOptions(reads)
}

const joinOptions = (reads: readonly WholeRead<EngineOptions>[]): WholeRead<EngineOptions> => ({
  value: reads.reduce((all, { value }) => mergeOptions(all, value), NO_OPTIONS),
  findings: joinFindings(...reads),
})

/** `env_args`: a mapping of variables, or arguments as text. */
function readEnvironment(docker: Mapping, at: At): WholeRead<EngineOptions> {
  const written = getKey(docker, 'env_args') ?? ''
  if (!isMapping(written))
    return readText(docker, 'env_args', { ...at, example: '-e NAME=value' }, readDockerOptions)
  const reads = Object.entries(written).map(([name, value]) =>
    readVariable(name, value, { key: 'env_args', path: [at.section, 'env_args', name], known: at.known }),
  )
  return joinOptions(reads)
}

function readVariable(name: string, value: Value, at: ArgumentsAt): WholeRead<EngineOptions> {
  if (!isScalar(value)) {
    const why = `the variable ${name} of \`env_args\` should be text`
    return wrongVariable(wrongValue(at.path, why, 'Write one text or number there.', NO_VARIABLE))
  }
  if (!isVariableName(name)) {
    const why = `"${name}" in \`env_args\` cannot be the name of an environment variable`
    const hint = 'Use letters, digits and `_`, and no digit at the beginning.'
    return wrongVariable(wrongKey(at.path, why, hint, NO_VARIABLE))
  }
  const text = `${name}=${pythonText(value)}`
  const read = readDockerOptions(`-e ${text}`)
  const isOne = read.refused.length === 0 && read.options.environment.length === 1
  if (isOne && read.ignored.length === 0) return readValue(read.options)
  return refused(text, read.refused.find((one) => one.why !== 'stray')?.why ?? 'shell', at)
}

const NO_VARIABLE = 'engine-argument-variable'

const wrongVariable = (finding: Finding): WholeRead<EngineOptions> => ({
  value: NO_OPTIONS,
  findings: [finding],
})

const refused = (words: string, why: Why, at: ArgumentsAt): WholeRead<EngineOptions> => ({
  value: NO_OPTIONS,
  findings: [refuseWords({ words, why }, at)],
})

const isScalar = (value: Value): value is Exclude<Value, readonly Value[] | Mapping> =>
  isRawNumber(value) || !(Array.isArray(value) || isMapping(value))

/** The options that were read, with a finding for each word that is not taken over. */
function judgeOptions({ options, refused, ignored }: OptionsRead, at: ArgumentsAt): WholeRead<EngineOptions> {
  return {
    value: options,
    findings: [
      ...refused.map((one) => refuseWords(one, at)),
      ...ignored.map((words): Finding => notApplied(words, at.key, at.path)),
    ],
  }
}

const notApplied = (words: string, key: string, path: YamlPath) =>
  warnKey(
    path,
    `\`${words}\` in \`${key}\` is not applied here`,
    'MedPerf applies it.',
    'engine-argument-not-applied',
  )
