import { type Finding, wrongKey } from '../containers/finding.ts'
import type { Value } from '../medperf/value.ts'
import type { Role } from '../report/report.ts'
import type { Component, RegisteredComponent } from './benchmark.ts'
import { checkUse } from './component-use.ts'
import { readConfigFile } from './config-file.ts'
import type { Context } from './context.ts'
import { readParameters } from './parameters.ts'
import { findNamed } from './paths.ts'
import { problemAt } from './problems.ts'
import { hasFile, readSmall } from './repository.ts'
import type { ComponentFile } from './schema.ts'
import { readSource } from './sources.ts'
import { checkName, LONGEST_NAME } from './texts.ts'

const SUFFIX: Readonly<Record<Role, string>> = {
  data_preparator: 'prep',
  reference_model: 'model',
  evaluator: 'metrics',
}

const PARAMETERS = { what: 'Parameters file', kinds: ['file'] } as const
const ADDITIONAL_FILES = { what: 'Additional files', kinds: ['directory', 'file'] } as const
const IMAGE_FILE = { what: 'Image file', kinds: ['file'] } as const
const BUILD = { what: 'Build context', kinds: ['directory'] } as const

/** Reads one of the three containers and the files it names; undefined where something is wrong. */
export function readComponent(
  role: Role,
  section: ComponentFile,
  benchmark: string | undefined,
  context: Context,
): Component | RegisteredComponent | undefined {
  const { uid, ...others } = section
  if (uid !== undefined) return readRegistered(role, uid, Object.keys(others), context.findings)
  const name = readName(role, section.name, benchmark, context.findings)
  const config =
    section.config === undefined
      ? undefined
      : readConfigFile(role, section.config, section.image_file !== undefined, context)
  if (section.config === undefined) {
    context.findings.push(
      wrongKey([role], `\`${role}\` needs \`config\`, the path of its container_config.yaml`),
    )
  }
  const parameters = readParametersFile(role, section.parameters, context)
  const additionalFiles =
    section.additional_files &&
    readSource(section.additional_files, [role, 'additional_files'], ADDITIONAL_FILES, context)
  const imageFile =
    section.image_file && readSource(section.image_file, [role, 'image_file'], IMAGE_FILE, context)
  const build = readBuild(role, section.build, context)
  if (config !== undefined) checkUse(role, section, config, context)
  if (name === undefined || section.config === undefined || config?.read.spec === undefined) return undefined
  return {
    ...{ role, name, config: section.config, spec: config.read.spec },
    ...(parameters === undefined ? {} : { parameters }),
    ...(additionalFiles === undefined ? {} : { additionalFiles }),
    ...(imageFile === undefined ? {} : { imageFile }),
    ...(build === undefined ? {} : { build }),
  }
}

function readRegistered(
  role: Role,
  uid: number,
  others: readonly string[],
  findings: Finding[],
): RegisteredComponent {
  for (const key of others) {
    const why = `\`${role}\` has both \`uid\` and \`${key}\``
    findings.push(
      wrongKey([role, key], why, 'Of a container that is registered already, only `uid` is given.'),
    )
  }
  return { role, uid }
}

function readName(
  role: Role,
  written: string | undefined,
  benchmark: string | undefined,
  findings: Finding[],
): string | undefined {
  if (written !== undefined) {
    checkName(written, [role, 'name'], findings)
    return written
  }
  if (benchmark === undefined) return undefined
  const name = `${benchmark}-${SUFFIX[role]}`
  const length = [...name].length
  if (length > LONGEST_NAME && [...benchmark].length <= LONGEST_NAME) {
    const why = `the name of \`${role}\`, by default ${name}, is ${length} characters long, and the server takes ${LONGEST_NAME}`
    findings.push(wrongKey([role], why, 'Give it a shorter `name`.'))
  }
  return name
}

function readParametersFile(role: Role, written: string | undefined, context: Context): Value | undefined {
  const found =
    written === undefined ? undefined : findNamed(written, [role, 'parameters'], PARAMETERS, context)
  if (found === undefined) return undefined
  const bytes = readSmall(found.path)
  if (!('wrong' in bytes)) return readParameters(bytes, found.shown, context.problems)
  context.problems.push(problemAt(found.shown, 'error', `Parameters file ${written} ${bytes.wrong}`))
  return undefined
}

function readBuild(role: Role, written: string | undefined, context: Context): string | undefined {
  const found = written === undefined ? undefined : findNamed(written, [role, 'build'], BUILD, context)
  if (found === undefined) return undefined
  if (hasFile(found.path, 'Dockerfile')) return found.path
  context.findings.push(
    wrongKey([role, 'build'], `the build context ${written} has no Dockerfile`, 'Add one at its top.'),
  )
  return undefined
}
