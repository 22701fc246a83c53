import { isUtf8 } from 'node:buffer'

/** Where something is in a text; line and column count from 1. */
export interface TextPlace {
  readonly line: number
  readonly column: number
}

/** A problem that ends the reading, at an offset of the text or at a place. */
export class YamlError extends Error {
  readonly at: number | TextPlace

  constructor(message: string, at: number | TextPlace) {
    super(message)
    this.name = 'YamlError'
    this.at = at
  }
}

// What PyYAML's reader refuses anywhere in a stream.
const UNPRINTABLE = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u
// YAML 1.1 breaks lines here and YAML 1.2 does not, so the two would read different values.
const OLD_BREAK = /[\u0085\u2028\u2029]/

/** The text of a YAML stream without its byte order mark; throws YamlError for what is not UTF-8 or not printable. */
export function yamlText(source: string | Uint8Array, version: '1.1' | '1.2'): string {
  const text = (typeof source === 'string' ? source : decode(source)).replace(/^\ufeff/, '')
  refuse(text, UNPRINTABLE, 'is not allowed in YAML')
  if (version === '1.1')
    refuse(text, OLD_BREAK, 'is a line break in YAML 1.1; write it as an escape in double quotes')
  return text
}

function decode(bytes: Uint8Array): string {
  if (isUtf8(bytes)) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (utf16) throw new YamlError('the file is UTF-16, not UTF-8', { line: 1, column: 1 })
  let line = 1
  for (let start = 0; start < bytes.length; line += 1) {
    const found = bytes.indexOf(0x0a, start)
    const end = found === -1 ? bytes.length : found
    if (!isUtf8(bytes.subarray(start, end))) break
    start = end + 1
  }
  throw new YamlError('the file is not UTF-8', { line, column: 1 })
}

function refuse(text: string, pattern: RegExp, why: string): void {
  const at = text.search(pattern)
  if (at === -1) return
  const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  throw new YamlError(`the character U+${code} ${why}`, indexPlaces(text)(at))
}

/** Turns offsets of a text into lines and columns; its lines are looked up with the first of them. */
export function indexPlaces(text: string): (offset: number) => TextPlace {
  let known: readonly number[] | undefined
  return (offset) => {
    known ??= findLines(text)
    const starts = known
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}

function findLines(text: string): readonly number[] {
  const starts = [0]
  for (const { index, 0: found } of text.matchAll(/\r\n?|\n/g)) starts.push(index + found.length)
  return starts
}
