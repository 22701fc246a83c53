import { plainLine, plainText } from '../../words/text.ts'
import { clipText } from '../clip.ts'

/*
 * Everything a report says may come from a stranger: names, messages, log lines. These functions turn text into GitHub's
 * Markdown that shows it and does nothing else: no mention, no reference, no link, no image, no HTML, no broken table.
 */

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '|': '&#124;' }

// Backslashes keep the rest of the syntax quiet; an underscore within a word has no meaning and stays readable.
const SYNTAX = /[\\`*[\]~$!]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu

// A zero-width space after these keeps GitHub from notifying people, from linking issues of this repository, and from making a
// sign of its name, such as `:tada:`.
const REFERENCE = /(@|#|\bGH-)(?=[\p{L}\p{N}_-])|:(?=(?:\d{0,9}[a-z_+-][\w+-]{0,80}|100|1234):)/giu

const ADDRESS = /(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.|mailto:)[^\s`]+/giu

/** Marks that end a sentence, or what is inserted into one. */
const SENTENCE = new Set('.,;:!?)]}\'"')

const LINE_START = /^(?=[-+](?:[-\s]|$)|[#=]|\d+[.)](?:\s|$))/

/** Text as a sentence: what stands between backticks, and every address, becomes code, the rest is plain. */
export function escapeProse(text: string, max = 1_000): string {
  const markdown = splitCode(closeCode(oneLine(text, max)))
    .flatMap((part, at) => (at % 2 === 1 ? [quoteCode(part)] : withAddresses(part)))
    .reduce(join, '')
  // What would begin a list or a heading begins with a character that nobody sees.
  return markdown.replace(LINE_START, '\u200b')
}

/** Prose and what stands between two backticks, in turns; blanks between backticks are no code. */
function splitCode(text: string): readonly string[] {
  const parts: string[] = []
  let begin = 0
  let open = text.indexOf('`')
  while (open !== -1) {
    const close = text.indexOf('`', open + 1)
    if (close === -1) break
    const code = text.slice(open + 1, close)
    if (code.trim() === '') open = close
    else {
      parts.push(text.slice(begin, open), code)
      begin = close + 1
      open = text.indexOf('`', begin)
    }
  }
  return [...parts, text.slice(begin)]
}

function withAddresses(text: string): readonly string[] {
  let end = 0
  const parts: string[] = []
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    // The full stop or bracket after an address belongs to the sentence.
    let length = address.length
    while (SENTENCE.has(address.charAt(length - 1))) length -= 1
    const bare = address.slice(0, length)
    parts.push(quiet(text.slice(end, index)), quoteCode(bare))
    end = index + bare.length
  }
  return [...parts, quiet(text.slice(end))]
}

// Cut roughly first: a stranger's text may be long, and what is taken out of it is little.
const oneLine = (text: string, max: number) =>
  clipText(plainLine(text.slice(0, 4 * max + 100), Number.POSITIVE_INFINITY), max)

// Backticks that meet would make one longer run and open the code between them.
const join = (before: string, after: string) =>
  before.endsWith('`') && after.startsWith('`') ? `${before}\u200b${after}` : before + after

// A cut may have taken the end of the code with it, and what was code would be our own words.
const closeCode = (line: string) =>
  line.endsWith('…') && line.split('`').length % 2 === 0 ? `${line}\`` : line

// Our pages mark their verdicts with such signs; in a sentence that may hold a stranger's words there are none.
const SIGNS = /(?![©®™])[\p{Extended_Pictographic}✓✗✘☐-☒⮽-⮿\u{1f5f4}-\u{1f5f9}][\ufe0e\ufe0f]?/gu

const quiet = (text: string) =>
  text
    .replaceAll(SIGNS, '')
    .replaceAll(REFERENCE, '$&\u200b')
    .replaceAll(/[&<>|]/g, (character) => HTML[character] ?? '')
    .replaceAll(SYNTAX, '\\$&')

/** Text as it stands, in a code span; nothing at all for empty text. */
export function quoteCode(text: string, max = 1_000): string {
  const line = oneLine(text, max)
  if (line === '') return ''
  if (line.includes('|')) return htmlCode(line)
  const fence = '`'.repeat(longestRun(line) + 1)
  const space = /^`|`$|^ .* $/.test(line) ? ' ' : ''
  return `${fence}${space}${line}${space}${fence}`
}

// A pipe would end a table's cell even in a code span, unless it is an entity, and entities need HTML. There Markdown
// still looks for e-mail addresses, hence the zero-width space.
const htmlCode = (line: string) =>
  `<code>${line.replaceAll(/[^\p{L}\p{N} ]/gu, (one) => `&#${one.codePointAt(0)};${one === '@' ? '\u200b' : ''}`)}</code>`

/** Lines in a fenced block that none of them can close. */
export function fenceCode(lines: readonly string[]): string {
  const text = lines.map((line) => plainText(line.toWellFormed()).replaceAll('\n', ' ')).join('\n')
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}text\n${text}\n${fence}`
}

const longestRun = (text: string) =>
  (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0)

/** A link with Markdown as its text; only the text where the address is not an http one. */
export function renderLink(markdown: string, url: string | undefined): string {
  if (url === undefined || !/^https?:\/\/[^\s]+$/.test(url)) return markdown
  return `[${markdown}](${url.replaceAll(/[^\w\-.~:/?#@!$&*+,;=%]/gu, encodeURIComponent).replaceAll(/[()'"]/g, percent)})`
}

const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/** A folded part; `summary` is our own words, `body` Markdown. */
export const foldDetails = (summary: string, body: string): string =>
  `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`

/** One column of a table: its heading in Markdown and where its cells stand. */
export interface Column {
  readonly title: string
  readonly align: 'left' | 'right'
}

/** A table of Markdown cells; nothing for no rows. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = columns.map(({ align }) => (align === 'left' ? ':--' : '--:'))
  return [line(columns.map(({ title }) => title)), `|${rule.join('|')}|`, ...rows.map(line)].join('\n')
}

/** Parts with an empty line between them; empty parts leave none. */
export const joinParagraphs = (parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join('\n\n')

/** Bytes of a text in UTF-8. */
export const countUtf8Bytes = (text: string): number => Buffer.byteLength(text)
