import { endOfString, isKey } from './json-scan.ts'

/** The most values, keys among them, in a file that people write: benchmark.yaml, configurations, parameters, paths.yaml. */
export const MOST_SETTINGS = 100_000

/**
 * The most values in a file or an answer that programs write: outputs, reports, locks, what servers say. Measured, a million
 * take 0.4 to 0.8 GB while they are read.
 */
export const MOST_VALUES = 1_000_000

/** Lists and mappings of JSON that lie in each other; what is deeper overflows the stack of whoever walks through it. */
const DEEPEST_JSON = 1_000

/** The most values in a report.json, where each metric has a row of a dozen beside the results. */
export const MOST_REPORTED = 3_000_000

/**
 * UTF-16 units of a key: PyYAML takes 1,024 where no `?` marks it. V8 tells strings of more than 16,383 units apart by comparing
 * each with each.
 */
export const LONGEST_KEY = 10_000

/** JSON that holds more than anybody wants, known before it is read. */
export class TooMuchJson extends SyntaxError {
  constructor(message: string) {
    super(message)
    this.name = 'TooMuchJson'
  }
}

/** Throws TooMuchJson for a text of more than `most` values, keys among them, or too deep a one; it makes no value itself. */
export function expectBoundedJson(text: string, most: number): void {
  let values = 0
  let depth = 0
  let inWord = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const wasInWord = inWord
    inWord = isWord(code)
    if (code === BRACKET || code === BRACE) {
      depth += 1
      if (depth > DEEPEST_JSON)
        throw new TooMuchJson(`it nests more than ${DEEPEST_JSON.toLocaleString('en')} levels deep`)
    } else if (code === BRACKET_END || code === BRACE_END) depth -= 1
    else if (code === QUOTE) {
      const end = endOfString(text, at)
      if (end - at - 1 > LONGEST_KEY && isKey(text, end)) throw new TooMuchJson(`it ${tooLongKey}`)
      at = end
    } else if (!inWord || wasInWord) continue
    values += code === BRACKET_END || code === BRACE_END ? 0 : 1
    if (values > most) throw new TooMuchJson(`it ${tooMany(most)}`)
  }
}

/** A part of a number, or of `true`, `false` and `null`. */
const isWord = (code: number) =>
  (code >= 0x30 && code <= 0x39) ||
  (code >= 0x61 && code <= 0x7a) ||
  code === DASH ||
  code === PLUS ||
  code === DOT ||
  code === LARGE_E

const [QUOTE, COMMA, COLON, BRACKET, BRACE, BRACKET_END, BRACE_END] = [
  0x22, 0x2c, 0x3a, 0x5b, 0x7b, 0x5d, 0x7d,
]
const [APOSTROPHE, DASH, QUESTION, PERCENT] = [0x27, 0x2d, 0x3f, 0x25]
const [PLUS, DOT, LARGE_E] = [0x2b, 0x2e, 0x45]
const [NEWLINE, RETURN, SPACE, TAB, ORDER_MARK] = [0x0a, 0x0d, 0x20, 0x09, 0xfeff]

/** What is wrong with a file that holds a key longer than `LONGEST_KEY`, as the end of a sentence. */
export const tooLongKey = `holds a key of more than ${LONGEST_KEY.toLocaleString('en')} characters`

/** What is wrong with a file of more than `most` values, as the end of a sentence. */
export const tooMany = (most: number): string => `holds more than ${most.toLocaleString('en')} values`

/**
 * Where a YAML text has passed `most` marks or twice as many lines; where it has not, it holds twice as many values at most.
 * The grammar gives each value a mark of its own, but for the key beside it or the list around it, so nothing is parsed to
 * know this. Those in text count as well: a text of that many commas is refused for nothing.
 */
export function findPassedBound(text: string, most: number): number | undefined {
  let marks = 0
  let lines = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === NEWLINE || code === RETURN) {
      lines += 1
      if (lines > 2 * most) return at
    } else if (isMark(text, code, at)) {
      marks += 1
      if (marks > most) return at
    }
  }
  return undefined
}

function isMark(text: string, code: number, at: number): boolean {
  switch (code) {
    case COMMA:
    case BRACKET:
    case BRACE:
      return true
    case DASH:
    case QUESTION:
      return isGap(text.charCodeAt(at + 1))
    case COLON:
      return isGap(text.charCodeAt(at + 1)) || isEnd(text.charCodeAt(at - 1))
    case PERCENT:
      return at === 0 || isBreak(text.charCodeAt(at - 1)) || text.charCodeAt(at - 1) === ORDER_MARK
    default:
      return false
  }
}

const isBlank = (code: number) => code === SPACE || code === TAB || isBreak(code)

const isBreak = (code: number) => code === NEWLINE || code === RETURN

/** White space, the end of the text, or what separates values between brackets. */
const isGap = (code: number) =>
  Number.isNaN(code) ||
  isBlank(code) ||
  code === COMMA ||
  code === BRACKET ||
  code === BRACE ||
  code === BRACKET_END ||
  code === BRACE_END

/** What a key may end with that lets its colon stand right behind it. */
const isEnd = (code: number) =>
  code === QUOTE || code === APOSTROPHE || code === BRACKET_END || code === BRACE_END
