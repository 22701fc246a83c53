import { isList, isObject, type Json } from './json.ts'

// What Python's str.strip() removes; JavaScript's trim() knows neither U+001C-U+001F nor U+0085, but removes U+FEFF.
const SPACES = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const EDGES = new RegExp(`^[${SPACES}]+|[${SPACES}]+$`, 'g')
const WHOLE = /^[+-]?\p{Nd}+(?:_\p{Nd}+)*$/u
const DIGIT = /\p{Nd}/u

/** A text without the white space around it, as Python's `str.strip()`. */
export const strip = (text: string): string => text.replaceAll(EDGES, '')

/** The number of characters (code points) of a text. */
export const length = (text: string): number => [...text].length

/** The most digits that Python reads as a whole number. */
export const MAX_DIGITS = 4300

/** A text as a whole number, as Python's `int()` reads it (`" 5 "`, `"+5"`, `"1_000"`); null where it does not. */
export function wholeNumber(text: string): bigint | null {
  const bare = strip(text)
  if (!WHOLE.test(bare) || length(bare.replaceAll(/[-_+]/g, '')) > MAX_DIGITS) return null
  return BigInt(bare.replaceAll(/[_+]/g, '').replaceAll(/(?!\d)\p{Nd}/gu, latinDigit))
}

/** Unicode keeps the digits of every script in runs of ten, from zero to nine. */
function latinDigit(char: string): string {
  const code = char.codePointAt(0) ?? 0
  let start = code
  while (DIGIT.test(String.fromCodePoint(start - 1))) start -= 1
  return String((code - start) % 10)
}

/** A float as Python writes it: `1.0`, `1e-05`, `1e+16`. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0.0'
  const [mantissa = '', power = ''] = value.toExponential().split('e')
  const exponent = Number(power)
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
  }
  const text = plainDigits(mantissa, exponent)
  return text.includes('.') ? text : `${text}.0`
}

function plainDigits(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : ''
  const digits = mantissa.replace('-', '').replace('.', '')
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  const rest = digits.slice(exponent + 1)
  return rest === '' ? `${sign}${whole}` : `${sign}${whole}.${rest}`
}

/** A value as Python's `str()` shows it; texts as they are. */
export const shown = (value: Json): string => (typeof value === 'string' ? value : literal(value))

/** A value as Python's `repr()` shows it. */
export function literal(value: Json): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return floatText(value)
  if (typeof value === 'string') return textLiteral(value)
  if (isList(value)) return `[${value.map(literal).join(', ')}]`
  if (!isObject(value)) return ''
  return `{${[...value].map(([key, inner]) => `${textLiteral(key)}: ${literal(inner)}`).join(', ')}}`
}

const ESCAPED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' }

function textLiteral(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'"
  const inner = text.replaceAll(/\\|\p{C}|[\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escapeCharacter)
  return `${mark}${mark === "'" ? inner.replaceAll("'", "\\'") : inner}${mark}`
}

function escapeCharacter(char: string): string {
  const known = ESCAPED[char]
  if (known !== undefined) return known
  const code = char.codePointAt(0) ?? 0
  const hex = code.toString(16)
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

/** The name of a value's Python type, as error texts use it. */
export function typeName(value: Json): string {
  if (value === null) return 'NoneType'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'bigint') return 'int'
  if (typeof value === 'number') return 'float'
  if (typeof value === 'string') return 'str'
  return isList(value) ? 'list' : 'dict'
}
