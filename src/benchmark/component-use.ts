import { ROLE_WORDS } from '../containers/container-roles.ts'
import { warnKey, wrongKey, wrongValue } from '../containers/finding.ts'
import { cannotRun } from '../containers/supported.ts'
import type { Role } from '../report/report.ts'
import type { ConfigFile } from './config-file.ts'
import type { Context } from './context.ts'
import { toProblem } from './problems.ts'
import type { ComponentFile } from './schema.ts'

/** Checks what benchmark.yaml gives a container against what the container's configuration declares (contract 9.4). */
export function checkUse(
  role: Role,
  section: ComponentFile,
  config: ConfigFile,
  { findings, problems, runtime }: Context,
): void {
  const { declared, spec } = config.read
  if (section.parameters === undefined) {
    for (const { task, path } of declared.filter(({ name }) => name === 'parameters_file')) {
      const why = `the task ${task} declares \`parameters_file\`, but benchmark.yaml names no parameters of the ${ROLE_WORDS[role]}`
      const hint = `Add \`parameters: …\` to \`${role}\` (an empty file will do), or remove the volume.`
      problems.push(toProblem(config, wrongKey(path, why, hint)))
    }
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
  const type = spec?.type
  if (type === undefined) return
  const refusal = cannotRun(type, runtime)
  if (refusal !== undefined)
    problems.push(toProblem(config, wrongValue(['container_type'], refusal.message, refusal.hint)))
  if (section.image_file !== undefined && type === 'DockerImage') {
    const why = `\`image_file\` is for a configuration whose image is a file, but ${section.config} has the type ${type}`
    findings.push(
      wrongKey([role, 'image_file'], why, 'Remove it, or change `container_type` to `DockerArchive`.'),
    )
  }
  if (section.build !== undefined && type !== 'DockerImage') {
    const why = `\`build\` makes a Docker image, but ${section.config} has the type ${type}`
    findings.push(wrongKey([role, 'build'], why, 'Remove it, or change `container_type` to `DockerImage`.'))
  }
}
