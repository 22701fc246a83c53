import type { ConfigRead } from '../../containers/config-read.ts'
import { ROLE_WORDS } from '../../containers/container-roles.ts'
import { type Finding, warnKey, wrongKey, wrongValue } from '../../containers/finding.ts'
import { cannotRun } from '../../containers/supported.ts'
import type { Role } from '../../facts/role.ts'
import type { Component } from '../benchmark.ts'
import type { Context } from '../context.ts'
import { toProblem } from '../problems.ts'
import type { ComponentFile } from '../schema.ts'
import type { ConfigFile } from './config-file.ts'
import { checkDefaults } from './mlcube-workspace.ts'

/** The files of a component that were found, wherever they are named. */
export type ComponentFiles = Pick<
  Component,
  'parameters' | 'parametersFile' | 'additionalFiles' | 'imageFile' | 'build'
>

/**
 * Checks what benchmark.yaml gives a container against what the container's configuration declares
 * (docs/medperf.md 13.2).
 */
export function checkUse(
  role: Role,
  section: ComponentFile,
  config: ConfigFile,
  files: ComponentFiles,
  context: Context,
): void {
  if (config.read.spec?.mlcube === undefined) checkVolumesUsed(role, section, config, context)
  else checkDefaults(config, files, context)
  checkImageUsed(role, section, config, context)
}

function checkVolumesUsed(
  role: Role,
  section: ComponentFile,
  config: ConfigFile,
  { findings, problems }: Context,
): void {
  const { declared, spec } = config.read
  if (section.parameters === undefined) {
    const missing = missingParameters(role, config.read, 'benchmark.yaml')
    problems.push(...missing.map((finding) => toProblem(config, finding)))
  }
  for (const [key, volume] of [
    ['parameters', 'parameters_file'],
    ['additional_files', 'additional_files'],
  ] as const) {
    if (section[key] === undefined || declared.some(({ name }) => name === volume) || spec === undefined)
      continue
    const why = `no task of the ${ROLE_WORDS[role]} declares \`${volume}\`, so its \`${key}\` are not used`
    findings.push(
      warnKey(
        [role, key],
        why,
        `Declare \`${volume}\` among the input volumes of a task in ${section.config}.`,
      ),
    )
  }
}

/** Tasks that declare a parameters file where `who` names none (docs/medperf.md 13.3). */
export function missingParameters(role: Role, { declared }: ConfigRead, who: string): readonly Finding[] {
  return declared
    .filter(({ name }) => name === 'parameters_file')
    .map(({ task, path }) => {
      const why = `the task ${task} declares \`parameters_file\`, but ${who} names no parameters of the ${ROLE_WORDS[role]}`
      const hint = `Add \`parameters: …\` to \`${role}\` (an empty file will do), or remove the volume.`
      return wrongKey(path, why, hint)
    })
}

function checkImageUsed(
  role: Role,
  section: ComponentFile,
  config: ConfigFile,
  { findings, problems, runtime }: Context,
): void {
  const { spec } = config.read
  if (spec === undefined) return
  const { type, mlcube } = spec
  const refusal = cannotRun(type, runtime)
  if (refusal !== undefined) {
    const path = mlcube === undefined ? ['container_type'] : ['singularity']
    problems.push(toProblem(config, wrongValue(path, refusal.message, refusal.hint)))
  }
  if (section.image_file !== undefined && type === 'DockerImage') {
    const why = `\`image_file\` is for a configuration whose image is a file, but ${section.config} has the type ${type}`
    const hint =
      mlcube === undefined ? 'Remove it, or change `container_type` to `DockerArchive`.' : 'Remove it.'
    findings.push(wrongKey([role, 'image_file'], why, hint))
  }
  if (section.image_file === undefined && mlcube !== undefined && type === 'SingularityFile') {
    const why = `the image of the MLCube ${section.config} is a Singularity file, and benchmark.yaml names none`
    const hint =
      'Add `image_file`, the address that is registered as `image_tarball_url`, or a section `docker`.'
    findings.push(wrongKey([role], why, hint))
  }
  if (section.build !== undefined && type !== 'DockerImage') {
    const why = `\`build\` makes a Docker image, but ${section.config} has the type ${type}`
    findings.push(wrongKey([role, 'build'], why, 'Remove it, or change `container_type` to `DockerImage`.'))
  }
}
