import type { MappingNode, ScalarNode, SequenceNode, YamlNode } from './nodes.ts'
import { isWholeText, jsonKey } from './python-text.ts'
import type { Plain, Scalar } from './scalars.ts'
import { type Advice, refuseTag } from './tags.ts'
import { YamlError } from './text.ts'
import type { Value, YamlPath } from './value.ts'

/** One pair of a mapping: its key as JSON has it, and both nodes. */
export interface KeyedNode {
  readonly name: string
  readonly key: YamlNode
  readonly value: YamlNode
}

/** A key that is in one mapping twice; the last one counts. */
export interface Duplicate {
  readonly name: string
  /** How deep: 0 in the document's own mapping. */
  readonly depth: number
  readonly offset: number
}

/** Something that makes a document unusable, at an offset of its text; `path` is that of the value. */
export interface Wrong extends Advice {
  readonly message: string
  readonly path: YamlPath
  readonly offset: number
}

/** What a document's nodes stand for. */
export interface Constructed {
  readonly value: Value
  readonly entries: ReadonlyMap<YamlNode, ReadonlyMap<string, KeyedNode>>
  readonly duplicates: readonly Duplicate[]
  readonly problems: readonly Wrong[]
}

interface State {
  readonly readScalar: (node: ScalarNode) => Scalar
  readonly values: Map<YamlNode, Value>
  readonly entries: Map<YamlNode, ReadonlyMap<string, KeyedNode>>
  readonly duplicates: Duplicate[]
  readonly problems: Wrong[]
}

/** Where a value is below the root: the step to it, and the place of what holds it. */
interface Place {
  readonly above: Place | undefined
  readonly step: string | number
  readonly depth: number
}

const below = (above: Place | undefined, step: string | number): Place => ({
  above,
  step,
  depth: 1 + depthOf(above),
})

const depthOf = (place: Place | undefined): number => place?.depth ?? 0

const pathTo = (place: Place | undefined): YamlPath =>
  place === undefined ? [] : [...pathTo(place.above), place.step]

/** Nobody reads more problems, and a file can have one in each of its values. */
const MOST_TOLD = 1_000

const COLLECTION = /^(?:!|tag:yaml\.org,2002:(?:map|seq))$/

/**
 * Turns nodes into values by a dialect's scalars. Keys become text as Python's `json.dumps` writes them, merge keys are
 * merged, and of a key that is there twice the last counts. What cannot be JSON is a problem, with its text as value.
 */
export function constructValue(root: YamlNode, readScalar: (node: ScalarNode) => Scalar): Constructed {
  const state: State = { readScalar, values: new Map(), entries: new Map(), duplicates: [], problems: [] }
  const value = makeValue(state, root, undefined)
  return { value, entries: state.entries, duplicates: state.duplicates, problems: state.problems }
}

function makeValue(state: State, node: YamlNode, place: Place | undefined): Value {
  if (node.kind === 'scalar') return plainOf(state, node, place)
  const known = state.values.get(node)
  if (known !== undefined) return known
  const value = node.kind === 'sequence' ? sequenceOf(state, node, place) : mappingOf(state, node, place)
  state.values.set(node, value)
  return value
}

function plainOf(state: State, node: ScalarNode, place: Place | undefined): Plain {
  const scalar = state.readScalar(node)
  if (scalar.kind === 'value') return scalar.value
  problem(state, node, place, faultOf(scalar, node))
  return node.text
}

/** What is wrong with a scalar, and what to write. */
function faultOf(
  scalar: Exclude<Scalar, { readonly kind: 'value' }>,
  { text }: ScalarNode,
): Omit<Wrong, 'offset' | 'path'> {
  if (scalar.kind === 'wrong' || scalar.kind === 'not JSON') {
    const { hint, code } = scalar
    const message = scalar.kind === 'wrong' ? scalar.message : `${scalar.what} has no form in JSON`
    return { message, hint, code }
  }
  return {
    message: `a bare \`${text}\` has a meaning of its own in YAML 1.1`,
    hint: `Write it in quotes: \`"${text}"\`.`,
    code: 'yaml-sign',
  }
}

function sequenceOf(state: State, node: SequenceNode, place: Place | undefined): Value {
  const pairs = node.tag === 'tag:yaml.org,2002:omap' || node.tag === 'tag:yaml.org,2002:pairs'
  if (!pairs && !checkTag(state, node, place)) return null
  return node.items.map((item, index) => {
    const at = below(place, index)
    if (!pairs) return makeValue(state, item, at)
    const [pair, ...others] = item.kind === 'mapping' ? item.pairs : []
    if (pair !== undefined && others.length === 0) {
      return [makeValue(state, pair.key, at), makeValue(state, pair.value, at)]
    }
    const message = 'an item of `!!omap` or `!!pairs` is a mapping of one key'
    problem(state, item, at, { message, hint: 'Write each as `- key: value`.', code: 'yaml-pair' })
    return null
  })
}

function mappingOf(state: State, node: MappingNode, place: Place | undefined): Value {
  if (node.tag === 'tag:yaml.org,2002:set') {
    const message = 'a set has no form in JSON'
    problem(state, node, place, { message, hint: 'Write a list: `[a, b]`.', code: 'yaml-set' })
  } else if (!checkTag(state, node, place)) return null
  const entries = entriesOf(state, node, place)
  return Object.fromEntries(
    [...entries.values()].map(({ name, value }) => [name, makeValue(state, value, below(place, name))]),
  )
}

/** Whether a tag may be there; what it stands for is nobody's business where it may not. */
function checkTag(state: State, node: SequenceNode | MappingNode, place: Place | undefined): boolean {
  if (node.tag === undefined) return true
  const fits = node.tag.endsWith(node.kind === 'sequence' ? 'seq' : 'map') || node.tag === '!'
  if (fits && COLLECTION.test(node.tag)) return true
  problem(state, node, place, refuseTag(node.tag))
  return false
}

/** The pairs of a mapping with its merge keys merged: what is merged comes first, and the mapping's own keys win. */
function entriesOf(
  state: State,
  node: MappingNode,
  place: Place | undefined,
): ReadonlyMap<string, KeyedNode> {
  const known = state.entries.get(node)
  if (known !== undefined) return known
  const merged: KeyedNode[] = []
  const own: KeyedNode[] = []
  // Python takes 1, 1.0 and true for the same key, which the first of them names.
  const names = new Map<unknown, string>()
  for (const { key, value } of node.pairs) {
    const scalar = key.kind === 'scalar' ? state.readScalar(key) : undefined
    if (scalar?.kind === 'merge') for (const entry of mergedFrom(state, value, place)) merged.push(entry)
    else {
      const plain = readKey(state, key, scalar, place)
      const identity = identify(plain)
      const name = names.get(identity) ?? jsonKey(plain)
      names.set(identity, name)
      own.push({ name, key, value })
    }
  }
  const entries = new Map(merged.map((entry) => [entry.name, entry]))
  const seen = new Set<string>()
  for (const entry of own) {
    if (seen.has(entry.name) && state.duplicates.length < MOST_TOLD)
      state.duplicates.push({ name: entry.name, depth: depthOf(place), offset: entry.key.offset })
    seen.add(entry.name)
    entries.set(entry.name, entry)
  }
  state.entries.set(node, entries)
  return entries
}

function mergedFrom(state: State, node: YamlNode, place: Place | undefined): KeyedNode[] {
  const sources = node.kind === 'sequence' ? node.items.toReversed() : [node]
  return sources.flatMap((source) => {
    if (source.kind === 'mapping') return [...entriesOf(state, source, place).values()]
    const message = '`<<` merges a mapping or a list of mappings'
    problem(state, source, place, {
      message,
      hint: 'Give it the alias of a mapping: `<<: *name`.',
      code: 'yaml-merge',
    })
    return []
  })
}

function readKey(state: State, key: YamlNode, scalar: Scalar | undefined, place: Place | undefined): Plain {
  if (key.kind !== 'scalar') throw new YamlError('a list or mapping cannot be a key', key.offset)
  // `=` has no special meaning as a key.
  return scalar?.kind === 'equals' ? key.text : plainOf(state, key, place)
}

/** What Python compares: a number exactly, and a boolean as the number it is there. */
function identify(value: Plain): string | number | bigint | null {
  if (typeof value === 'string' || value === null) return value
  if (typeof value !== 'object') return Number(value)
  return isWholeText(value) ? BigInt(value.rawJSON) : Number(value.rawJSON)
}

function problem(
  state: State,
  { offset }: YamlNode,
  place: Place | undefined,
  wrong: Omit<Wrong, 'offset' | 'path'>,
): void {
  if (state.problems.length < MOST_TOLD) state.problems.push({ ...wrong, offset, path: pathTo(place) })
}
