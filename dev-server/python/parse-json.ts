import { DecodeError, decodeBytes } from './decode.ts'
import type { Json } from './json.ts'
import { MAX_DIGITS } from './text.ts'

/** Broken JSON; the message is that of Python's parser, place included. */
export class JsonSyntaxError extends Error {
  override name = 'JsonSyntaxError'
}

/** JSON nested deeper than Python's parser follows; the real server answers 500. */
export class JsonDepthError extends Error {
  override name = 'JsonDepthError'
}

interface Scan {
  readonly text: string
  at: number
}

const SPACE = /[ \t\n\r]*/y
const NUMBER = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?/y
const PLAIN = /[^"\\\u0000-\u001f]*/y
const HEX = /[0-9A-Fa-f]{4}/y
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
const WORDS: readonly (readonly [string, Json])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
]
const CONSTANTS = ['NaN', 'Infinity', '-Infinity']
const MAX_DEPTH = 900

/** Reads JSON as Python's `json` with strict constants does; throws JsonSyntaxError with Python's words, JsonDepthError. */
export function parseJson(text: string): Json {
  if (text.startsWith('\ufeff')) throw fault(text, 'Unexpected UTF-8 BOM (decode using utf-8-sig)', 0)
  const scan: Scan = { text, at: 0 }
  skipSpace(scan)
  const value = readValue(scan, 0)
  skipSpace(scan)
  if (scan.at < text.length) throw fault(text, 'Extra data', scan.at)
  return value
}

function readValue(scan: Scan, depth: number): Json {
  if (depth > MAX_DEPTH) throw new JsonDepthError('maximum recursion depth exceeded')
  const { text, at } = scan
  const first = text[at]
  if (first === '"') return readString(scan)
  if (first === '{') return readObject(scan, depth)
  if (first === '[') return readArray(scan, depth)
  for (const [word, value] of WORDS) {
    if (text.startsWith(word, at)) {
      scan.at += word.length
      return value
    }
  }
  const constant = CONSTANTS.find((word) => text.startsWith(word, at))
  if (constant) throw new JsonSyntaxError(`Out of range float values are not JSON compliant: '${constant}'`)
  return readNumber(scan)
}

function readNumber(scan: Scan): Json {
  const found = match(NUMBER, scan)
  if (!found) throw fault(scan.text, 'Expecting value', scan.at)
  const [all, whole, fraction, exponent] = found
  scan.at += all.length
  if (fraction !== undefined || exponent !== undefined) return Number(all)
  const digits = (whole as string).replace('-', '').length
  if (digits <= MAX_DIGITS) return BigInt(whole as string)
  throw new JsonSyntaxError(
    `Exceeds the limit (${MAX_DIGITS} digits) for integer string conversion: value has ${digits} digits; use sys.set_int_max_str_digits() to increase the limit`,
  )
}

function readArray(scan: Scan, depth: number): Json {
  const items: Json[] = []
  scan.at += 1
  skipSpace(scan)
  if (scan.text[scan.at] === ']') {
    scan.at += 1
    return items
  }
  for (;;) {
    items.push(readValue(scan, depth + 1))
    if (endOfItem(scan, ']')) return items
  }
}

function readObject(scan: Scan, depth: number): Json {
  const found = new Map<string, Json>()
  scan.at += 1
  skipSpace(scan)
  if (scan.text[scan.at] === '}') {
    scan.at += 1
    return found
  }
  for (;;) {
    if (scan.text[scan.at] !== '"') {
      throw fault(scan.text, 'Expecting property name enclosed in double quotes', scan.at)
    }
    const key = readString(scan)
    skipSpace(scan)
    if (scan.text[scan.at] !== ':') throw fault(scan.text, "Expecting ':' delimiter", scan.at)
    scan.at += 1
    skipSpace(scan)
    found.set(key, readValue(scan, depth + 1))
    if (endOfItem(scan, '}')) return found
  }
}

/** Steps over the comma after an item, or over the closing bracket: true. */
function endOfItem(scan: Scan, close: string): boolean {
  skipSpace(scan)
  const next = scan.text[scan.at]
  if (next !== close && next !== ',') throw fault(scan.text, "Expecting ',' delimiter", scan.at)
  scan.at += 1
  if (next === close) return true
  skipSpace(scan)
  return false
}

function readString(scan: Scan): string {
  const start = scan.at
  scan.at += 1
  let value = ''
  for (;;) {
    const plain = match(PLAIN, scan)?.[0] ?? ''
    value += plain
    scan.at += plain.length
    const stop = scan.text[scan.at]
    if (stop === undefined) throw fault(scan.text, 'Unterminated string starting at', start)
    if (stop === '"') {
      scan.at += 1
      return value
    }
    if (stop !== '\\') throw fault(scan.text, 'Invalid control character at', scan.at)
    value += readEscape(scan, start)
  }
}

function readEscape(scan: Scan, start: number): string {
  const letter = scan.text[scan.at + 1]
  if (letter === undefined) throw fault(scan.text, 'Unterminated string starting at', start)
  scan.at += 2
  if (letter !== 'u') {
    const plain = ESCAPES[letter]
    if (plain === undefined) throw fault(scan.text, 'Invalid \\escape', scan.at - 2)
    return plain
  }
  const code = match(HEX, scan)?.[0]
  if (code === undefined) throw fault(scan.text, 'Invalid \\uXXXX escape', scan.at - 1)
  scan.at += 4
  return String.fromCharCode(Number.parseInt(code, 16))
}

function skipSpace(scan: Scan): void {
  scan.at += match(SPACE, scan)?.[0].length ?? 0
}

function match(pattern: RegExp, scan: Scan): RegExpExecArray | null {
  pattern.lastIndex = scan.at
  return pattern.exec(scan.text)
}

/** Places count characters, not UTF-16 units. */
function fault(text: string, what: string, at: number): JsonSyntaxError {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  const column = [...before.slice(before.lastIndexOf('\n') + 1)].length + 1
  return new JsonSyntaxError(`${what}: line ${line} column ${column} (char ${[...before].length})`)
}

/** Bytes of a body as JSON; throws JsonSyntaxError, also where the bytes are no text in their charset. */
export function parseJsonBytes(bytes: Uint8Array, charset?: string): Json {
  try {
    return parseJson(decodeBytes(bytes, charset))
  } catch (error) {
    if (error instanceof DecodeError) throw new JsonSyntaxError(error.message)
    throw error
  }
}
