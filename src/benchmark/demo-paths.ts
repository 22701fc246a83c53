import { statSync } from 'node:fs'
import { isAbsolute, join, posix, relative } from 'node:path'
import { type Finding, wrongKey, wrongValue } from '../containers/finding.ts'
import { getKey } from '../containers/mapping.ts'
import { joinFindings, type Read, readNothing, readValue } from '../containers/read.ts'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { fromBytes, toBytes } from '../files/byte-name.ts'
import { isLfsPointer, LFS_CODE, LFS_HINT } from '../files/lfs/pointer.ts'
import { findRealPath } from '../files/real-path.ts'
import { plainLine } from '../words/text.ts'
import { isMapping, type Mapping, type Value } from '../yaml/value.ts'
import { parseYaml, type YamlDocument, type YamlProblem } from '../yaml/yaml.ts'
import { tellYaml } from './problems.ts'
import { hasFile, isGit, leadsOutside, listFolder, readSmall } from './repository.ts'

/** What paths.yaml names: absolute and real; data and labels that are not prepared may be a single file (docs/medperf.md 13.4). */
export interface DemoPaths {
  readonly data: string
  readonly labels: string
  readonly metadata?: string
}

export interface DemoOptions {
  /** Whether the dataset is already prepared: only then may it have metadata. */
  readonly prepared: boolean
  /** A folder out of which no link may lead; by default links may lead anywhere. */
  readonly within?: string
}

/** paths.yaml of a demo dataset: `document` is absent where it was not read, `paths` where something is wrong. */
export interface DemoRead {
  readonly paths?: DemoPaths
  readonly document?: YamlDocument
  readonly findings: readonly Finding[]
}

const NAMES = { data_path: 'data', labels_path: 'labels', metadata_path: 'metadata' } as const
type Key = keyof typeof NAMES

const FILE = 'paths.yaml'
const LINES = 'It has the lines `data_path: …` and `labels_path: …`, relative to it.'

/** Reads paths.yaml at the top of a demo dataset; throws ExpectedError about the first thing that is wrong. */
export function readDemoPaths(folder: string, options: DemoOptions): DemoPaths {
  const { paths, document, findings } = checkDemoPaths(folder, options)
  if (paths !== undefined) return paths
  if (document?.ok === false) {
    const [{ path = [], hint = LINES, code = 'unreadable-yaml' } = {}]: readonly Partial<YamlProblem>[] =
      document.problems
    const why = tellYaml({ path, message: document.error })
    throw new ExpectedError('archive', plainLine(`${FILE} is not valid YAML: ${why}`), { hint, code })
  }
  const [first] = findings
  throw new ExpectedError('archive', plainLine(first?.message ?? `${FILE} cannot be used`), {
    hint: first?.hint ?? LINES,
  })
}

/** Checks paths.yaml at the top of a demo dataset (docs/medperf.md 13.4). */
export function checkDemoPaths(folder: string, options: DemoOptions): DemoRead {
  const only = (message: string, hint: string, code?: string): DemoRead => ({
    findings: [wrongValue([], message, hint, code)],
  })
  if (!hasFile(folder, FILE))
    return only(`there is no ${FILE} at the top of the demo dataset`, missingHint(folder))
  const path = realPathOf(join(folder, FILE))
  if (path === undefined || leadsOut(path, options))
    return only(`${FILE} is a link that leads out`, 'Put the file itself there.')
  const bytes = readSmall(path)
  if ('wrong' in bytes) return only(`${FILE} ${bytes.wrong}`, bytes.hint)
  if (isLfsPointer(bytes))
    return only(`${FILE} is a Git LFS pointer, not the file itself`, LFS_HINT, LFS_CODE)
  const document = parseYaml(bytes)
  if (!document.ok) return { document, findings: [] }
  const { value } = document
  if (value === null || !isMapping(value)) {
    return { document, ...only(value === null ? `${FILE} is empty` : `${FILE} should be a mapping`, LINES) }
  }
  const { value: paths, findings } = readPaths(value, folder, options)
  return known({ document, findings, paths: findings.length > 0 ? undefined : paths })
}

function leadsOut(real: string, { within }: DemoOptions): boolean {
  if (within === undefined) return false
  const below = relative(findRealPath(within), real)
  return leadsOutside(below) || isGit(below)
}

/** Undefined for what does not exist, or has a name that no text stands for. */
function realPathOf(path: string): string | undefined {
  try {
    return findRealPath(path)
  } catch {
    return undefined
  }
}

function missingHint(folder: string): string {
  const wrapping = (listFolder(toBytes(folder)) ?? [])
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => fromBytes(name))
    .find((name) => hasFile(join(folder, name), FILE))
  if (wrapping === undefined) return `Add one. ${LINES}`
  return `It is in ${wrapping}/: pack what is in that folder, not the folder.`
}

function readPaths(value: Mapping, folder: string, options: DemoOptions): Read<DemoPaths> {
  const read = (key: Key): Read<string> => {
    const written = getKey(value, key)
    return written === undefined ? readNothing() : findNamed(key, written, folder, options)
  }
  const missing = (['data_path', 'labels_path'] as const).filter((key) => getKey(value, key) === undefined)
  const [data, labels, metadata] = [read('data_path'), read('labels_path'), read('metadata_path')]
  const findings = [
    ...missing.map((key) => wrongKey([key], `${FILE} has no \`${key}\``, LINES)),
    ...joinFindings(data, labels, metadata),
    ...checkMetadata(value, options),
  ]
  if (data.value === undefined || labels.value === undefined) return { findings }
  return { value: known({ data: data.value, labels: labels.value, metadata: metadata.value }), findings }
}

function checkMetadata(value: Mapping, { prepared }: DemoOptions): readonly Finding[] {
  if (getKey(value, 'metadata_path') === undefined || prepared) return []
  const message = 'metadata path should only be provided when the dataset is submitted as prepared'
  const hint = 'Remove `metadata_path`, or set `demo_dataset.prepared: true`.'
  return [wrongKey(['metadata_path'], message, hint)]
}

function findNamed(key: Key, written: Value, folder: string, options: DemoOptions): Read<string> {
  const wrong = (message: string, hint: string) => readNothing(wrongValue([key], message, hint))
  if (typeof written !== 'string')
    return wrong(
      `\`${key}\` of ${FILE} should be text`,
      `Write the name of a folder, as in \`${key}: ${NAMES[key]}\`.`,
    )
  if (isAbsolute(written) || leadsOutside(posix.normalize(written))) {
    const why = `\`${key}\` of ${FILE} points out of the demo dataset: ${written}`
    return wrong(why, `Write it relative to ${FILE}.`)
  }
  const real = realPathOf(join(folder, written))
  if (real === undefined) {
    const why = `The provided ${NAMES[key]} path doesn't exist: ${written}`
    return wrong(why, `Correct \`${key}\` in ${FILE}.`)
  }
  if (leadsOut(real, options))
    return wrong(`\`${key}\` of ${FILE} is a link that leads out: ${written}`, 'Put the folder itself there.')
  const stats = statSync(real)
  if (stats.isDirectory()) return readValue(real)
  if (!stats.isFile())
    return wrong(`\`${key}\` of ${FILE} is neither a folder nor a file: ${written}`, ONLY_FILES)
  if (!options.prepared && key !== 'metadata_path') return readValue(real)
  const why = `\`${key}\` of ${FILE} is a file, and of data that is already prepared MedPerf copies folders: ${written}`
  return wrong(why, `Put the file into a folder of its own, and name that as \`${key}\`.`)
}

const ONLY_FILES = 'Pack a folder, or a file: nothing else can be hashed or mounted.'
