import { type Finding, wrongValue } from '../containers/finding.ts'
import { type Read, readNothing, readValue } from '../containers/read.ts'
import { findUnreadable, UNREADABLE_HINT } from '../files/errors/unreadable.ts'
import { isPointerFile, LFS_CODE, LFS_HINT } from '../files/lfs/pointer.ts'
import { FILL_IN, findPlaceholder } from '../words/placeholder.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import { findEmptySubmodule, SUBMODULE_CODE, SUBMODULE_HINT } from './checkout/submodules.ts'
import type { RuleContext } from './context.ts'
import { findFileWithin, findNear } from './near-path.ts'
import { type Located, locatePath } from './repository.ts'

type Found = Extract<Located, { path: string }>

/** What a path of benchmark.yaml may name. */
export interface Nameable {
  /** As a sentence begins with it: `Container config file`. */
  readonly what: string
  readonly kinds: readonly ('file' | 'directory')[]
}

/** Finds the file or folder that benchmark.yaml names at `path`. */
export function findNamed(
  written: string,
  path: YamlPath,
  { what, kinds }: Nameable,
  context: RuleContext,
): Read<Found> {
  const wrong = (message: string, hint: string, code?: string) =>
    readNothing(wrongValue(path, message, hint, code))
  const found = locatePath(context.repository, context.folder, written)
  const from = context.folder === '' ? 'the top of the repository' : `\`${context.folder}/\``
  if (written.trim() === '')
    return wrong(
      `${what}: the path is empty`,
      `Write the path, relative to ${from}, where benchmark.yaml lies.`,
    )
  const mayLack = found.kind === 'missing' || found.kind === 'directory'
  const submodule = mayLack ? findEmptySubmodule(context.repository, found.shown) : undefined
  if (submodule !== undefined) {
    const whose = submodule === found.shown ? 'is' : `lies in ${submodule}, which is`
    const why = `${what} ${written} ${whose} a Git submodule that is not checked out`
    return wrong(why, SUBMODULE_HINT, SUBMODULE_CODE)
  }
  if (found.kind === 'file' && isPointerFile(found.path))
    return wrong(`${what} ${written} is a Git LFS pointer, not the file itself`, LFS_HINT, LFS_CODE)
  switch (found.kind) {
    case 'absolute':
      return wrong(
        `${what} ${written} is an absolute path`,
        `Write it relative to ${from}, where benchmark.yaml lies.`,
      )
    case 'outside':
      return wrong(
        `${what} ${written} is outside of the repository`,
        'Move it into the repository; links may not lead out of it either.',
      )
    case 'git':
      return wrong(
        `${what} ${written} is part of .git, which is never used: its configuration may hold a token`,
        'Name a file or folder that is committed.',
      )
    case 'missing':
      return wrong(`${what} ${written} does not exist`, missingHint(written, path, from, context))
    case 'unreadable':
      return readNothing(sayUnreadable(`${what} ${written}`, path))
    case 'bytes':
      return wrong(`${what} ${written} leads to a name that is not UTF-8`, 'Rename what it leads to.')
    case 'special':
      return wrong(
        `${what} ${written} is neither a file nor a folder`,
        'Name a file or a folder: a pipe, a socket or a device is none.',
      )
    default:
      if (!kinds.includes(found.kind)) return wrong(...wrongKind(written, what, kinds[0], context))
      return expectReadable(
        found,
        found.kind === 'file' ? checkReadable(found.path, `${what} ${written}`, path) : [],
      )
  }
}

function wrongKind(
  written: string,
  what: string,
  kind: Nameable['kinds'][number] | undefined,
  context: RuleContext,
): readonly [message: string, hint: string] {
  const shown = `${what} ${written}`
  if (kind === 'directory') return [`${shown} is not a folder`, 'Name the folder that it is in.']
  const within = findFileWithin(written, what, context)
  const hint =
    within === undefined
      ? 'Name the file itself: the folder and its name, with a `/` between them.'
      : `Is \`${within}\` meant?`
  return [`${shown} is not a file`, hint]
}

const expectReadable = <T>(value: T, findings: readonly Finding[]): Read<T> =>
  findings.length === 0 ? readValue(value) : { findings }

function missingHint(written: string, path: YamlPath, from: string, context: RuleContext): string {
  if (findPlaceholder(written) !== undefined) return FILL_IN
  if (written.includes('\\')) return 'Write the path with `/`.'
  if (path.at(-1) === 'path' && /^(direct:)?https?:\/\//.test(written))
    return 'An address goes under `url`, not `path`.'
  const near = findNear(written, context)
  if (near !== undefined) return `Did you mean \`${near}\`?`
  return `Paths are relative to ${from}, where benchmark.yaml lies; is the file committed?`
}

/** What of a file or folder that is named cannot be read, as one finding at most. */
export function checkReadable(real: string, shown: string, path: YamlPath): readonly Finding[] {
  const found = findUnreadable(real)
  if (found === undefined) return []
  return [sayUnreadable(found.name === '' ? shown : `${found.name} in ${shown}`, path, found.code)]
}

const sayUnreadable = (what: string, path: YamlPath, code = 'EACCES') =>
  wrongValue(
    path,
    `${what} cannot be read by the user of the runner (${code})`,
    UNREADABLE_HINT,
    'unreadable',
  )
