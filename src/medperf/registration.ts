import type { HostedFile } from '../facts/hosted-file.ts'
import { known } from '../facts/known.ts'
import type { Value } from '../yaml/value.ts'
import { unwrapContent } from './content.ts'
import type { ContainerRow, Fields, ModelRow } from './rows.ts'
import type { ServerRules } from './rules.ts'

interface Common {
  readonly name: string
  readonly isValid: boolean
  /** As registered: a digest with prefix, or an image ID or file hash without; empty for an image file of the mlcube era. */
  readonly imageHash: string
  readonly additionalFiles?: HostedFile
}

/** A registered component, for somebody who wants to run it: its configuration is in the row, or in files to be fetched. */
export type RegisteredContent =
  /**
   * Files alone, which the evaluator's script runs; without an address they never left their owner's machine
   * (docs/medperf.md 5.4).
   */
  | (Pick<Common, 'name' | 'isValid'> & { readonly kind: 'asset'; readonly files: HostedFile })
  | (Common & { readonly kind: 'json'; readonly document: Value; readonly parameters?: Value })
  | (Common & {
      readonly kind: 'files'
      readonly manifest: HostedFile
      readonly parameters?: HostedFile
      readonly imageFile?: HostedFile
    })

/** What a container or model that benchmark.yaml names by `uid` is; undefined for a model of nothing. */
export function registeredContent(
  rules: ServerRules,
  row: ContainerRow | ModelRow,
): RegisteredContent | undefined {
  const inside = unwrapContent(row)
  if (inside === undefined) return undefined
  const { fields, isValid } = inside.row
  if (inside.kind === 'asset') {
    const files = fields['asset_url'] === 'local' ? {} : fileOf(fields, 'asset_url', 'asset_hash')
    return { kind: 'asset', name: row.name, isValid: row.isValid && isValid, files: files ?? {} }
  }
  const additionalFiles = fileOf(fields, 'additional_files_tarball_url', 'additional_files_tarball_hash')
  const common = known({
    name: row.name,
    isValid: row.isValid && isValid,
    imageHash: textOf(fields, 'image_hash'),
    additionalFiles,
  })
  return rules.containers === 'json' ? jsonContent(common, fields) : fileContent(common, fields)
}

function jsonContent(common: Common, fields: Fields): RegisteredContent {
  const parameters = fields['parameters_config'] ?? null
  const document = fields['container_config'] ?? null
  return known({
    ...common,
    kind: 'json',
    document,
    parameters: parameters === null ? undefined : asClientsRead(parameters),
  })
}

function fileContent(common: Common, fields: Fields): RegisteredContent {
  const parameters = fileOf(fields, 'git_parameters_url', 'parameters_hash')
  const imageFile = fileOf(fields, 'image_tarball_url', 'image_tarball_hash')
  return known({
    ...common,
    kind: 'files',
    manifest: { url: textOf(fields, 'git_mlcube_url'), sha256: textOf(fields, 'mlcube_hash') },
    parameters,
    imageFile,
  })
}

/** Clients make a mapping of an empty list without a word (docs/medperf.md 8.3). */
const asClientsRead = (parameters: Value): Value =>
  Array.isArray(parameters) && parameters.length === 0 ? {} : parameters

const textOf = (fields: Fields, name: string): string => {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

function fileOf(fields: Fields, url: string, hash: string): HostedFile | undefined {
  const address = textOf(fields, url)
  return address === '' ? undefined : { url: address, sha256: textOf(fields, hash) }
}

/**
 * The image that a hash of a registered container stands for: of the two that it may be, only a digest has its prefix
 * (docs/medperf.md 11.4).
 */
export const registeredImage = (hash: string): { readonly digest: string } | { readonly imageId: string } =>
  hash.startsWith('sha256:') ? { digest: hash } : { imageId: `sha256:${hash}` }
