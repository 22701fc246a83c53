import type { ConfigRead } from '../../containers/config-read.ts'
import { type Finding, warnKey, wrongKey, wrongValue } from '../../containers/finding.ts'
import type { ContainerSpec } from '../../containers/spec.ts'
import { cannotRun } from '../../containers/support.ts'
import type { Problem } from '../../facts/problem.ts'
import { nameRole, type Role } from '../../facts/role.ts'
import type { Component } from '../benchmark.ts'
import type { Fault, RuleContext } from '../context.ts'
import { toProblem } from '../problems.ts'
import type { ComponentFile } from '../schema.ts'
import type { ConfigFile } from './config-file.ts'
import { checkDefaults, type UnreadFiles } from './mlcube-workspace.ts'

/** The files of a component that were found, wherever they are named. */
export type ComponentFiles = Pick<
  Component,
  'parameters' | 'parametersFile' | 'additionalFiles' | 'imageFile' | 'build'
>

/**
 * Checks what benchmark.yaml gives a container against what the container's configuration declares (docs/medperf.md 13.2).
 */
export function checkUse(
  role: Role,
  section: ComponentFile,
  config: ConfigFile,
  files: ComponentFiles & UnreadFiles,
  { runtime }: RuleContext,
): readonly Fault[] {
  return [
    ...(config.read.spec?.mlcube === undefined
      ? checkVolumesUsed(role, section, config)
      : checkDefaults(config, files)),
    ...checkRuntime(config, runtime),
    ...checkImageUsed(role, section, config),
  ]
}

const VOLUMES = [
  ['parameters', 'parameters_file'],
  ['additional_files', 'additional_files'],
] as const

function checkVolumesUsed(role: Role, section: ComponentFile, config: ConfigFile): readonly Fault[] {
  const { declared, spec } = config.read
  const missing =
    section.parameters === undefined ? missingParameters(role, config.read, 'benchmark.yaml') : []
  const unused = VOLUMES.filter(
    ([key, volume]) =>
      section[key] !== undefined && !declared.some(({ name }) => name === volume) && spec !== undefined,
  )
  return [
    ...missing.map((finding) => toProblem(config, finding)),
    ...unused.map(([key, volume]) => {
      const why = `no task of the ${nameRole(role)} declares \`${volume}\`, so its \`${key}\` are not used`
      const hint = `Declare \`${volume}\` among the input volumes of a task in ${section.config}.`
      return warnKey([role, key], why, hint)
    }),
  ]
}

/** Tasks that declare a parameters file where `who` names none (docs/medperf.md 13.3). */
export function missingParameters(role: Role, { declared }: ConfigRead, who: string): readonly Finding[] {
  return declared
    .filter(({ name }) => name === 'parameters_file')
    .map(({ task, path }) => {
      const why = `the task ${task} declares \`parameters_file\`, but ${who} names no parameters of the ${nameRole(role)}`
      const hint = `Add \`parameters: …\` to \`${role}\` (an empty file will do), or remove the volume.`
      return wrongKey(path, why, hint)
    })
}

function checkRuntime(config: ConfigFile, runtime: RuleContext['runtime']): readonly Problem[] {
  const { spec } = config.read
  const refusal = spec && cannotRun(spec.type, runtime)
  if (spec === undefined || refusal === undefined) return []
  const path = spec.mlcube === undefined ? ['container_type'] : ['singularity']
  return [toProblem(config, wrongValue(path, refusal.message, refusal.hint))]
}

function checkImageUsed(role: Role, section: ComponentFile, config: ConfigFile): readonly Finding[] {
  const { spec } = config.read
  if (spec === undefined) return []
  return [...checkImageFile(role, section, spec), ...checkBuild(role, section, spec)]
}

function checkImageFile(
  role: Role,
  section: ComponentFile,
  { type, mlcube }: ContainerSpec,
): readonly Finding[] {
  if (section.image_file !== undefined && type === 'DockerImage') {
    const why = `\`image_file\` is for a configuration whose image is a file, but ${section.config} has the type ${type}`
    const hint =
      mlcube === undefined ? 'Remove it, or change `container_type` to `DockerArchive`.' : 'Remove it.'
    return [wrongKey([role, 'image_file'], why, hint)]
  }
  if (section.image_file !== undefined || mlcube === undefined || type !== 'SingularityFile') return []
  const why = `the image of the MLCube ${section.config} is a Singularity file, and benchmark.yaml names none`
  const hint =
    'Add `image_file`, the address that is registered as `image_tarball_url`, or a section `docker`.'
  return [wrongKey([role], why, hint)]
}

function checkBuild(
  role: Role,
  { build, config }: ComponentFile,
  { type }: ContainerSpec,
): readonly Finding[] {
  if (build === undefined || type === 'DockerImage') return []
  const why = `\`build\` makes a Docker image, but ${config} has the type ${type}`
  return [wrongKey([role, 'build'], why, 'Remove it, or change `container_type` to `DockerImage`.')]
}
