import type { EraRules } from '../era.ts'
import type { Checked } from '../fields/check.ts'
import type { Entity, Field, Row } from '../fields/field.ts'
import {
  choice,
  entity,
  flag,
  json,
  optionalText,
  owner,
  requiredText,
  stamps,
  states,
  uniqueName,
} from '../fields/make.ts'
import { frozen } from './frozen.ts'

/** Containers, as files or as JSON by era (docs/medperf.md 4.1, 4.2). */
export const containerEntity = (rules: EraRules): Entity =>
  entity(
    'mlcubes',
    [
      uniqueName(rules.max.name, 'ml cube'),
      ...(rules.containers === 'files' ? files : definitions),
      choice('state', states),
      flag('is_valid'),
      json('metadata', { nullable: true }),
      json('user_metadata', { nullable: true }),
      ...stamps,
      owner,
    ],
    { uniqueTogether: rules.containers === 'files' ? uniqueFiles : uniqueDefinitions },
  )

/** Blank, but not left out: the framework demands the members of a unique set. */
const hash = (name: string): Field => optionalText(name, 100, { required: true })

const files: readonly Field[] = [
  requiredText('git_mlcube_url', 256),
  requiredText('mlcube_hash', 100),
  optionalText('git_parameters_url', 256),
  hash('parameters_hash'),
  optionalText('image_tarball_url', 256),
  hash('image_tarball_hash'),
  hash('image_hash'),
  optionalText('additional_files_tarball_url', 256),
  hash('additional_files_tarball_hash'),
]

const definitions: readonly Field[] = [
  json('container_config', { required: true }),
  json('parameters_config', { required: true, nullable: true, initial: null }),
  requiredText('image_hash', 100),
  optionalText('additional_files_tarball_url', 256),
  hash('additional_files_tarball_hash'),
]

const uniqueFiles = [
  'image_tarball_hash',
  'image_hash',
  'additional_files_tarball_hash',
  'mlcube_hash',
  'parameters_hash',
]

const uniqueDefinitions = [
  'image_hash',
  'additional_files_tarball_hash',
  'container_config',
  'parameters_config',
]

const editableFiles = [
  'is_valid',
  'user_metadata',
  'image_tarball_url',
  'additional_files_tarball_url',
  'git_mlcube_url',
  'git_parameters_url',
]

const editableDefinitions = ['is_valid', 'user_metadata', 'additional_files_tarball_url']

/** The rule about a new container's values; null where it is kept. */
export const newContainerRule =
  (rules: EraRules) =>
  ({ values }: Checked): string | null =>
    companions(rules, values)

/** The rule about an edit of a container. */
export const containerEditRule =
  (rules: EraRules, before: Row) =>
  ({ values }: Checked): string | null => {
    const editable = rules.containers === 'files' ? editableFiles : editableDefinitions
    return frozen(before, values, editable) ?? companions(rules, { ...before, ...values })
  }

/** What goes with what: a URL needs a hash, and so on, in the order of the servers' checks. */
function companions(rules: EraRules, row: Row): string | null {
  const additional = pair(row, 'additional_files_tarball_url', 'additional_files_tarball_hash')
  const ofAdditional =
    said(additional === 'url', 'Additional files require file hash') ??
    said(additional === 'hash', 'Additional files hash was provided without URL')
  if (rules.containers === 'json') return ofAdditional
  const parameters = pair(row, 'git_parameters_url', 'parameters_hash')
  return (
    said(parameters === 'url', 'Parameters require file hash') ??
    said(parameters === 'hash', 'Paramters hash was provided without URL') ??
    ofAdditional ??
    imageHashes(row)
  )
}

function imageHashes(row: Row): string | null {
  const image = Boolean(row['image_hash'])
  const tarball = pair(row, 'image_tarball_url', 'image_tarball_hash')
  const tarballHash = Boolean(row['image_tarball_hash'])
  return (
    said(!image && !tarballHash, 'Image hash or Image tarball hash must be provided') ??
    said(image && tarballHash, "Image hash and Image tarball hash can't be provided at the same time") ??
    said(tarball === 'url', 'Providing Image tarball requires providing image tarball hash') ??
    said(tarball === 'hash', 'image tarball hash should not be provided if no image tarball url is provided')
  )
}

const said = (broken: boolean, text: string): string | null => (broken ? text : null)

/** Which of two fields stands alone. */
function pair(row: Row, url: string, hashName: string): 'url' | 'hash' | null {
  if (Boolean(row[url]) === Boolean(row[hashName])) return null
  return row[url] ? 'url' : 'hash'
}
