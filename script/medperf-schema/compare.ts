/** A description of MedPerf's API that is kept, and where it is from. */
export interface Kept {
  readonly era: string
  readonly document: unknown
}

/** How a server's description stands to those that are kept. */
export type Comparison =
  | { readonly kind: 'same'; readonly era: string }
  /** Differences to the one that it is nearest to, each on one line. */
  | { readonly kind: 'moved'; readonly nearest: string; readonly differences: readonly string[] }

/** More than this of a document nobody reads, and no honest one nests so deep. */
const MOST = 2_000
const DEEPEST = 60

/** Words for people, and names that mean nothing to a client. */
const UNTOLD: ReadonlySet<string> = new Set([
  ...['description', 'title', 'summary', 'example', 'examples', 'externalDocs'],
  ...['operationId', 'tags', 'info', 'servers', 'openapi'],
])

/** Below these, keys are names that somebody gave, and `description` may be one. */
const NAMING: ReadonlySet<string> = new Set([
  ...['properties', 'schemas', 'paths', 'responses', 'content', 'securitySchemes', 'headers'],
])

/** Lists whose order says nothing. */
const UNORDERED: ReadonlySet<string> = new Set(['required', 'enum', 'security'])

/** Compares what a server says of itself with all that is kept: with one it agrees, or it differs least from one. */
export function compareSchemas(document: unknown, kept: readonly Kept[]): Comparison {
  const found = flatten(document)
  const compared = kept
    .map(({ era, document: own }) => ({ era, differences: listDifferences(flatten(own), found) }))
    .toSorted((a, b) => a.differences.length - b.differences.length)
  const [nearest] = compared
  if (nearest === undefined) throw new TypeError('nothing is kept to compare with')
  const { era, differences } = nearest
  return differences.length === 0 ? { kind: 'same', era } : { kind: 'moved', nearest: era, differences }
}

/** Every leaf of a document by its path, what is for people left out. */
function flatten(document: unknown): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>()
  const visit = (node: unknown, path: string, key: string, isNamed: boolean, depth: number): void => {
    if (depth > DEEPEST) throw new RangeError(`it nests more than ${DEEPEST} levels deep`)
    if (Array.isArray(node)) {
      const items = node.map((item) => JSON.stringify(item) ?? 'null')
      leaves.set(path, `[${(UNORDERED.has(key) ? items.toSorted() : items).join(',')}]`)
      return
    }
    if (typeof node !== 'object' || node === null) {
      leaves.set(path, JSON.stringify(node) ?? 'null')
      return
    }
    const entries = Object.entries(node).filter(([name]) => isNamed || !UNTOLD.has(name))
    if (entries.length === 0) leaves.set(path, '{}')
    for (const [name, value] of entries) {
      const isMap = !isNamed && NAMING.has(name)
      visit(value, path === '' ? name : `${path} › ${name}`, name, isMap, depth + 1)
    }
  }
  visit(document, '', '', false, 0)
  return leaves
}

/** What is new, gone or another; of something that is new or gone as a whole one line, and not one for each of its leaves. */
function listDifferences(
  kept: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): readonly string[] {
  const lines = new Set<string>()
  const before = listFolders(kept)
  const after = listFolders(found)
  for (const path of new Set([...kept.keys(), ...found.keys()])) {
    if (lines.size >= MOST) break
    const [old, now] = [kept.get(path), found.get(path)]
    if (old === now) continue
    if (old !== undefined && now !== undefined) lines.add(`${path}: ${old} → ${now}`)
    else if (now !== undefined)
      lines.add(`new: ${highest(path, before)}${highest(path, before) === path ? ` (${now})` : ''}`)
    else lines.add(`gone: ${highest(path, after)}`)
  }
  return [...lines]
}

/** Every path that is there, of leaves and of what is around them. */
function listFolders(leaves: ReadonlyMap<string, string>): ReadonlySet<string> {
  return new Set([...leaves.keys()].flatMap(listAround))
}

function listAround(path: string): readonly string[] {
  const parts = path.split(' › ')
  return parts.map((_, index) => parts.slice(0, index + 1).join(' › '))
}

/** The first part of a path that the other document has not got. */
const highest = (path: string, there: ReadonlySet<string>): string =>
  listAround(path).find((one) => !there.has(one)) ?? path
