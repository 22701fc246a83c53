import { posix } from 'node:path'
import { checkDockerfileName, checkTarget, readBuildArgs } from '../../containers/build/args.ts'
import { type Finding, warnValue, wrongKey, wrongValue } from '../../containers/finding.ts'
import { joinFindings, type Read, readNothing } from '../../containers/read.ts'
import type { ContainerSpec } from '../../containers/spec.ts'
import type { Build } from '../../facts/build.ts'
import { known } from '../../facts/known.ts'
import type { Problem } from '../../facts/problem.ts'
import type { Role } from '../../facts/role.ts'
import type { YamlPath } from '../../yaml/yaml.ts'
import { checkContextFiles } from '../checkout/context.ts'
import type { RuleContext } from '../context.ts'
import { findNamed } from '../paths.ts'
import { toProblem } from '../problems.ts'
import { locatePath } from '../repository.ts'
import type { ComponentFile } from '../schema.ts'
import { DEFAULT_DOCKERFILE, judgeContext } from './build-context.ts'
import type { ConfigFile } from './config-file.ts'

const CONTEXT = { what: 'Build context', kinds: ['directory'] } as const
const EITHER = { what: 'Build context', kinds: ['directory', 'file'] } as const

/**
 * Reads `build` of benchmark.yaml: a folder with a Dockerfile at its top, a Dockerfile, whose folder is the context, or a mapping
 * that names all of it.
 */
export function readBuild(
  role: Role,
  written: NonNullable<ComponentFile['build']>,
  context: RuleContext,
): Read<Build> {
  const path: YamlPath = [role, 'build']
  if (typeof written !== 'string') return readMapping(written, path, context)
  const found = findNamed(written, path, EITHER, context)
  if (found.value === undefined) return { findings: found.findings }
  if (found.value.kind === 'directory')
    return readFolder({ written, path, dockerfile: DEFAULT_DOCKERFILE }, context)
  const folder = { written: posix.dirname(written), path, dockerfile: posix.basename(written) }
  return readFolder(folder, context)
}

function readMapping(
  written: Exclude<NonNullable<ComponentFile['build']>, string>,
  path: YamlPath,
  context: RuleContext,
): Read<Build> {
  const { context: folder, dockerfile = DEFAULT_DOCKERFILE, target } = written
  const args = readBuildArgs(Object.entries(written.args ?? {}), [...path, 'args'])
  const odd = checkDockerfileName(dockerfile, [...path, 'dockerfile'])
  if (odd.length > 0) return { findings: odd }
  const wrong = [...(target === undefined ? [] : checkTarget(target, [...path, 'target'])), ...args.findings]
  const where = { written: folder, path: [...path, 'context'], dockerfile: posix.normalize(dockerfile) }
  const build = readFolder(where, context)
  const findings = [...wrong, ...build.findings]
  if (build.value === undefined || wrong.length > 0) return { findings }
  return { value: known({ ...build.value, target, args: args.value }), findings }
}

interface Folder {
  /** As the user wrote it. */
  readonly written: string
  readonly path: YamlPath
  readonly dockerfile: string
}

function readFolder({ written, path, dockerfile }: Folder, context: RuleContext): Read<Build> {
  const found = findNamed(written, path, CONTEXT, context)
  if (found.value === undefined) return { findings: found.findings }
  const { path: folder } = found.value
  const fault = judgeContext(context.repository, { context: folder, shown: written, dockerfile })
  if (fault !== undefined) return readNothing(wrongKey(path, fault.why, fault.hint, CODES[fault.kind]))
  const own = { root: context.repository, folder, shown: written, dockerfile }
  return { value: { context: folder, dockerfile, args: [] }, findings: checkContextFiles(own, path) }
}

const CODES = {
  'no Dockerfile': 'build-without-dockerfile',
  outside: 'build-file-outside',
  unreadable: 'build-context-unreadable',
} as const

const BUILD_CONTEXT = ['docker', 'build_context']
const BUILD_FILE = ['docker', 'build_file']

/** What an MLCube's `build_strategy` asks to build, where its Dockerfile lies in the context (docs/medperf.md 16.5). */
export function findBuild(config: ConfigFile, { repository }: RuleContext): Read<Build, Problem> {
  const build = config.read.spec?.mlcube?.build
  if (build === undefined) return readNothing()
  const { isAsked, ...wanted } = build
  const found = locatePath(repository, posix.dirname(config.file), wanted.context)
  if (found.kind === 'directory') return judgeFound(config, build, found.path, repository)
  if (found.kind === 'missing' || !isAsked) return readNothing()
  const finding = wrongValue(
    BUILD_CONTEXT,
    `the build context ${wanted.context} is not a folder of the repository`,
    'Name a folder of this repository, relative to mlcube.yaml.',
  )
  return readNothing(toProblem(config, finding))
}

function judgeFound(
  config: ConfigFile,
  { isAsked, ...wanted }: NonNullable<NonNullable<ContainerSpec['mlcube']>['build']>,
  folder: string,
  repository: string,
): Read<Build, Problem> {
  const { context: shown, dockerfile } = wanted
  const only = (finding: Finding) => readNothing(toProblem(config, finding))
  const fault = judgeContext(repository, { context: folder, shown, dockerfile })
  // Without its Dockerfile `mlcube` pulls, whatever the strategy.
  if (fault?.kind === 'no Dockerfile')
    return isAsked && dockerfile !== DEFAULT_DOCKERFILE ? only(notThere(dockerfile, shown)) : readNothing()
  if (!isAsked) return only(pulled(shown))
  if (fault !== undefined) return only(wrongValue(BUILD_CONTEXT, fault.why, fault.hint, CODES[fault.kind]))
  const findings = checkContextFiles({ root: repository, folder, shown, dockerfile }, BUILD_CONTEXT)
  const value = { ...wanted, context: folder }
  return { value, findings: joinFindings({ findings: findings.map((one) => toProblem(config, one)) }) }
}

const notThere = (dockerfile: string, shown: string): Finding =>
  warnValue(
    BUILD_FILE,
    `there is no ${dockerfile} in ${shown}, so the image is pulled, as at a data owner`,
    '`build_file` is relative to `build_context`.',
    'build-without-dockerfile',
  )

const pulled = (context: string): Finding =>
  warnValue(
    BUILD_CONTEXT,
    `the image is pulled, so what is in ${context} is not what is tested`,
    'Write `build_strategy: auto` to build it here, or name the folder as `build` in benchmark.yaml.',
  )
