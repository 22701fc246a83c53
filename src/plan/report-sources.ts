import type { NamedPath } from '../benchmark/named-paths.ts'
import type { LocatedTree } from '../files/tree-hash.ts'
import type { Source } from '../report/report.ts'
import { countBytes } from '../words/size.ts'
import { plainLine } from '../words/text.ts'

/** What the repository holds of a benchmark now. */
export interface SourcesNow {
  readonly named: readonly NamedPath[]
  readonly trees: readonly LocatedTree[]
}

/** Where the repository is not what was tested, in sentences that name the file or folder. */
export function findSourceChanges(
  tested: readonly Source[] | undefined,
  { named, trees }: SourcesNow,
): readonly string[] {
  if (tested === undefined)
    return [
      'it does not say what the repository held: an older version of this action wrote it, or its test could not read everything',
    ]
  const paths = new Set(named.map(({ shown }) => shown))
  const gone = tested.filter(({ path }) => !paths.has(path))
  return [
    ...named.flatMap(({ what, shown }) => {
      const now = trees.find(({ path }) => path === shown)
      const before = tested.filter(({ path }) => path === shown)
      return compare(`the ${what} \`${plainLine(shown, 200)}\``, before, now)
    }),
    ...gone.map(({ path }) => `\`${plainLine(path, 200)}\` was tested, and benchmark.yaml does not name it`),
  ]
}

function compare(what: string, before: readonly Source[], now: LocatedTree | undefined): readonly string[] {
  const [tested] = before
  if (tested === undefined || now === undefined) return [`${what} was not tested`]
  const isSame = before.every(
    ({ sha256, files, bytes }) => sha256 === now.sha256 && files === now.files && bytes === now.bytes,
  )
  if (isSame) return []
  const [was, is] = [count(tested), count(now)]
  const how = was === is ? 'in contents, names or modes' : `tested were ${was}, now it is ${is}`
  return [`${what} is another than the tested: ${how}`]
}

const count = ({ files, bytes }: Pick<Source, 'files' | 'bytes'>) =>
  `${files === 1 ? '1 file' : `${files} files`} of ${countBytes(bytes)}`
