import {
  type AliasEvent,
  CHOMPING_MODE,
  type DocumentEvent,
  EVENT_ID,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml'
import { LONGEST_KEY, tooLongKey, tooMany } from './bound.ts'
import type { Parsed } from './stream.ts'
import { YamlError } from './text.ts'

interface Common {
  /** The full tag, `!` for the non-specific one; undefined where none is written. */
  readonly tag: string | undefined
  /** Where it begins; an empty value has the offset of what stands before it. */
  readonly offset: number
}

export interface ScalarNode extends Common {
  readonly kind: 'scalar'
  readonly text: string
  readonly plain: boolean
}

export interface SequenceNode extends Common {
  readonly kind: 'sequence'
  readonly items: readonly YamlNode[]
}

export interface MappingNode extends Common {
  readonly kind: 'mapping'
  readonly pairs: readonly { readonly key: YamlNode; readonly value: YamlNode }[]
}

/** A node of a YAML document; an alias is the very node that its anchor names, never one that holds the alias. */
export type YamlNode = ScalarNode | SequenceNode | MappingNode

/** UTF-16 units of a name in a message. */
const LONGEST_SHOWN = 1_000

/** What aliases may add to a document, in values and characters: otherwise a few lines can stand for gigabytes. */
const MOST_ALIASED = 10_000_000

interface Composer {
  readonly parsed: Parsed
  readonly anchors: Map<string, Anchor>
  readonly handles: ReadonlyMap<string, string>
  index: number
  /** Where the last thing with a place began; an empty value has none of its own. */
  offset: number
  /** Values and characters so far, aliases counted as what they stand for. */
  size: number
  aliased: number
  /** Values so far, aliases counted as what they stand for. */
  count: number
  readonly most: number
}

interface Anchor {
  readonly node: YamlNode
  /** Undefined while the node is open. */
  size: number | undefined
  count: number
}

type NodeEvent = ScalarEvent | SequenceEvent | MappingEvent

/** The one document of a parsed YAML stream as at most so many nodes, undefined for an empty one; throws YamlError. */
export function readNodes(parsed: Parsed, most: number): YamlNode | undefined {
  const documents = parsed.events.filter((event): event is DocumentEvent => event.type === EVENT_ID.DOCUMENT)
  const [document] = documents
  if (document === undefined) return undefined
  const handles = new Map(
    document.directives.flatMap((one) => (one.kind === 'tag' ? [[one.handle, one.prefix]] : [])),
  )
  const start = { index: 1, offset: 0, size: 0, aliased: 0, count: 0 }
  const composer = { parsed, anchors: new Map(), handles, most, ...start }
  const root = readNode(composer)
  if (documents.length > 1) {
    throw new YamlError('there is more than one document in the file', nextOffset(composer))
  }
  return root
}

function nextOffset({ parsed, index, offset }: Composer): number {
  const next = parsed.events.slice(index).find((event) => 'tagStart' in event)
  return next === undefined ? offset : Math.max(offset, startOf(next))
}

function readNode(composer: Composer): YamlNode {
  const event = composer.parsed.events[composer.index++]
  if (event === undefined || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) {
    throw new TypeError('the events of the YAML parser do not nest')
  }
  const start = startOf(event)
  if (start >= 0) composer.offset = start
  if (event.type === EVENT_ID.ALIAS) return resolveAlias(composer, event)
  return readContent(composer, event, { tag: tagOf(composer, event), offset: composer.offset })
}

function readContent(composer: Composer, event: NodeEvent, common: Common): YamlNode {
  const { size, count } = composer
  const grown = () => ({ size: composer.size - size, count: composer.count - count })
  composer.size += 1
  composer.count += 1
  if (composer.count > composer.most) throw new YamlError(`it ${tooMany(composer.most)}`, composer.offset)
  if (event.type === EVENT_ID.SCALAR) {
    const text = textOf(composer.parsed.source, event)
    const node: ScalarNode = { ...common, kind: 'scalar', text, plain: event.style === SCALAR_STYLE.PLAIN }
    const anchor = openAnchor(composer, event, node)
    composer.size += text.length
    if (anchor !== undefined) Object.assign(anchor, grown())
    return node
  }
  const children: YamlNode[] = []
  const pairs: MappingNode['pairs'][number][] = []
  const node: YamlNode =
    event.type === EVENT_ID.SEQUENCE
      ? { ...common, kind: 'sequence', items: children }
      : { ...common, kind: 'mapping', pairs }
  const anchor = openAnchor(composer, event, node)
  while (composer.parsed.events[composer.index]?.type !== EVENT_ID.POP) {
    if (event.type === EVENT_ID.SEQUENCE) children.push(readNode(composer))
    else pairs.push({ key: readKey(composer), value: readNode(composer) })
  }
  composer.index += 1
  if (anchor !== undefined) Object.assign(anchor, grown())
  return node
}

function readKey(composer: Composer): YamlNode {
  const key = readNode(composer)
  if (key.kind === 'scalar' && key.text.length > LONGEST_KEY)
    throw new YamlError(`it ${tooLongKey}`, key.offset)
  if (key.kind !== 'scalar' || !key.plain || key.text !== '' || key.tag !== undefined) return key
  throw new YamlError('there is no key before this `:`', key.offset)
}

function openAnchor(
  composer: Composer,
  { anchorStart, anchorEnd }: NodeEvent,
  node: YamlNode,
): Anchor | undefined {
  if (anchorStart < 0) return undefined
  const name = composer.parsed.source.slice(anchorStart, anchorEnd)
  if (name.length > LONGEST_KEY || !/^[\w-]+$/.test(name))
    throw new YamlError(
      `the anchor \`${name.slice(0, LONGEST_SHOWN)}\` is not made of a few letters and digits`,
      node.offset,
    )
  if (composer.anchors.has(name)) throw new YamlError(`the anchor \`${name}\` is there twice`, node.offset)
  const anchor: Anchor = { node, size: undefined, count: 0 }
  composer.anchors.set(name, anchor)
  return anchor
}

function resolveAlias(composer: Composer, event: AliasEvent): YamlNode {
  const name = composer.parsed.source.slice(event.anchorStart, event.anchorEnd)
  const anchor = composer.anchors.get(name)
  if (anchor === undefined)
    throw new YamlError(`there is no anchor for the alias \`${name}\``, event.anchorStart)
  if (anchor.size === undefined)
    throw new YamlError(`the alias \`${name}\` stands inside its own anchor`, event.anchorStart)
  composer.size += anchor.size
  composer.aliased += anchor.size
  composer.count += anchor.count
  if (composer.aliased > MOST_ALIASED || composer.count > composer.most)
    throw new YamlError('the aliases stand for too much data', event.anchorStart)
  return anchor.node
}

/** A scalar's text; PyYAML adds no line break to a block scalar that ends with the file where the file has none. */
function textOf(source: string, event: ScalarEvent): string {
  const text = getScalarValue(source, event)
  const block = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK
  const cutShort = block && event.chomping !== CHOMPING_MODE.STRIP && event.valueEnd === source.length
  return cutShort && !/[\r\n]$/.test(source) ? text.replace(/\n$/, '') : text
}

function startOf(event: NodeEvent | AliasEvent): number {
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1
  if (event.tagStart >= 0) return event.tagStart
  if (event.anchorStart >= 0) return event.anchorStart - 1
  if (event.type !== EVENT_ID.SCALAR) return event.start
  const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
  return quoted ? event.valueStart - 1 : event.valueStart
}

function tagOf({ parsed, handles }: Composer, { tagStart, tagEnd }: NodeEvent): string | undefined {
  if (tagStart < 0) return undefined
  const written = parsed.source.slice(tagStart, tagEnd)
  if (written === '!') return written
  if (written.startsWith('!<')) return decodeURIComponent(written.slice(2, -1))
  const handle = /^!(?:[\w-]*!)?/.exec(written)?.[0] ?? '!'
  const prefix = handles.get(handle) ?? (handle === '!!' ? 'tag:yaml.org,2002:' : handle)
  return prefix + decodeURIComponent(written.slice(handle.length))
}
