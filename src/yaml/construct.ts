import type { MappingNode, ScalarNode, SequenceNode, YamlNode } from './nodes.ts'
import { isWholeText, jsonKey } from './python-text.ts'
import type { Plain, Scalar } from './scalars.ts'
import { YamlError } from './text.ts'
import type { Value } from './value.ts'

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

/** Something that makes a document unusable, at an offset of its text. */
export interface Wrong {
  readonly message: string
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

/** Nobody reads more problems, and a file can have one in each of its values. */
const MOST_TOLD = 1_000

const COLLECTION = /^(?:!|tag:yaml\.org,2002:(?:map|seq))$/

/**
 * Turns nodes into values by a dialect's scalars. Keys become text as Python's `json.dumps` writes them, merge keys are
 * merged, and of a key that is there twice the last counts. What cannot be JSON is a problem, with its text as value.
 */
export function constructValue(root: YamlNode, readScalar: (node: ScalarNode) => Scalar): Constructed {
  const state: State = { readScalar, values: new Map(), entries: new Map(), duplicates: [], problems: [] }
  const value = makeValue(state, root, 0)
  return { value, entries: state.entries, duplicates: state.duplicates, problems: state.problems }
}

function makeValue(state: State, node: YamlNode, depth: number): Value {
  if (node.kind === 'scalar') return plainOf(state, node)
  const known = state.values.get(node)
  if (known !== undefined) return known
  const value = node.kind === 'sequence' ? sequenceOf(state, node, depth) : mappingOf(state, node, depth)
  state.values.set(node, value)
  return value
}

function plainOf(state: State, node: ScalarNode): Plain {
  const scalar = state.readScalar(node)
  if (scalar.kind === 'value') return scalar.value
  const message =
    scalar.kind === 'wrong'
      ? scalar.message
      : scalar.kind === 'not JSON'
        ? `${scalar.what} has no form in JSON`
        : `a bare \`${node.text}\` has a meaning of its own in YAML 1.1`
  problem(state, node, message)
  return node.text
}

function sequenceOf(state: State, node: SequenceNode, depth: number): Value {
  const pairs = node.tag === 'tag:yaml.org,2002:omap' || node.tag === 'tag:yaml.org,2002:pairs'
  if (!pairs) checkTag(state, node)
  return node.items.map((item) => {
    if (!pairs) return makeValue(state, item, depth + 1)
    const [pair, ...others] = item.kind === 'mapping' ? item.pairs : []
    if (pair !== undefined && others.length === 0) {
      return [makeValue(state, pair.key, depth + 1), makeValue(state, pair.value, depth + 1)]
    }
    problem(state, item, 'an item of `!!omap` or `!!pairs` is a mapping of one key')
    return null
  })
}

function mappingOf(state: State, node: MappingNode, depth: number): Value {
  if (node.tag === 'tag:yaml.org,2002:set') problem(state, node, 'a set has no form in JSON')
  else checkTag(state, node)
  const entries = entriesOf(state, node, depth)
  return Object.fromEntries(
    [...entries.values()].map(({ name, value }) => [name, makeValue(state, value, depth + 1)]),
  )
}

function checkTag(state: State, node: SequenceNode | MappingNode): void {
  if (node.tag === undefined) return
  const fits = node.tag.endsWith(node.kind === 'sequence' ? 'seq' : 'map') || node.tag === '!'
  if (!fits || !COLLECTION.test(node.tag)) problem(state, node, `the tag \`${node.tag}\` cannot be used here`)
}

/** The pairs of a mapping with its merge keys merged: what is merged comes first, and the mapping's own keys win. */
function entriesOf(state: State, node: MappingNode, depth: number): ReadonlyMap<string, KeyedNode> {
  const known = state.entries.get(node)
  if (known !== undefined) return known
  const merged: KeyedNode[] = []
  const own: KeyedNode[] = []
  // Python takes 1, 1.0 and true for the same key, which the first of them names.
  const names = new Map<unknown, string>()
  for (const { key, value } of node.pairs) {
    const scalar = key.kind === 'scalar' ? state.readScalar(key) : undefined
    if (scalar?.kind === 'merge') for (const entry of mergedFrom(state, value, depth)) merged.push(entry)
    else {
      const plain = readKey(state, key, scalar)
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
      state.duplicates.push({ name: entry.name, depth, offset: entry.key.offset })
    seen.add(entry.name)
    entries.set(entry.name, entry)
  }
  state.entries.set(node, entries)
  return entries
}

function mergedFrom(state: State, node: YamlNode, depth: number): KeyedNode[] {
  const sources = node.kind === 'sequence' ? node.items.toReversed() : [node]
  return sources.flatMap((source) => {
    if (source.kind === 'mapping') return [...entriesOf(state, source, depth).values()]
    problem(state, source, '`<<` merges a mapping or a list of mappings')
    return []
  })
}

function readKey(state: State, key: YamlNode, scalar: Scalar | undefined): Plain {
  if (key.kind !== 'scalar') throw new YamlError('a list or mapping cannot be a key', key.offset)
  // `=` has no special meaning as a key.
  return scalar?.kind === 'equals' ? key.text : plainOf(state, key)
}

/** What Python compares: a number exactly, and a boolean as the number it is there. */
function identify(value: Plain): string | number | bigint | null {
  if (typeof value === 'string' || value === null) return value
  if (typeof value !== 'object') return Number(value)
  return isWholeText(value) ? BigInt(value.rawJSON) : Number(value.rawJSON)
}

function problem(state: State, node: YamlNode, message: string): void {
  if (state.problems.length < MOST_TOLD) state.problems.push({ message, offset: node.offset })
}
