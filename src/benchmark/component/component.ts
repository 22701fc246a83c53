import { wrongKey } from '../../containers/finding.ts'
import { joinFindings, makeRead, type Read, readNothing, readValue } from '../../containers/read.ts'
import { known } from '../../facts/known.ts'
import type { Role } from '../../facts/role.ts'
import { parseYaml } from '../../yaml/yaml.ts'
import type { Component, Position } from '../benchmark.ts'
import type { Fault, Part, RuleContext } from '../context.ts'
import { findNamed } from '../paths.ts'
import { findPosition, problemAt } from '../problems.ts'
import { readSmall } from '../repository.ts'
import type { ComponentFile } from '../schema.ts'
import { readSource } from '../sources.ts'
import { checkName, LONGEST_NAME } from '../texts.ts'
import { refuseUnfilled } from '../unfilled/unfilled.ts'
import { readAsset } from './asset.ts'
import { findBuild, readBuild } from './build.ts'
import { readRegistered } from './by-uid.ts'
import { type ConfigFile, readConfigFile } from './config-file.ts'
import { findInWorkspace, readWorkspaceFiles } from './mlcube-workspace.ts'
import { readParameters } from './parameters.ts'
import { type ComponentFiles, checkUse } from './use.ts'

const SUFFIX: Readonly<Record<Role, string>> = {
  data_preparator: 'prep',
  reference_model: 'model',
  benchmark_script: 'script',
  evaluator: 'metrics',
}

const PARAMETERS = { what: 'Parameters file', kinds: ['file'] } as const
const ADDITIONAL_FILES = { what: 'Additional files', kinds: ['directory', 'file'] } as const
const IMAGE_FILE = { what: 'Image file', kinds: ['file'] } as const

/** Reads one of the containers and the files it names; without a value where something is wrong. */
export function readComponent(
  role: Role,
  section: ComponentFile,
  benchmark: string | undefined,
  context: RuleContext,
): Part<Component> {
  const { uid, asset, ...others } = section
  if (uid !== undefined) {
    const keys = Object.keys(section).filter((key) => key !== 'uid')
    return readRegistered(role, uid, keys, context)
  }
  const name = readName(role, section.name, benchmark)
  if (asset !== undefined) {
    const read = readAsset(role, name.value, asset, Object.keys(others), context)
    return { ...read, findings: joinFindings(name, read) }
  }
  const config = readConfig(role, section, context)
  const files = readFiles(role, section, config.value, context)
  const hasUnread = files.findings.some(({ severity }) => severity === 'error')
  const uses = config.value
    ? checkUse(role, section, config.value, { ...files.value, hasUnread }, context)
    : []
  const findings = [...joinFindings(name, config, files), ...uses]
  const spec = config.value?.read.spec
  if (name.value === undefined || section.config === undefined || spec === undefined) return { findings }
  const common = { role, name: name.value, config: section.config, spec, ...files.value }
  return { value: known({ ...common, imagePosition: findImagePosition(config.value) }), findings }
}

/** Of an image that is a file at an address. */
function findImagePosition(config: ConfigFile | undefined): Position | undefined {
  if (config?.read.spec === undefined || config.read.spec.type === 'DockerImage') return undefined
  return findPosition(config, ['image'], 'value')
}

function readConfig(
  role: Role,
  { config, image_file }: ComponentFile,
  context: RuleContext,
): Part<ConfigFile> {
  if (config !== undefined) return readConfigFile(role, config, image_file !== undefined, context)
  const why = `\`${role}\` needs \`config\`, the path of its container_config.yaml or mlcube.yaml`
  const hint =
    'For example `config: container/container_config.yaml`; or `uid`, the number of one that is registered.'
  return readNothing(wrongKey([role], why, hint, 'config-missing'))
}

/** What benchmark.yaml names beside the configuration; of an MLCube also what lies in its `workspace/`. */
function readFiles(
  role: Role,
  section: ComponentFile,
  config: ConfigFile | undefined,
  context: RuleContext,
): Required<Part<ComponentFiles>> {
  const mlcube = config?.read.spec?.mlcube === undefined ? undefined : config
  const parameters = mlcube
    ? readMlcubeParameters(role, section.parameters, mlcube, context)
    : readParametersFile(role, section.parameters, context)
  const additionalFiles = section.additional_files
    ? readSource(section.additional_files, [role, 'additional_files'], ADDITIONAL_FILES, context)
    : mlcube && readWorkspaceFiles(role, mlcube, context)
  const imageFile =
    section.image_file && readSource(section.image_file, [role, 'image_file'], IMAGE_FILE, context)
  const build =
    section.build === undefined
      ? mlcube && findBuild(mlcube, context)
      : readBuild(role, section.build, context)
  return {
    value: known({
      ...parameters.value,
      additionalFiles: additionalFiles?.value,
      imageFile: imageFile?.value,
      build: build?.value,
    }),
    findings: joinFindings<Fault>(parameters, additionalFiles, imageFile, build),
  }
}

function readName(role: Role, written: string | undefined, benchmark: string | undefined): Read<string> {
  if (written !== undefined) {
    const path = [role, 'name']
    return { value: written, findings: [...checkName(written, path), ...refuseUnfilled(written, path)] }
  }
  if (benchmark === undefined) return readNothing()
  const name = `${benchmark}-${SUFFIX[role]}`
  const { length } = [...name]
  if (length <= LONGEST_NAME || [...benchmark].length > LONGEST_NAME) return readValue(name)
  const why = `the name of \`${role}\`, by default ${name}, is ${length} characters long, and the server takes ${LONGEST_NAME}`
  return { value: name, findings: [wrongKey([role], why, 'Give it a shorter `name`.')] }
}

type Parameters = Pick<Component, 'parameters' | 'parametersFile'>

function readParametersFile(role: Role, written: string | undefined, context: RuleContext): Part<Parameters> {
  if (written === undefined) return readNothing()
  const found = findNamed(written, [role, 'parameters'], PARAMETERS, context)
  const bytes = found.value && readParameterBytes(found.value)
  if (found.value === undefined || bytes?.value === undefined)
    return { findings: joinFindings<Fault>(found, bytes) }
  const { path: parametersFile, shown } = found.value
  const { value: parameters, findings } = readParameters(bytes.value, shown)
  return makeRead(parameters === undefined ? undefined : { parameters, parametersFile }, findings)
}

/** An MLCube gets its parameters byte for byte, so what is in them is not judged (docs/medperf.md 16.1). */
function readMlcubeParameters(
  role: Role,
  written: string | undefined,
  config: ConfigFile,
  context: RuleContext,
): Part<Parameters> {
  const found =
    written === undefined
      ? findInWorkspace(role, 'parameters.yaml', config, context)
      : findNamed(written, [role, 'parameters'], PARAMETERS, context)
  const bytes = found.value && readParameterBytes(found.value)
  if (found.value === undefined || bytes?.value === undefined)
    return { findings: joinFindings<Fault>(found, bytes) }
  const document = parseYaml(bytes.value)
  const parameters = document.ok ? (document.value ?? {}) : undefined
  return readValue(known({ parametersFile: found.value.path, parameters }))
}

function readParameterBytes({
  path,
  shown,
}: {
  readonly path: string
  readonly shown: string
}): Part<Buffer> {
  const bytes = readSmall(path)
  if (!('wrong' in bytes)) return readValue(bytes)
  return readNothing(problemAt(shown, 'error', `Parameters file ${shown} ${bytes.wrong}`, bytes.hint))
}
