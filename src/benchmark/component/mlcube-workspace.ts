import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { type Finding, warnValue, wrongValue } from '../../containers/finding.ts'
import { hintGiven, isBrought } from '../../containers/mlcube/names.ts'
import { type Read, readNothing, readValue } from '../../containers/read.ts'
import type { ContainerSpec, Parameter } from '../../containers/spec.ts'
import type { Problem } from '../../facts/problem.ts'
import type { Role } from '../../facts/role.ts'
import { TASKS } from '../../facts/task.ts'
import { UNREADABLE_HINT } from '../../files/errors/unreadable.ts'
import { isPointerFile, LFS_CODE, LFS_HINT } from '../../files/lfs/pointer.ts'
import type { YamlPath } from '../../yaml/yaml.ts'
import type { Component, NamedSource } from '../benchmark.ts'
import type { RuleContext } from '../context.ts'
import { checkReadable } from '../paths.ts'
import { toProblem } from '../problems.ts'
import { findBadEntries, type Located, locatePath } from '../repository.ts'
import { explainEntries } from '../sources.ts'
import type { ConfigFile } from './config-file.ts'

type Found = Extract<Located, { path: string }>

const PARAMETERS = 'parameters.yaml'
const ADDITIONAL_FILES = 'additional_files'

/** Where the files of an MLCube lie beside its mlcube.yaml, used where benchmark.yaml names none (docs/medperf.md 16.1). */
export function findInWorkspace(
  role: Role,
  name: 'parameters.yaml' | 'additional_files',
  config: ConfigFile,
  context: RuleContext,
): Read<Found> {
  const shown = posix.join(posix.dirname(config.file), 'workspace', name)
  const found = locatePath(context.repository, '', shown)
  if (found.kind === 'missing') return readNothing()
  if (found.kind === 'file' && name === PARAMETERS && isPointerFile(found.path)) {
    const why = `${shown} is a Git LFS pointer, not the file itself`
    return readNothing(wrongValue([role, 'config'], why, LFS_HINT, LFS_CODE))
  }
  if (found.kind === (name === PARAMETERS ? 'file' : 'directory')) return readValue(found as Found)
  if (found.kind === 'unreadable') {
    const why = `${shown} cannot be read by the user of the runner`
    return readNothing(wrongValue([role, 'config'], why, UNREADABLE_HINT))
  }
  const why =
    found.kind === 'outside' || found.kind === 'git'
      ? `${shown} leads ${found.kind === 'git' ? 'into .git' : 'out of the repository'}`
      : `${shown} is not a ${name === PARAMETERS ? 'file' : 'folder'}`
  return readNothing(wrongValue([role, 'config'], why, 'MedPerf fills it with what benchmark.yaml names.'))
}

/** The folder `workspace/additional_files` as a source; links that lead out of the repository are findings. */
export function readWorkspaceFiles(role: Role, config: ConfigFile, context: RuleContext): Read<NamedSource> {
  const found = findInWorkspace(role, ADDITIONAL_FILES, config, context)
  if (found.value === undefined) return { findings: found.findings }
  const { path, shown } = found.value
  const unreadable = checkReadable(path, shown, [role, 'config'])
  if (unreadable.length > 0) return { findings: unreadable }
  const faults = explainEntries(findBadEntries(context.repository, path), shown)
  const findings = faults.map(({ message, hint, code }) => wrongValue([role, 'config'], message, hint, code))
  const places = { source: context.positionOf([role, 'config'], 'value') }
  return { value: { kind: 'path', path, shown, type: 'directory', places }, findings }
}

/**
 * Checks what the tasks of an MLCube take from `workspace/`: at a data owner MedPerf puts there parameters.yaml and the
 * folder additional_files, and nothing else (docs/medperf.md 16.1).
 */
export function checkDefaults(
  config: ConfigFile,
  {
    parametersFile,
    additionalFiles,
    hasUnread = false,
  }: Pick<Component, 'parametersFile' | 'additionalFiles'> & UnreadFiles,
): readonly Problem[] {
  const { spec } = config.read
  if (spec === undefined) return []
  const missing = missingDefaults(spec, {
    hasParameters: parametersFile !== undefined,
    additionalFiles,
    hasUnread,
  })
  return missing.map((finding) => toProblem(config, finding))
}

/** Whether a file is there that something else is wrong with: that one seems to lack would only follow from it. */
export interface UnreadFiles {
  readonly hasUnread?: boolean
}

/** What an MLCube has of its own in `workspace/`. */
interface WorkspaceFiles extends UnreadFiles {
  readonly hasParameters: boolean
  readonly additionalFiles: NamedSource | undefined
}

/** The inputs of an MLCube for which nothing lies in `workspace/`. */
export function missingDefaults({ tasks }: ContainerSpec, files: WorkspaceFiles): readonly Finding[] {
  return TASKS.flatMap((task) => {
    const inputs = tasks[task]?.mlcube?.inputs ?? []
    const declared = inputs.map(({ name }) => name)
    return inputs.flatMap((input) => {
      const state = input.given ? 'there' : stateOf(input, files)
      if (state === 'there') return []
      const path = ['tasks', task, 'parameters', 'inputs', input.name]
      const meant = state === 'not brought' ? hintGiven(task, 'inputs', input.name, declared) : undefined
      return [absent(input, state, { path, meant })]
    })
  })
}

type State = 'there' | 'not there' | 'not brought'

function stateOf(
  { default: path }: Parameter,
  { hasParameters, additionalFiles, hasUnread = false }: WorkspaceFiles,
): State {
  if (!isBrought(path)) return 'not brought'
  if (hasUnread) return 'there'
  if (path === PARAMETERS) return hasParameters ? 'there' : 'not there'
  if (path === '' || path === ADDITIONAL_FILES) return 'there'
  if (additionalFiles === undefined) return 'not there'
  // What is in an archive shows when it is unpacked.
  if (additionalFiles.kind !== 'path' || additionalFiles.type === 'file') return 'there'
  return existsSync(join(additionalFiles.path, path.slice(ADDITIONAL_FILES.length + 1)))
    ? 'there'
    : 'not there'
}

function absent(
  { name, type, default: path }: Parameter,
  state: State,
  { path: where, meant }: { readonly path: YamlPath; readonly meant: string | undefined },
): Finding {
  const why =
    state === 'not brought'
      ? `MedPerf brings only ${PARAMETERS} and ${ADDITIONAL_FILES}/ into workspace/, so a data owner has no ${path} for \`${name}\``
      : `there is no ${path} in workspace/ for \`${name}\``
  const own = `Put it into ${ADDITIONAL_FILES}/, or name \`parameters\` or \`additional_files\` in benchmark.yaml.`
  const hint = meant === undefined ? own : `${meant} Or, where it is a file of your own: p${own.slice(1)}`
  // Of an input whose type it cannot tell, `mlcube` makes an error; anything else it mounts empty.
  const make = type === 'unknown' ? wrongValue : warnValue
  return make(where, why, hint, 'input-not-passed')
}
