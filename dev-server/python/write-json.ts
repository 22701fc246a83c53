import { isList, isObject, type Json } from './json.ts'
import { floatText } from './text.ts'

/** A number that JSON has no form for, or a text that UTF-8 has none for; the real server answers 500. */
export class NotJsonError extends Error {
  override name = 'NotJsonError'
}

interface Style {
  readonly comma: string
  readonly colon: string
  readonly ascii: boolean
}

const ANSWER: Style = { comma: ',', colon: ':', ascii: false }
const STORED: Style = { comma: ', ', colon: ': ', ascii: true }

/** JSON as the server answers it: compact, not escaped to ASCII. Throws NotJsonError for an infinity or half a surrogate pair. */
export const answerJson = (value: Json): string => write(value, ANSWER)

/** JSON as the server stores and compares it: Python's default spacing and escapes. Throws NotJsonError for an infinity. */
export const storedJson = (value: Json): string => write(value, STORED)

function write(value: Json, style: Style): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return quote(value, style)
  if (typeof value === 'number') return finite(value)
  if (typeof value !== 'object') return String(value)
  if (isList(value)) return `[${value.map((item) => write(item, style)).join(style.comma)}]`
  if (!isObject(value)) throw new NotJsonError('not a JSON value')
  const pairs = [...value].map(([key, inner]) => `${quote(key, style)}${style.colon}${write(inner, style)}`)
  return `{${pairs.join(style.comma)}}`
}

function finite(value: number): string {
  if (!Number.isFinite(value)) throw new NotJsonError('Out of range float values are not JSON compliant')
  return floatText(value)
}

function quote(text: string, style: Style): string {
  if (!style.ascii && !text.isWellFormed()) throw new NotJsonError('surrogates not allowed')
  const pattern = style.ascii ? /[\u007f-\uffff]/g : /[\u2028\u2029]/g
  return JSON.stringify(text).replaceAll(pattern, escapeUnit)
}

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
