import type { Build } from '../../facts/build.ts'
import { known } from '../../facts/known.ts'
import { pythonText } from '../../yaml/python-text.ts'
import { isMapping, isRawNumber, type Mapping, type Value } from '../../yaml/value.ts'
import { shellWords } from '../arguments/shell-words.ts'
import { checkDockerfileName, checkTarget, readBuildArgs } from '../build/args.ts'
import { type Finding, warnKey, wrongKey, wrongValue } from '../finding.ts'
import { getKey } from '../mapping.ts'
import { joinFindings, type Read, readNothing, type WholeRead } from '../read.ts'

/** What an MLCube's image is made from, relative to its mlcube.yaml, and whether its strategy is to build. */
export interface CubeBuild extends Build {
  readonly isAsked: boolean
}

const STRATEGIES = ['pull', 'auto', 'always']

/**
 * A data owner only has the mlcube.yaml and always pulls; here, beside its Dockerfile, the strategy is followed (docs/medperf.md
 * 16.5). Undefined where there is nothing to build.
 */
export function readCubeBuild(docker: Mapping): Read<CubeBuild> {
  const strategy = getKey(docker, 'build_strategy') ?? 'pull'
  if (!STRATEGIES.some((one) => one === strategy)) {
    const why = '`build_strategy` should be pull, auto or always'
    return readNothing(wrongValue(['docker', 'build_strategy'], why, 'Leave it out for `pull`.'))
  }
  const isAsked = strategy !== 'pull'
  const isNamed = ['build_context', 'build_file'].some((key) => getKey(docker, key) !== undefined)
  if (!isAsked && !isNamed) return readNothing()
  const context = readPath(docker, 'build_context', '.')
  const file = readPath(docker, 'build_file', 'Dockerfile')
  const args = isAsked ? readArguments(getKey(docker, 'build_args') ?? {}) : NO_ARGUMENTS
  const findings = joinFindings(context, file, args)
  if (context.value === undefined || file.value === undefined) return { findings }
  const value = known({ context: context.value, dockerfile: file.value, ...args.value, isAsked })
  return { value, findings }
}

function readPath(docker: Mapping, key: 'build_context' | 'build_file', usual: string): Read<string> {
  const value = getKey(docker, key) ?? usual
  const path = ['docker', key]
  if (typeof value !== 'string')
    return readNothing(wrongValue(path, `\`${key}\` should be a path`, PATH_HINTS[key]))
  const findings = key === 'build_file' ? checkDockerfileName(value, path) : []
  return findings.length > 0 ? { findings } : { value, findings }
}

const PATH_HINTS = {
  build_context:
    'Name a folder of this repository, relative to mlcube.yaml, as in `build_context: ../project`.',
  build_file: 'Name a file in the build context, as in `build_file: Dockerfile.cpu`.',
} as const

type Arguments = Pick<Build, 'target' | 'args'>

const NO_ARGUMENTS: WholeRead<Arguments> = { value: { args: [] }, findings: [] }
const PATH = ['docker', 'build_args']

/** `build_args`: a mapping of values for ARGs, or arguments of `docker build` as text. */
function readArguments(written: Value): WholeRead<Arguments> {
  if (typeof written === 'string') return readText(written)
  if (!isMapping(written)) {
    const why = '`build_args` should be a mapping, or text'
    return { ...NO_ARGUMENTS, findings: [wrongKey(PATH, why, 'For example `{VERSION: "1.2"}`.')] }
  }
  const pairs = Object.entries(written).map(([name, value]) => [name, textOf(value)] as const)
  const args = readBuildArgs(pairs, PATH)
  return { value: { args: args.value }, findings: args.findings }
}

const textOf = (value: Value): string =>
  isRawNumber(value) || !(Array.isArray(value) || isMapping(value))
    ? pythonText(value as Exclude<Value, readonly Value[] | Mapping>)
    : JSON.stringify(value)

/** Of the options of `docker build` those that say what is built. */
function readText(text: string): WholeRead<Arguments> {
  const split = shellWords(text)
  if ('wrong' in split) {
    const why = `\`build_args\` cannot be split into words: ${split.wrong}`
    return { ...NO_ARGUMENTS, findings: [wrongKey(PATH, why, 'Check its quotes.')] }
  }
  const options = readOptionWords(split.words)
  const args = readBuildArgs(
    options.flatMap(({ name, value }) => (name === 'build-arg' ? [cutPair(value)] : [])),
    PATH,
  )
  const target = options.findLast(({ name }) => name === 'target')?.value
  return {
    value: known({ args: args.value, target }),
    findings: [
      ...options.flatMap(({ name, value }) => (name === undefined ? [notApplied(value)] : [])),
      ...args.findings,
      ...(target === undefined ? [] : checkTarget(target, PATH)),
    ],
  }
}

/** An option that counts, with its value; or a word that does not. */
interface OptionWord {
  readonly name?: 'build-arg' | 'target'
  readonly value: string
}

function readOptionWords(words: readonly string[]): readonly OptionWord[] {
  const [word, next, ...rest] = words
  if (word === undefined) return []
  const [, name, glued] = /^--(build-arg|target)(?:=(.*))?$/s.exec(word) ?? []
  const option = (value: string): OptionWord => ({ name: name as 'build-arg' | 'target', value })
  if (name === undefined) return [{ value: word }, ...readOptionWords(words.slice(1))]
  if (glued !== undefined) return [option(glued), ...readOptionWords(words.slice(1))]
  return next === undefined ? [{ value: word }] : [option(next), ...readOptionWords(rest)]
}

/** Without a value `docker` would take that of a variable of whoever builds. */
function cutPair(text: string): readonly [string, string] {
  const cut = text.indexOf('=')
  return cut === -1 ? [text, ''] : [text.slice(0, cut), text.slice(cut + 1)]
}

const notApplied = (word: string): Finding =>
  warnKey(
    PATH,
    `\`${word}\` in \`build_args\` is not applied here`,
    'Known are `--build-arg NAME=VALUE` and `--target NAME`.',
    'engine-argument-not-applied',
  )
