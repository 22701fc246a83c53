import { adviseSyntax } from './advice/syntax.ts'
import { findUnfinished } from './advice/unfilled.ts'
import { findPassedBound, MOST_SETTINGS, tooMany } from './bound.ts'
import { type Constructed, constructValue } from './construct.ts'
import { readNodes, type ScalarNode, type YamlNode } from './nodes.ts'
import { readScalar, type Scalar } from './scalars.ts'
import { parseStream } from './stream.ts'
import type { Advice } from './tags.ts'
import { indexPlaces, type TextPlace, YamlError, yamlText } from './text.ts'
import type { Value, YamlPath } from './value.ts'

export type { TextPlace } from './text.ts'
export type { YamlPath } from './value.ts'
export { writeYaml } from './writer.ts'

/** Something wrong at a place of a document; `path` is that of the value, where one value is wrong and not the text. */
export interface YamlProblem extends TextPlace, Partial<Advice> {
  readonly message: string
  readonly path?: YamlPath
}

/** A key that is in one mapping twice, where it is there again; `depth` is 0 in the document's own mapping. */
export interface DuplicateKey extends TextPlace {
  readonly name: string
  readonly depth: number
}

/** A document that was read, with the places of its nodes. */
export interface YamlRead {
  readonly ok: true
  readonly value: Value
  readonly duplicates: readonly DuplicateKey[]
  /** Where a node or its key is; of a node that does not exist, where the nearest one above it is. */
  readonly placeOf: (path: YamlPath, of: 'key' | 'value') => TextPlace
}

/** A document that cannot be used; `error` is a sentence about the first problem, with its place. */
export interface YamlUnread {
  readonly ok: false
  readonly error: string
  readonly problems: readonly YamlProblem[]
}

export type YamlDocument = YamlRead | YamlUnread

/**
 * Reads a YAML 1.1 document as MedPerf's client does, with PyYAML's safe loader (docs/medperf.md 17.1), and as it would send
 * it: keys are text; integers beyond 2^53 and whole floats keep their exact text; an empty document is null. Dates,
 * `!!binary` and sets, on which the client crashes because JSON has no form for them, make the document unusable, as do more
 * than `most` values, those that aliases stand for among them.
 */
export const parseYaml = (source: string | Uint8Array, most = MOST_SETTINGS): YamlDocument =>
  readYaml(source, { version: '1.1', readScalar }, most)

/** What sets one kind of YAML apart from another. */
export interface YamlDialect {
  readonly version: '1.1' | '1.2'
  readonly readScalar: (node: ScalarNode) => Scalar
}

/** Reads a YAML document of at most so many values in a dialect of one's own. */
export function readYaml(
  source: string | Uint8Array,
  { version, readScalar: scalars }: YamlDialect,
  most: number,
): YamlDocument {
  let placeOf: (offset: number) => TextPlace = () => ({ line: 1, column: 1 })
  let text = ''
  try {
    text = yamlText(source, version)
    placeOf = indexPlaces(text)
    const passed = findPassedBound(text, most)
    if (passed !== undefined)
      throw new YamlError(`it ${tooMany(most)}`, indexPlaces(text.slice(0, passed))(passed))
    const parsed = parseStream(text, version === '1.1')
    placeOf = parsed.place
    const root = readNodes(parsed, most)
    if (root === undefined) return { ok: true, value: null, duplicates: [], placeOf: () => placeOf(0) }
    const made = constructValue(root, scalars)
    if (made.problems.length > 0) {
      return unread(made.problems.map(({ offset, ...problem }) => ({ ...problem, ...placeOf(offset) })))
    }
    return {
      ok: true,
      value: made.value,
      duplicates: made.duplicates.map(({ name, depth, offset }) => ({ name, depth, ...placeOf(offset) })),
      placeOf: (path, of) => placeOf(offsetIn(made, root, path, of)),
    }
  } catch (error) {
    if (!(error instanceof YamlError)) throw error
    const place = typeof error.at === 'number' ? placeOf(error.at) : error.at
    const { message } = error
    const found = findUnfinished(text, place.line) ?? adviseSyntax(message, text, place)
    return unread([{ message, ...place, ...found }])
  }
}

function unread(problems: readonly YamlProblem[]): YamlUnread {
  const [first] = problems
  return { ok: false, error: `${first?.message} (line ${first?.line}, column ${first?.column})`, problems }
}

function offsetIn({ entries }: Constructed, root: YamlNode, path: YamlPath, of: 'key' | 'value'): number {
  let node = root
  let offset = root.offset
  for (const step of path) {
    const entry = entries.get(node)?.get(String(step))
    const next: YamlNode | undefined = node.kind === 'sequence' ? node.items[Number(step)] : entry?.value
    if (next === undefined) break
    offset = of === 'key' && entry !== undefined ? entry.key.offset : next.offset
    node = next
  }
  return offset
}
