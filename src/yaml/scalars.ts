import type { ScalarNode } from './nodes.ts'
import { pythonFloat } from './python-text.ts'
import { type Advice, refuseTag } from './tags.ts'
import { type RawNumber, rawNumber } from './value.ts'

export type Plain = null | boolean | number | string | RawNumber

/** What a scalar stands for: a value, something only YAML has, or nothing because its text does not fit its tag. */
export type Scalar =
  | { readonly kind: 'value'; readonly value: Plain }
  | { readonly kind: 'merge' | 'equals' }
  | (Advice & { readonly kind: 'not JSON'; readonly what: string })
  | (Advice & { readonly kind: 'wrong'; readonly message: string })

const TAG = 'tag:yaml.org,2002:'

// PyYAML's implicit resolvers. Its bool leaves out `y` and `n`; its float wants a dot and a signed exponent
// (docs/medperf.md 17.1).
const IMPLICIT: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['bool', /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/],
  [
    'float',
    /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  ],
  [
    'int',
    /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  ],
  ['merge', /^<<$/],
  ['null', /^(?:~|null|Null|NULL|)$/],
  [
    'timestamp',
    /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/,
  ],
  ['value', /^=$/],
]

/** The longest integer that Python reads from text or writes as text. */
const MOST_DIGITS = 4300

/** UTF-16 units of the longest text that is looked at as a number: as binary digits, `MOST_DIGITS` are fewer. */
const LONGEST_NUMBER = 20_000

/** The YAML 1.1 type of plain text without a tag, as PyYAML's resolver names it: `int`, `str`, `timestamp` … */
export function implicitType(text: string): string {
  // Longer ones are cut before they are matched; an endless number is none, and an endless text is text.
  if (text.length > LONGEST_NUMBER) return NUMBERLIKE.test(text) ? 'int' : 'str'
  if (/^[^-+.~<=0-9yYnNtTfFoO]/.test(text)) return 'str'
  return IMPLICIT.find(([, pattern]) => pattern.test(text))?.[0] ?? 'str'
}

/** UTF-16 units of a value in a message, which is cut again where it is shown. */
const LONGEST_SHOWN = 1_000

const quote = (text: string) => `\`${text.slice(0, LONGEST_SHOWN)}\``

const notJson = (what: string, hint: string, code: string): Scalar => ({ kind: 'not JSON', what, hint, code })

const NUMBERLIKE = /^[-+.]?[0-9][-+.:_0-9a-fA-FxX]*$/

/** A scalar as PyYAML's safe loader constructs it. */
export function readScalar({ tag, text, plain }: ScalarNode): Scalar {
  // PyYAML resolves `! "5"` as if it were plain.
  if (tag === undefined || tag === '!')
    return construct(plain || tag === '!' ? implicitType(text) : 'str', text)
  if (tag.startsWith(TAG)) return construct(tag.slice(TAG.length), text)
  return { kind: 'wrong', ...refuseTag(tag) }
}

function construct(type: string, text: string): Scalar {
  switch (type) {
    case 'str':
      return { kind: 'value', value: text }
    case 'null':
      return { kind: 'value', value: null }
    case 'bool':
      return valueOr(readBool(text), text, type)
    case 'int':
      return valueOr(readInt(text), text, type)
    case 'float':
      return valueOr(readFloat(text), text, type)
    case 'timestamp':
      return notJson(
        `the date ${quote(text)}`,
        `Write it in quotes: ${quote(JSON.stringify(text))}.`,
        'yaml-date',
      )
    case 'binary':
      return notJson('binary data', 'Write a text, without the tag `!!binary`.', 'yaml-binary')
    case 'merge':
      return { kind: 'merge' }
    case 'value':
      return { kind: 'equals' }
    default:
      return { kind: 'wrong', ...refuseTag(TAG + type) }
  }
}

const valueOr = (value: Plain | undefined, text: string, type: string): Scalar =>
  value === undefined
    ? {
        kind: 'wrong',
        message: `${quote(text)} is no ${type}`,
        hint: 'Correct it, or write it as text, in quotes.',
        code: 'yaml-number',
      }
    : { kind: 'value', value }

function readBool(text: string): boolean | undefined {
  if (/^(?:yes|true|on)$/i.test(text)) return true
  return /^(?:no|false|off)$/i.test(text) ? false : undefined
}

function readInt(text: string): Plain | undefined {
  if (text.length > LONGEST_NUMBER) return undefined
  const [, sign, digits = ''] = /^([-+]?)(.*)$/s.exec(text.replaceAll('_', '')) ?? []
  const size = wholeNumber(digits)
  if (size === undefined) return undefined
  const value = sign === '-' ? -size : size
  const number = Number(value)
  if (Number.isSafeInteger(number)) return number
  const exact = value.toString()
  return exact.length > MOST_DIGITS ? undefined : rawNumber(exact)
}

function wholeNumber(digits: string): bigint | undefined {
  if (/^0b[01]+$/.test(digits) || /^0x[0-9a-f]+$/i.test(digits)) return BigInt(digits)
  if (/^0o?[0-7]+$/.test(digits)) return BigInt(`0o${digits.replace(/^0o?/, '')}`)
  if (/^\d+(?::\d+)+$/.test(digits))
    return digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n)
  return /^(?:0|[1-9]\d*)$/.test(digits) && digits.length <= MOST_DIGITS ? BigInt(digits) : undefined
}

/** Whole floats keep their `.0`, so that they are sent as Python sends them. */
function readFloat(text: string): Plain | undefined {
  if (text.length > LONGEST_NUMBER) return undefined
  const [, sign, rest = ''] = /^([-+]?)(.*)$/s.exec(text.replaceAll('_', '').toLowerCase()) ?? []
  const size = floatSize(rest)
  if (size === undefined) return undefined
  const value = sign === '-' ? -size : size
  return Number.isInteger(value) ? rawNumber(pythonFloat(value)) : value
}

function floatSize(text: string): number | undefined {
  if (/^(?:\.?inf|infinity)$/.test(text)) return Number.POSITIVE_INFINITY
  if (/^\.?nan$/.test(text)) return Number.NaN
  if (/^(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/.test(text)) return Number(text)
  if (!/^\d+(?::\d+)+(?:\.\d*)?$/.test(text)) return undefined
  // From the right, as PyYAML adds them up: the order decides the last bit.
  return text
    .split(':')
    .reduceRight((sum, part, at, parts) => sum + Number(part) * 60 ** (parts.length - 1 - at), 0)
}
