import { existsSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path/posix'
import { type Finding, wrongValue } from '../containers/finding.ts'
import { known } from '../facts/known.ts'
import type { Problem } from '../facts/problem.ts'
import type { AddressReach } from '../facts/reach.ts'
import type { GivenUids } from '../facts/uids.ts'
import { UNREADABLE_HINT } from '../files/errors/unreadable.ts'
import { hashBytes } from '../files/hash-file.ts'
import { isLfsPointer, LFS_CODE, LFS_HINT } from '../files/lfs/pointer.ts'
import { plainLine } from '../words/text.ts'
import { adviseText } from '../yaml/advice/syntax.ts'
import { parseCoreYaml } from '../yaml/core-yaml.ts'
import { isMapping } from '../yaml/value.ts'
import { missingHint } from './absence.ts'
import { assembleBenchmark, type BenchmarkRead, findUids } from './assemble.ts'
import { findEmptySubmodule, SUBMODULE_HINT } from './checkout/submodules.ts'
import type { Lookups } from './component/registration.ts'
import { problemAt, toProblem, unreadProblems } from './problems.ts'
import { locatePath, readSmall } from './repository.ts'

/** Which benchmark.yaml: the absolute path of the repository, and the file's path relative to it. */
export interface Request {
  readonly repository: string
  readonly config: string
  /** What is known of the components that it names by `uid`; of those that are not here, nothing. */
  readonly lookups?: Lookups
  /** Which addresses may be asked; by default those of everybody. */
  readonly reach?: AddressReach
  /** Whether this run registers what it reads: then what can be tested only is an error. */
  readonly registers?: boolean
}

const MOST_PROBLEMS = 1_000
const EXAMPLE = 'See examples/ and docs/benchmark-yaml.md of medperf/benchmark-action for what belongs there.'

/** Reads benchmark.yaml and every file it names, and reports all that is wrong with them at once. */
export function readBenchmark({
  repository,
  config,
  lookups = {},
  reach = 'public',
  registers = false,
}: Request): BenchmarkRead {
  const root = existsSync(repository) ? realpathSync(repository) : repository
  const wrong = (message: string, hint: string) => ({
    problems: [problemAt(config, 'error', message, hint)],
  })
  const found = open(root, config)
  if ('message' in found) return wrong(found.message, found.hint)
  const { file, bytes } = found
  if (isLfsPointer(bytes)) {
    const why = `${file} is a Git LFS pointer, not the file itself`
    const problem = problemAt(file, 'error', why, LFS_HINT, { line: 1, column: 1 })
    return { problems: [{ ...problem, code: LFS_CODE }] }
  }
  const document = parseCoreYaml(bytes)
  if (!document.ok) return { problems: unreadProblems(file, document, `${file} is not valid YAML`) }
  const { value, placeOf } = document
  const unusable = (finding: Finding) => ({ problems: [toProblem({ file, placeOf }, finding)] })
  if (value === null) return unusable(wrongValue([], `${file} is empty`, EXAMPLE))
  if (!isMapping(value)) {
    const what = Array.isArray(value) ? 'a list' : 'text'
    return unusable(
      wrongValue(
        [],
        `${file} should be a mapping with keys such as \`name\`, not ${what}`,
        (typeof value === 'string' ? adviseText(value) : undefined) ?? EXAMPLE,
        'not-a-mapping',
      ),
    )
  }
  const folder = dirname(file)
  const { benchmark, name, problems, unread } = assembleBenchmark(document, value, {
    repository: root,
    file,
    folder: folder === '.' ? '' : folder,
    lookups,
    reach,
    registers,
    now: new Date(),
  })
  return known({
    benchmark: benchmark && { ...benchmark, configHash: hashBytes(bytes) },
    name: name === undefined ? undefined : plainLine(name, 128),
    problems: bounded(problems),
    unread,
  })
}

/** The uids of registered components that benchmark.yaml names: what the server is to be asked before it can be read whole. */
export function readUids({ repository, config }: Request): GivenUids {
  const root = existsSync(repository) ? realpathSync(repository) : repository
  const found = open(root, config)
  if ('message' in found) return {}
  const document = parseCoreYaml(found.bytes)
  return document.ok && isMapping(document.value) ? findUids(document.value) : {}
}

/** As many problems as a report holds; errors are kept rather than warnings. */
function bounded(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= MOST_PROBLEMS) return problems
  return problems.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_PROBLEMS)
}

const rank = ({ severity }: Problem) => (severity === 'error' ? 0 : 1)

interface Unopened {
  readonly message: string
  readonly hint: string
}

function open(
  repository: string,
  config: string,
): { readonly file: string; readonly bytes: Buffer } | Unopened {
  const hint = 'The input `config` is a path in the repository, such as `benchmark.yaml`.'
  const found = locatePath(repository, '', config)
  switch (found.kind) {
    case 'absolute':
    case 'outside':
    case 'git':
      return { message: `${config} is not inside the repository`, hint }
    case 'missing': {
      const submodule = findEmptySubmodule(repository, found.shown)
      if (submodule === undefined)
        return { message: `${config} does not exist`, hint: missingHint(repository, config) }
      const message = `${config} lies in ${submodule}, which is a Git submodule that is not checked out`
      return { message, hint: SUBMODULE_HINT }
    }
    case 'directory':
      return {
        message: `${config} is a folder, not a file`,
        hint: `Is \`${found.shown}/benchmark.yaml\` meant?`,
      }
    case 'unreadable':
      return { message: `${config} cannot be read by the user of the runner`, hint: UNREADABLE_HINT }
    case 'bytes':
    case 'special':
      return { message: `${config} is not a file`, hint }
    case 'file': {
      const bytes = readSmall(found.path)
      return 'wrong' in bytes
        ? { message: `${config} ${bytes.wrong}`, hint: bytes.hint }
        : { file: found.shown, bytes }
    }
  }
}
