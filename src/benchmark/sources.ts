import { type Finding, wrongKey, wrongValue } from '../containers/finding.ts'
import { joinFindings, makeRead, type Read, readNothing, readValue } from '../containers/read.ts'
import { parseResource } from '../containers/resource.ts'
import { known } from '../facts/known.ts'
import { UNREADABLE_HINT } from '../files/errors/unreadable.ts'
import { LFS_CODE, LFS_HINT } from '../files/lfs/pointer.ts'
import { FILL_IN, findPlaceholder } from '../words/placeholder.ts'
import { showAddress } from '../words/url.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import { checkRegisteredUrl, type UrlRules } from './address/registered-url.ts'
import { refuseSynapse } from './address/synapse.ts'
import type { NamedSource } from './benchmark.ts'
import { SUBMODULE_CODE, SUBMODULE_HINT } from './checkout/submodules.ts'
import type { RuleContext } from './context.ts'
import { checkReadable, findNamed, type Nameable } from './paths.ts'
import { type BadEntry, findBadEntries } from './repository.ts'
import type { SourceFile } from './schema.ts'
import { checkAddress } from './texts.ts'

/** What the server takes as a URL, in characters (docs/medperf.md 4.2, 6.1). */
const LONGEST_URL = 256

/** Reads `url` or `path`, and `sha256`, of something that is fetched; without a value where something is wrong with it. */
export function readSource(
  section: SourceFile,
  path: YamlPath,
  wanted: Nameable,
  context: RuleContext,
): Read<NamedSource> {
  const sha256 = readSha256(section.sha256, [...path, 'sha256'])
  const found = findSource(section, path, wanted, context)
  const { positionOf } = context
  const places = known({
    source: positionOf([...path, section.url === undefined ? 'path' : 'url'], 'value'),
    sha256: section.sha256 === undefined ? undefined : positionOf([...path, 'sha256'], 'value'),
  })
  const value = found.value && known({ ...found.value, sha256: sha256.value, places })
  return makeRead<NamedSource, Finding>(value, joinFindings(sha256, found))
}

function findSource(
  { url, path: written }: SourceFile,
  path: YamlPath,
  wanted: Nameable,
  context: RuleContext,
): Read<NamedSource> {
  const name = `\`${path.join('.')}\``
  if (url !== undefined && written !== undefined) {
    const why = `${name} has both \`url\` and \`path\``
    return readNothing(wrongKey([...path, 'path'], why, 'Keep one of the two.'))
  }
  if (url !== undefined) return readUrl(url, [...path, 'url'], context)
  if (written !== undefined) return readPath(written, [...path, 'path'], wanted, context)
  return readNothing(
    wrongKey(
      path,
      `${name} needs a \`url\` or a \`path\``,
      'Write `path:` for what is in this repository, or `url:` for what is hosted elsewhere.',
      'source-missing',
    ),
  )
}

function readPath(
  written: string,
  path: YamlPath,
  wanted: Nameable,
  context: RuleContext,
): Read<NamedSource> {
  const found = findNamed(written, path, wanted, context)
  if (found.value === undefined) return { findings: found.findings }
  const { kind: type, path: real } = found.value
  const unreadable = type === 'directory' ? checkReadable(real, written, path) : []
  if (unreadable.length > 0) return { findings: unreadable }
  const entries = type === 'directory' ? checkEntries(real, written, path, context) : []
  return { value: { kind: 'path', path: real, shown: written, type }, findings: entries }
}

function readUrl(url: string, path: YamlPath, rules: UrlRules): Read<NamedSource> {
  const resource = parseResource(url)
  if (resource?.kind === 'url') {
    return {
      value: resource,
      findings: [
        // Of a benchmark the server sees it when the components are registered.
        ...checkAddress(url, path, LONGEST_URL),
        ...checkRegisteredUrl(url, path, rules),
      ],
    }
  }
  if (resource !== undefined) return readNothing(refuseSynapse(resource.id, path))
  const hint =
    findPlaceholder(url) === undefined
      ? 'Write an http or https address; a file of this repository goes under `path`.'
      : FILL_IN
  return readNothing(wrongValue(path, `Invalid resource input: ${showAddress(url)}`, hint))
}

function readSha256(sha256: string | undefined, path: YamlPath): Read<string> {
  if (sha256 === undefined) return readNothing()
  if (/^[0-9a-f]{64}$/i.test(sha256)) return readValue(sha256.toLowerCase())
  const digits = sha256.replace(/^sha256:/i, '')
  const hint =
    digits === sha256 ? 'It is what `sha256sum` prints for the file.' : 'Write it without `sha256:`.'
  const found = digits === sha256 ? `, not ${[...sha256].length} characters` : ''
  const why = `\`${path.join('.')}\` should be 64 hexadecimal digits${found}`
  return readNothing(wrongValue(path, why, hint))
}

const checkEntries = (
  folder: string,
  written: string,
  path: YamlPath,
  { repository }: RuleContext,
): readonly Finding[] =>
  explainEntries(findBadEntries(repository, folder), written).map(({ message, hint, code }) =>
    wrongValue(path, message, hint, code),
  )

/** What is wrong with a folder that is named, and what to do about it. */
export interface EntryFault {
  readonly message: string
  readonly hint: string
  readonly code?: string
}

/** What is wrong in a folder, each thing by itself but what is not checked out: of that the first is named, and how many there are. */
export function explainEntries(entries: readonly BadEntry[], folder: string): readonly EntryFault[] {
  const pointers = entries.filter(({ why }) => why === 'pointer')
  const [first, ...more] = pointers
  return [
    ...entries.filter(({ why }) => why !== 'pointer').map((entry) => explainEntry(entry, folder)),
    ...(first === undefined ? [] : [explainPointers(first, more.length, folder)]),
  ]
}

function explainPointers({ name }: BadEntry, more: number, folder: string): EntryFault {
  const others = more === 0 ? '' : `, and so are ${more} more there`
  const message = `${name} in ${folder} is a Git LFS pointer, not the file itself${others}`
  return { message, hint: LFS_HINT, code: LFS_CODE }
}

function explainEntry({ name, why }: BadEntry, folder: string): EntryFault {
  const link = `the link ${name} in ${folder} leads`
  switch (why) {
    case 'broken':
      return { message: `${link} to nothing`, hint: 'Remove it, or commit what it points to.' }
    case 'outside':
      return {
        message: `${link} out of the repository`,
        hint: 'Copy what it points to into the folder.',
      }
    case 'into git':
      return {
        message: `${link} into .git, which is never used: its configuration may hold a token`,
        hint: 'Remove it.',
      }
    case 'unreadable':
      return {
        message: `${name} in ${folder} cannot be read by the user of the runner`,
        hint: UNREADABLE_HINT,
      }
    case 'submodule':
      return {
        message: `${name === '.' ? folder : `${name} in ${folder}`} is a Git submodule that is not checked out`,
        hint: SUBMODULE_HINT,
        code: SUBMODULE_CODE,
      }
    default:
      return {
        message: `the folder ${folder} holds ${name}, whose configuration may hold a token`,
        hint: 'Put what is meant into a folder of its own, without a checkout of Git in it, and name that.',
      }
  }
}
