const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a]
const [NEWLINE, RETURN, SPACE, TAB] = [0x0a, 0x0d, 0x20, 0x09]

/** Where the quote stands that ends a string of JSON which begins at `from`; the end of the text where there is none. */
export function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at += 1
    else if (code === QUOTE) return at
  }
  return text.length
}

/** Whether a string that ends at `end` is a key. */
export function isKey(text: string, end: number): boolean {
  let at = end + 1
  while (at < text.length && isBlank(text.charCodeAt(at))) at += 1
  return text.charCodeAt(at) === COLON
}

const isBlank = (code: number) => code === SPACE || code === TAB || code === NEWLINE || code === RETURN
