import {
  boolYaml11Tag,
  DEFAULT_SCALAR_STYLE_RULES,
  defineScalarTag,
  dump,
  floatCoreTag,
  intCoreTag,
  mapTag,
  NOT_RESOLVED,
  type Node,
  nullYaml11Tag,
  SCALAR_STYLE,
  type ScalarLayout,
  Schema,
  seqTag,
  strTag,
  visit,
} from 'js-yaml'
import { isWholeText, pythonFloat } from './python-text.ts'
import { implicitType } from './scalars.ts'
import { isRawNumber, type RawNumber, type Value } from './value.ts'

// A number that JavaScript writes with an exponent, or as -0, was a float: whole numbers of that size come as text.
const isWhole = (value: unknown): boolean =>
  isRawNumber(value)
    ? isWholeText(value)
    : Number.isInteger(value) && !Object.is(value, -0) && !String(value).includes('e')

const intTag = defineScalarTag('tag:yaml.org,2002:int', {
  implicit: true,
  resolve: (text) => (implicitType(text) === 'int' ? text : NOT_RESOLVED),
  identify: isWhole,
  represent: (value: number | RawNumber) => (isRawNumber(value) ? value.rawJSON : BigInt(value).toString()),
})

const floatTag = defineScalarTag('tag:yaml.org,2002:float', {
  implicit: true,
  resolve: (text) => (implicitType(text) === 'float' ? text : NOT_RESOLVED),
  identify: (value) => typeof value === 'number' || isRawNumber(value),
  represent: (value: number | RawNumber) =>
    floatText(isRawNumber(value) ? value.rawJSON : pythonFloat(value)),
})

/** Text that YAML 1.1 or 1.2 reads as something else must not stand there bare. */
const otherTag = defineScalarTag('other', {
  implicit: true,
  resolve: (text) => (isText(text) ? NOT_RESOLVED : text),
  identify: () => false,
})

const isText = (text: string): boolean =>
  implicitType(text) === 'str' &&
  [intCoreTag, floatCoreTag].every((tag) => tag.resolve(text, false, tag.tagName) === NOT_RESOLVED)

const SCHEMA = new Schema([strTag, seqTag, mapTag, nullYaml11Tag, boolYaml11Tag, intTag, floatTag, otherTag])

/**
 * Writes a value as MedPerf's client does with `yaml.safe_dump`: keys sorted, block style, ASCII (docs/medperf.md 17.3).
 * Readers of YAML 1.1 and of YAML 1.2 get the same value back.
 */
export function writeYaml(value: Value): string {
  const text = dump(value, {
    schema: SCHEMA,
    noRefs: true,
    seqNoIndent: true,
    lineWidth: -1,
    transform: (documents) => visit(documents, sortKeys),
    scalarStyleRules: [quoteUnusual, ...Object.values(DEFAULT_SCALAR_STYLE_RULES)],
  })
  // Such characters stand only in double quotes, where `quoteUnusual` put them.
  return text.replaceAll(/[^\u0000-\u007e]/gu, escapeCharacter)
}

/** What is not plain ASCII, and what a reader could take for the start or end of a document. */
function quoteUnusual(layout: ScalarLayout): void {
  if (/[^\u0020-\u007e]|^(?:---|\.\.\.)/.test(layout.node.value)) layout.style = SCALAR_STYLE.DOUBLE_QUOTED
}

function escapeCharacter(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
  if (code.length <= 2) return `\\x${code}`
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`
}

function sortKeys(node: Node): void {
  if (node.kind === 'mapping') node.items.sort((a, b) => Buffer.compare(textOf(a.key), textOf(b.key)))
}

/** The order of UTF-8 is that of code points, by which Python sorts. */
const textOf = (key: Node): Buffer => Buffer.from(key.kind === 'scalar' ? key.value : '')

/** A float that YAML 1.1 does not take for text: with a dot and with a sign before the exponent. */
function floatText(number: string): string {
  if (/nan|inf/.test(number)) return number.replace(/nan|inf/, '.$&')
  const [mantissa = '', exponent] = number.toLowerCase().split('e')
  const dotted = mantissa.includes('.') ? mantissa : `${mantissa}.0`
  if (exponent === undefined) return dotted
  return `${dotted}e${/^[-+]/.test(exponent) ? '' : '+'}${exponent}`
}
