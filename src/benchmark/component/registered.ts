import type { ConfigRead } from '../../containers/config-read.ts'
import { readContainerConfig } from '../../containers/container-config.ts'
import { ROLE_WORDS } from '../../containers/container-roles.ts'
import { type Finding, wrongKey, wrongValue } from '../../containers/finding.ts'
import { hasCredentials, parseResource } from '../../containers/resource.ts'
import { cannotRun } from '../../containers/supported.ts'
import type { HostedFile } from '../../facts/hosted-file.ts'
import type { Role } from '../../facts/role.ts'
import type { Component, Source } from '../benchmark.ts'
import type { Context } from '../context.ts'
import { assetComponent } from './asset.ts'
import type { Lookup, RegisteredComponent } from './lookup.ts'
import { missingDefaults } from './mlcube-workspace.ts'
import { missingParameters } from './use.ts'

const NOT_ASKED: Lookup = {
  kind: 'unread',
  message: 'it was not asked what that is',
  hint: 'Give `medperf-token`, or name the files of the container by `config`.',
}

/** Reads a component that is there by `uid` alone; everything that is wrong with it is said on the line of its `uid`. */
export function readRegistered(
  role: Role,
  uid: number,
  others: readonly string[],
  context: Context,
): Component | undefined {
  const { findings } = context
  for (const key of others) {
    const why = `\`${role}\` has both \`uid\` and \`${key}\``
    findings.push(
      wrongKey([role, key], why, 'Of a container that is registered already, only `uid` is given.'),
    )
  }
  const found = context.lookups[role] ?? NOT_ASKED
  if (found.kind === 'read') return componentOf(role, uid, found, context)
  const why = `\`${role}\` is number ${uid} on the MedPerf server: ${found.message}`
  const finding = wrongValue([role, 'uid'], why, found.hint)
  findings.push(finding)
  if (found.kind === 'unread') context.unread.push(finding)
  return undefined
}

const ANOTHER = 'Name another one, or give `config` in place of `uid`.'

function componentOf(
  role: Role,
  uid: number,
  found: RegisteredComponent,
  context: Context,
): Component | undefined {
  const { name, asset, document, parameters, parametersText, imageHash, fields, state, stranger } = found
  const already = context.findings.length
  const wrong = (message: string, hint = ANOTHER) => {
    const why = `${uid}, \`${name}\`, cannot be the ${ROLE_WORDS[role]}: ${message}`
    context.findings.push(wrongValue([role, 'uid'], why, hint))
  }
  if (context.inOperation && state === 'DEVELOPMENT' && stranger !== undefined) {
    const why = `it is still in DEVELOPMENT, and only its owner, user ${stranger}, can bring it into OPERATION`
    wrong(why, 'Ask them, or set `submit.state` to development.')
  }
  if (asset !== undefined) {
    const files = sourceOf('asset', asset, wrong)
    if (context.findings.length > already || files === undefined) return undefined
    return { ...assetComponent(role, name, `uid: ${uid}`, files), registered: { uid, imageHash, fields } }
  }
  const read = readContainerConfig(document, {
    role,
    hasImageFile: found.imageFile !== undefined,
    hasAsset: context.hasAsset,
  })
  for (const { severity, message } of read.findings) if (severity === 'error') wrong(message)
  const { spec } = read
  if (spec === undefined) return undefined
  const additionalFiles = sourceOf('additional files', found.additionalFiles, wrong)
  const imageFile =
    spec.type === 'DockerImage'
      ? undefined
      : sourceOf('image', found.imageFile ?? { url: spec.image, sha256: imageHash }, wrong)
  const refusal = cannotRun(spec.type, context.runtime)
  if (refusal !== undefined) wrong(refusal.message, refusal.hint)
  if (spec.mlcube !== undefined && !found.mayBeMlcube)
    wrong('it is an MLCube, which this server’s clients do not run')
  for (const { severity, message } of missingOf(role, read, found, additionalFiles))
    if (severity === 'error') wrong(message)
  if (context.findings.length > already) return undefined
  return {
    ...{ role, name, config: `uid: ${uid}`, spec },
    ...(parameters === undefined ? {} : { parameters }),
    ...(additionalFiles === undefined ? {} : { additionalFiles }),
    ...(imageFile === undefined ? {} : { imageFile }),
    registered: { uid, imageHash, fields, ...(parametersText === undefined ? {} : { parametersText }) },
  }
}

/** What the tasks want and the row does not bring. */
function missingOf(
  role: Role,
  read: ConfigRead,
  { parameters, parametersText }: RegisteredComponent,
  additionalFiles: Source | undefined,
): readonly Finding[] {
  const { spec } = read
  if (spec?.mlcube !== undefined)
    return missingDefaults(spec, { hasParameters: parametersText !== undefined, additionalFiles })
  return parameters === undefined ? missingParameters(role, read, 'the server') : []
}

/** A file that a row names, with the hash that it has to have. */
function sourceOf(
  what: string,
  file: HostedFile | undefined,
  wrong: (message: string) => void,
): Source | undefined {
  if (file === undefined) return undefined
  const { url = '', sha256 = '' } = file
  const resource = parseResource(url)
  if (resource === undefined || (resource.kind === 'url' && hasCredentials(resource.url)))
    wrong(`the address of its ${what} is none that everybody can download from: ${url}`)
  else if (!/^[0-9a-f]{64}$/.test(sha256)) wrong(`the hash of its ${what} is no SHA-256: ${sha256}`)
  else return { ...resource, sha256 }
  return undefined
}
