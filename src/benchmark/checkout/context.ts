import { join } from 'node:path'
import { type Finding, warnKey, wrongKey } from '../../containers/finding.ts'
import { fromBytes, onDisk, toBytes } from '../../files/byte-name.ts'
import { isPointerFile, LFS_CODE, LFS_HINT } from '../../files/lfs/pointer.ts'
import { readBounded } from '../../files/read-file.ts'
import { quoteName } from '../../words/text.ts'
import type { YamlPath } from '../../yaml/yaml.ts'
import { isEmptySubmodule, isGit, listFolder } from '../repository.ts'
import { type Copied, covers, isAll, isIgnored, listCopied } from './copied.ts'
import { SUBMODULE_CODE, SUBMODULE_HINT } from './submodules.ts'

const LARGEST = 1024 ** 2

/** A build context: absolute paths of it and of its repository, and how it is called where it is named. */
export interface BuildContext {
  readonly root: string
  readonly folder: string
  readonly shown: string
  /** Relative to the folder; `Dockerfile` where none is named. */
  readonly dockerfile?: string
}

/** Something of a context that is not what it stands for. */
interface Missing {
  readonly path: string
  readonly what: 'pointer' | 'submodule'
  readonly by: Copied
}

/**
 * What an image would get in place of a file of Git LFS or of a submodule that is not checked out: an error where the Dockerfile
 * names it, a warning where it takes everything. What it does not copy is not looked at.
 */
export function checkContextFiles(context: BuildContext, path: YamlPath): readonly Finding[] {
  const { folder, shown, dockerfile = 'Dockerfile' } = context
  const file = join(folder, dockerfile)
  if (isPointerFile(file)) {
    const why = `${dockerfile} of the build context ${shown} is a Git LFS pointer, not the file itself`
    return [wrongKey(path, why, LFS_HINT, LFS_CODE)]
  }
  const copied = listCopied(readText(file))
  if (copied.length === 0) return []
  const ignore = readText(`${file}.dockerignore`) || readText(join(folder, '.dockerignore'))
  const found = [...walk({ context, copied, ignore }, toBytes(folder), '')].toSorted(
    (a, b) => rank(a) - rank(b),
  )
  const [first] = found
  return first === undefined ? [] : [describe(first, found.length - 1, context, path)]
}

const readText = (file: string): string => {
  const bytes = readBounded(file, { most: LARGEST })
  return 'wrong' in bytes ? '' : bytes.toString()
}

const rank = ({ by }: Missing) => (isAll(by.source) ? 1 : 0)

/** So many are enough to say that there are many. */
const MOST = 100

interface Walk {
  readonly context: BuildContext
  readonly copied: readonly Copied[]
  /** The text of `.dockerignore`. */
  readonly ignore: string
}

/** Goes through a folder of the context; `real` is its byte name. */
function* walk(all: Walk, real: string, below: string): Generator<Missing> {
  const { context, copied, ignore } = all
  const entries = listFolder(real) ?? []
  if (entries.length === 0 && below !== '') {
    const by = findCovering(copied, below)
    if (by !== undefined && isEmptySubmodule(context.root, fromBytes(real)))
      yield { path: below, what: 'submodule', by }
  }
  let told = 0
  for (const entry of entries) {
    if (isGit(entry.name)) continue
    const path = `${below === '' ? '' : `${below}/`}${fromBytes(entry.name)}`
    const at = `${real}/${entry.name}`
    // What `!` brings back may lie in what is left out.
    if (entry.isDirectory() && (ignore.includes('!') || !isIgnored(ignore, path))) yield* walk(all, at, path)
    const by = entry.isFile() ? findCovering(copied, path) : undefined
    if (by === undefined || isIgnored(ignore, path) || !isPointerFile(onDisk(at))) continue
    told += 1
    if (told <= MOST) yield { path, what: 'pointer', by }
  }
}

/** What names a path, rather than what takes everything. */
const findCovering = (copied: readonly Copied[], path: string): Copied | undefined => {
  const covering = copied.filter(({ source }) => covers(source, path))
  return covering.find(({ source }) => !isAll(source)) ?? covering[0]
}

function describe(
  { path: at, what, by }: Missing,
  more: number,
  { shown }: BuildContext,
  path: YamlPath,
): Finding {
  const make = isAll(by.source) ? warnKey : wrongKey
  const is =
    what === 'pointer' ? 'a Git LFS pointer, not the file itself' : 'a Git submodule that is not checked out'
  const others = more === 0 ? '' : `, and so on: ${more} more there`
  const why = `${quoteName(at, 200)} of the build context ${shown}, which line ${by.line} of the Dockerfile copies, is ${is}${others}`
  const [hint, code] = what === 'pointer' ? [LFS_HINT, LFS_CODE] : [SUBMODULE_HINT, SUBMODULE_CODE]
  return make(path, why, `${hint} What the image does not need, leave out by a \`.dockerignore\`.`, code)
}
