import { parsePlainJson } from './json.ts'

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

/**
 * The first key that an object of a JSON text has twice: readers differ in which of the two counts. It takes memory for the keys of
 * the objects that are open, and says something of what is no JSON too.
 */
export function findRepeatedKey(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = []
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === OPEN_OBJECT || code === OPEN_LIST) open.push(code === OPEN_OBJECT ? new Set() : undefined)
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) open.pop()
    else if (code === QUOTE) {
      const end = endOfString(text, at)
      const keys = isKey(text, end) ? open.at(-1) : undefined
      const key = keys && readString(text.slice(at, end))
      if (key !== undefined && keys?.has(key)) return key
      if (key !== undefined) keys?.add(key)
      at = end - 1
    }
  }
  return undefined
}

/** The place behind the quote that ends a string. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text.charCodeAt(at) !== QUOTE) {
    at += text.charCodeAt(at) === BACKSLASH ? 2 : 1
  }
  return at + 1
}

function isKey(text: string, end: number): boolean {
  let at = end
  while (' \t\n\r'.includes(text.charAt(at)) && at < text.length) at += 1
  return text.charCodeAt(at) === COLON
}

/** A key as it counts, whatever it is written like; of what is no string, as it is written. */
function readString(written: string): string {
  try {
    return String(parsePlainJson(written))
  } catch {
    return written
  }
}
