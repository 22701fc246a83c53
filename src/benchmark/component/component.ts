import { type Finding, wrongKey } from '../../containers/finding.ts'
import type { Role } from '../../facts/role.ts'
import { parseYaml } from '../../yaml/yaml.ts'
import type { Component } from '../benchmark.ts'
import type { Context } from '../context.ts'
import { findNamed } from '../paths.ts'
import { problemAt } from '../problems.ts'
import { hasFile, readSmall } from '../repository.ts'
import type { ComponentFile } from '../schema.ts'
import { readSource } from '../sources.ts'
import { checkName, LONGEST_NAME } from '../texts.ts'
import { readAsset } from './asset.ts'
import { type ConfigFile, readConfigFile } from './config-file.ts'
import { findBuildContext, findInWorkspace, workspaceFiles } from './mlcube-workspace.ts'
import { readParameters } from './parameters.ts'
import { readRegistered } from './registered.ts'
import { type ComponentFiles, checkUse } from './use.ts'

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
): Component | undefined {
  const { uid, asset, ...others } = section
  if (uid !== undefined) {
    const keys = Object.keys(section).filter((key) => key !== 'uid')
    return readRegistered(role, uid, keys, context)
  }
  const name = readName(role, section.name, benchmark, context.findings)
  if (asset !== undefined) return readAsset(role, name, asset, Object.keys(others), context)
  const config =
    section.config === undefined
      ? undefined
      : readConfigFile(role, section.config, section.image_file !== undefined, context)
  if (section.config === undefined) {
    context.findings.push(
      wrongKey([role], `\`${role}\` needs \`config\`, the path of its container_config.yaml or mlcube.yaml`),
    )
  }
  const files = readFiles(role, section, config, context)
  if (config !== undefined) checkUse(role, section, config, files, context)
  if (name === undefined || section.config === undefined || config?.read.spec === undefined) return undefined
  return {
    ...{ role, name, config: section.config, spec: config.read.spec },
    ...files,
  }
}

/** What benchmark.yaml names beside the configuration; of an MLCube also what lies in its `workspace/`. */
function readFiles(
  role: Role,
  section: ComponentFile,
  config: ConfigFile | undefined,
  context: Context,
): ComponentFiles {
  const mlcube = config?.read.spec?.mlcube === undefined ? undefined : config
  const parameters = mlcube
    ? readMlcubeParameters(role, section.parameters, mlcube, context)
    : readParametersFile(role, section.parameters, context)
  const additionalFiles = section.additional_files
    ? readSource(section.additional_files, [role, 'additional_files'], ADDITIONAL_FILES, context)
    : mlcube && workspaceFiles(role, mlcube, context)
  const imageFile =
    section.image_file && readSource(section.image_file, [role, 'image_file'], IMAGE_FILE, context)
  const build =
    section.build === undefined && mlcube !== undefined
      ? findBuildContext(mlcube, context)
      : readBuild(role, section.build, context)
  return {
    ...parameters,
    ...(additionalFiles === undefined ? {} : { additionalFiles }),
    ...(imageFile === undefined ? {} : { imageFile }),
    ...(build === undefined ? {} : { build }),
  }
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

type Parameters = Pick<Component, 'parameters' | 'parametersFile'>

function readParametersFile(role: Role, written: string | undefined, context: Context): Parameters {
  const found =
    written === undefined ? undefined : findNamed(written, [role, 'parameters'], PARAMETERS, context)
  const bytes = found && readParameterBytes(found, context)
  if (found === undefined || bytes === undefined) return {}
  const parameters = readParameters(bytes, found.shown, context.problems)
  return parameters === undefined ? {} : { parameters, parametersFile: found.path }
}

/** An MLCube gets its parameters byte for byte, so what is in them is not judged (docs/medperf.md 16.1). */
function readMlcubeParameters(
  role: Role,
  written: string | undefined,
  config: ConfigFile,
  context: Context,
): Parameters {
  const found =
    written === undefined
      ? findInWorkspace(role, 'parameters.yaml', config, context)
      : findNamed(written, [role, 'parameters'], PARAMETERS, context)
  const bytes = found && readParameterBytes(found, context)
  if (found === undefined || bytes === undefined) return {}
  const document = parseYaml(bytes)
  return { parametersFile: found.path, ...(document.ok ? { parameters: document.value ?? {} } : {}) }
}

function readParameterBytes(
  { path, shown }: { readonly path: string; readonly shown: string },
  { problems }: Context,
): Buffer | undefined {
  const bytes = readSmall(path)
  if (!('wrong' in bytes)) return bytes
  problems.push(problemAt(shown, 'error', `Parameters file ${shown} ${bytes.wrong}`))
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
