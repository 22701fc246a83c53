import type { ConfigRead } from '../../containers/config-read.ts'
import { readContainerConfig } from '../../containers/container-config.ts'
import { type Finding, wrongKey, wrongValue } from '../../containers/finding.ts'
import { joinFindings, makeRead, type Read, readNothing, readValue } from '../../containers/read.ts'
import { hasCredentials, parseResource } from '../../containers/resource.ts'
import type { ContainerSpec } from '../../containers/spec.ts'
import { cannotRun } from '../../containers/support.ts'
import type { HostedFile } from '../../facts/hosted-file.ts'
import { known } from '../../facts/known.ts'
import { nameRole, type Role } from '../../facts/role.ts'
import { showAddress } from '../../words/url.ts'
import { nameKind } from '../../yaml/kind.ts'
import { isMapping } from '../../yaml/value.ts'
import type { Component, NamedSource, SourcePlaces } from '../benchmark.ts'
import type { RuleContext } from '../context.ts'
import { assetComponent } from './asset.ts'
import { missingDefaults } from './mlcube-workspace.ts'
import type { Lookup, Lookups, RegisteredComponent } from './registration.ts'
import { missingParameters } from './use.ts'

const NOT_ASKED: Lookup = {
  kind: 'unread',
  message: 'it was not asked what that is',
  hint: 'Give `medperf-token`, or name the files of the container by `config`.',
}

/** What was asked about a component that benchmark.yaml names by `uid`. */
export const findLookup = (role: Role, lookups: Lookups): Lookup => lookups[role] ?? NOT_ASKED

/** Reads a component that is there by `uid` alone; everything that is wrong with it is said on the line of its `uid`. */
export function readRegistered(
  role: Role,
  uid: number,
  others: readonly string[],
  context: RuleContext,
): Read<Component> {
  const keys = others.map((key) => {
    const why = `\`${role}\` has both \`uid\` and \`${key}\``
    return wrongKey([role, key], why, 'Of a container that is registered already, only `uid` is given.')
  })
  // What it is matters once there is nothing else beside it.
  if (keys.length > 0) return { findings: keys }
  const found = findLookup(role, context.lookups)
  if (found.kind === 'read') {
    const read = readFound(role, uid, found, context)
    return { ...read, findings: [...keys, ...read.findings] }
  }
  const why = `\`${role}\` is number ${uid} on the MedPerf server: ${found.message}`
  return { findings: [...keys, wrongValue([role, 'uid'], why, found.hint)] }
}

const ANOTHER = 'Name another one, or give `config` in place of `uid`.'

/** Something wrong with a registered component. */
interface Wrong {
  readonly message: string
  readonly hint?: string
}

function readFound(
  role: Role,
  uid: number,
  found: RegisteredComponent,
  context: RuleContext,
): Read<Component> {
  const own = found.asset === undefined ? readContainer : readFiles
  const { value, findings } = own(role, uid, found, context)
  const wrong = [...checkState(found, context), ...findings]
  return makeRead(
    wrong.length > 0 ? undefined : value,
    wrong.map(({ message, hint = ANOTHER }) => {
      const why = `${uid}, \`${found.name}\`, cannot be the ${nameRole(role)}: ${message}`
      return wrongValue([role, 'uid'], why, hint)
    }),
  )
}

function checkState(
  { state, stranger }: RegisteredComponent,
  { inOperation }: RuleContext,
): readonly Wrong[] {
  if (!inOperation || state !== 'DEVELOPMENT' || stranger === undefined) return []
  const message = `it is still in DEVELOPMENT, and only its owner, user ${stranger}, can bring it into OPERATION`
  return [{ message, hint: 'Ask them, or set `submit.state` to development.' }]
}

function readFiles(
  role: Role,
  uid: number,
  { name, asset, imageHash, fields }: RegisteredComponent,
  context: RuleContext,
): Read<Component, Wrong> {
  const files = readHosted('asset', asset, placesOf(role, context))
  if (files.value === undefined) return { findings: files.findings }
  const component = assetComponent(role, name, `uid: ${uid}`, files.value)
  return { value: { ...component, registered: { uid, imageHash, fields } }, findings: files.findings }
}

function readContainer(
  role: Role,
  uid: number,
  found: RegisteredComponent,
  context: RuleContext,
): Read<Component, Wrong> {
  const { name, document, parameters, parametersText, imageHash, fields } = found
  const hasImageFile = found.imageFile !== undefined
  const read = readContainerConfig(document, { role, hasImageFile, topology: context.topology })
  const errors = errorsIn(read.findings)
  const { spec } = read
  if (spec === undefined) return { findings: errors }
  const places = placesOf(role, context)
  const additionalFiles = readHosted('additional files', found.additionalFiles, places)
  const imageFile =
    spec.type === 'DockerImage'
      ? undefined
      : readHosted('image', found.imageFile ?? { url: spec.image, sha256: imageHash }, places)
  const value = known({
    role,
    name,
    config: `uid: ${uid}`,
    spec,
    parameters,
    additionalFiles: additionalFiles.value,
    imageFile: imageFile?.value,
    registered: known({ uid, imageHash, fields, parametersText }),
  })
  const findings = [
    ...errors,
    ...joinFindings(additionalFiles, imageFile),
    ...checkClients(spec, found, context),
    ...checkParameters(found),
    ...errorsIn(findMissing(role, read, found, additionalFiles.value)),
  ]
  return { value, findings }
}

const errorsIn = (findings: readonly Finding[]): readonly Wrong[] =>
  findings.filter(({ severity }) => severity === 'error').map(({ message }) => ({ message }))

/** Whether anything runs it: the runtime that was asked for, and the clients of its server. */
function checkClients(
  { type, mlcube }: ContainerSpec,
  { mayBeMlcube }: RegisteredComponent,
  { runtime }: RuleContext,
): readonly Wrong[] {
  const refusal = cannotRun(type, runtime)
  return [
    ...(refusal === undefined ? [] : [refusal]),
    ...(mlcube === undefined || mayBeMlcube
      ? []
      : [{ message: 'it is an MLCube, which this server’s clients do not run' }]),
  ]
}

/** Parameters that the server holds as JSON, and no client reads back; in a file they may be anything (docs/medperf.md 12.4). */
function checkParameters({ parameters = {}, parametersText }: RegisteredComponent): readonly Wrong[] {
  if (parametersText !== undefined || isMapping(parameters)) return []
  return [
    { message: `its parameters are ${nameKind(parameters)}, and MedPerf’s client reads only a mapping` },
  ]
}

/** What the tasks want and the row does not bring. */
function findMissing(
  role: Role,
  read: ConfigRead,
  { parameters, parametersText }: RegisteredComponent,
  additionalFiles: NamedSource | undefined,
): readonly Finding[] {
  const { spec } = read
  if (spec?.mlcube !== undefined)
    return missingDefaults(spec, { hasParameters: parametersText !== undefined, additionalFiles })
  return parameters === undefined ? missingParameters(role, read, 'the server') : []
}

/** Whatever is wrong with what is registered, its number is all that benchmark.yaml says of it. */
const placesOf = (role: Role, { positionOf }: RuleContext): SourcePlaces => {
  const source = positionOf([role, 'uid'], 'value')
  return { source, sha256: source }
}

/** A file that a row names, with the hash that it has to have. */
function readHosted(
  what: string,
  file: HostedFile | undefined,
  places: SourcePlaces,
): Read<NamedSource, Wrong> {
  if (file === undefined) return readNothing()
  const { url = '', sha256 = '' } = file
  const resource = parseResource(url)
  if (resource?.kind === 'synapse') {
    const message = `its ${what} is ${url}, which cannot be fetched here, because Synapse needs a login`
    return readNothing({ message })
  }
  if (resource === undefined || (resource.kind === 'url' && hasCredentials(resource.url))) {
    const message = `the address of its ${what} is none that everybody can download from: ${showAddress(url)}`
    return readNothing({ message })
  }
  if (!/^[0-9a-f]{64}$/.test(sha256))
    return readNothing({ message: `the hash of its ${what} is no SHA-256: ${sha256}` })
  return readValue({ ...resource, sha256, places })
}
