import type { Advice } from '../tags.ts'
import type { TextPlace } from '../text.ts'

/** What to do about a text that is no YAML; with words and a place of its own where the reader stumbled behind the cause. */
export interface SyntaxAdvice extends Advice, Partial<TextPlace> {
  readonly message?: string
}

/** A place where reading ended, with its line and the one before it that is not blank. */
interface Spot {
  readonly reason: string
  readonly own: string
  readonly before: string
  readonly place: TextPlace
  /** Of `before`, from 1. */
  readonly lineBefore: number
}

type Rule = (spot: Spot) => SyntaxAdvice | undefined

/** UTF-16 units of a text that people write: what is longer came out of a program. */
const LONGEST = 1_000_000
const WIDEST = 2_000

/** What to do where a reader of YAML stopped; the cause is looked for in its line and the one before. */
export function adviseSyntax(reason: string, text: string, place: TextPlace): SyntaxAdvice {
  const lines = text.length > LONGEST ? [] : text.split(/\r\n?|\n/)
  let at = place.line - 2
  while (at > 0 && /^\s*(?:#.*)?$/.test(lines[at] ?? '')) at -= 1
  const [own = '', before = ''] = [lines[place.line - 1], lines[at]].map((line) => line?.slice(0, WIDEST))
  const spot = { reason, own, before, place, lineBefore: at + 1 }
  for (const rule of RULES) {
    const advice = rule(spot)
    if (advice !== undefined) return advice
  }
  return {
    hint: 'Look at this line and the one before it: `key: value` with a space behind the colon, lines of one mapping in one column, every quote and bracket closed.',
    code: 'yaml-syntax',
  }
}

/** A rule for what the reader says. */
const onReason =
  (pattern: RegExp, code: string, hint: string): Rule =>
  ({ reason }) =>
    pattern.test(reason) ? { hint, code } : undefined

/** Where the reader met something that fits nothing before it, for whatever cause. */
const isMisfit = ({ reason }: Spot) =>
  /^(?:bad indentation|end of the stream or|can not read a block|expected the node content)/.test(reason)

/** A word and a colon without a space, but not the begin of an address, or of a path of Windows. */
const NO_SPACE = /^(\s*(?:- +)?)(["']?)([\w.-]+)\2:(?!\/\/)(?=[^\s:/\\])(.*)$/

const missingSpace: Rule = (spot) => {
  if (!isMisfit(spot)) return undefined
  const { own, before, place, lineBefore } = spot
  const found = [
    { text: own, line: place.line },
    { text: before, line: lineBefore },
  ].find(({ text }) => NO_SPACE.test(text))
  const [, start = '', , key = '', value = ''] = NO_SPACE.exec(found?.text ?? '') ?? []
  if (found === undefined) return undefined
  return {
    message: `there is no space behind the colon of \`${key}:\``,
    hint: `Write \`${key}: ${cut(value)}\`.`,
    code: 'yaml-colon-without-space',
    line: found.line,
    column: start.length + 1,
  }
}

const missingDashSpace: Rule = (spot) => {
  const { own, before } = spot
  const [, item = ''] =
    [own, before].map((line) => /^\s*-(?![-\s\d])(.+)$/.exec(line)).find((found) => found !== null) ?? []
  if (!isMisfit(spot) || item === '') return undefined
  return {
    hint: `An item of a list begins with a dash and a space: \`- ${cut(item)}\`.`,
    code: 'yaml-dash-without-space',
  }
}

const equalSign: Rule = (spot) => {
  const { own, before, place, lineBefore } = spot
  const found = [
    { text: own, line: place.line },
    { text: before, line: lineBefore },
  ].find(({ text }) => EQUALS.test(text))
  const [, start = '', key = '', value = ''] = EQUALS.exec(found?.text ?? '') ?? []
  if (!isMisfit(spot) || found === undefined) return undefined
  return {
    hint: `YAML has a colon there: \`${key}: ${cut(value)}\`.`,
    code: 'yaml-equal-sign',
    line: found.line,
    column: start.length + 1,
  }
}

const EQUALS = /^(\s*)([\w.-]+)\s*=\s*(\S.*)$/

const noBreakSpace: Rule = ({ own, before }) =>
  /\u00a0/.test(own + before)
    ? {
        hint: 'There is a no-break space (U+00A0), as web pages and word processors write it: type a plain one.',
        code: 'yaml-no-break-space',
      }
    : undefined

const curlyQuotes: Rule = ({ own, before }) =>
  /[“”‘’„]/.test(own + before)
    ? { hint: 'Quotes are straight in YAML: `"…"` or `\'…\'`.', code: 'yaml-curly-quotes' }
    : undefined

const behindQuote: Rule = (spot) => {
  const [, quote = ''] = /^\s*(?:- +)*(?:[^\s'":]+:\s+)?(["'])(?:(?!\1).)*\1[^\s,:\]}]/.exec(spot.own) ?? []
  if (!isMisfit(spot) || quote === '') return undefined
  return {
    hint:
      quote === "'"
        ? "The quote ends in the middle of the value: write an apostrophe twice (`'it''s'`), or put the value between double quotes."
        : 'The quote ends in the middle of the value: write `\\"` for a quote that is part of it, or put the value between single quotes.',
    code: 'yaml-quote-ends-early',
  }
}

const colonInValue: Rule = (spot) => {
  const [, key = '', value = ''] =
    /^\s*(?:- +)*([^\s:'"#][^:'"#]*):\s+([^\s'"[{|>#][^#]*:(?:\s.*|)|)$/.exec(spot.own) ?? []
  if (!isMisfit(spot) || key === '' || value === '') return undefined
  return {
    hint: `A text with a colon and a space in it goes into quotes: \`${cut(key)}: "${cut(value).replaceAll('"', "'")}"\`.`,
    code: 'yaml-colon-in-value',
  }
}

const badBegin: Rule = ({ own }) => {
  const [, value = ''] = /(?:^|:|-)\s+([%@`].*)$/.exec(own) ?? []
  return value === ''
    ? undefined
    : {
        hint: `A text that begins with \`${value[0] === '`' ? '´' : value[0]}\` goes into quotes.`,
        code: 'yaml-needs-quotes',
      }
}

const behindBracket: Rule = (spot) =>
  isMisfit(spot) &&
  /[\]}]\s*[^\s,:#\]}]|[\]}][\]}]|[^\s[{]+[\]}]/.test(spot.own) &&
  !/[[{].*[[{]/.test(spot.own)
    ? {
        hint: 'There is one bracket too many, or something behind the one that closes: remove it.',
        code: 'yaml-bracket',
      }
    : undefined

const notClosed: Rule = ({ reason, own, before }) => {
  if (!/not closed|unexpected end of the (?:stream|document)/.test(reason)) return undefined
  const [, opened = ''] =
    [reason.startsWith('missed comma') ? before : own, own, before]
      .map((line) => /(?:^|[:\s,[{-])(["'[{])(?:(?!\1).)*$/.exec(line))
      .find((found) => found !== null) ?? []
  const close = { '"': '"', "'": "'", '[': ']', '{': '}' }[opened]
  return {
    hint:
      close === undefined
        ? 'Close each quote and bracket that is opened there or before.'
        : `Close it with \`${close}\`${opened === '"' || opened === "'" ? ', on the same line where the text has one line' : ''}.`,
    code: 'yaml-not-closed',
  }
}

const withoutColon: Rule = ({ reason, before, lineBefore }) => {
  const line = before.trim()
  if (!/multiline key|separator is expected after|document separator/.test(reason)) return undefined
  if (line === '' || /[:[\]{}"'|>]/.test(line) || line.startsWith('- ')) return undefined
  return {
    message: `\`${cut(line)}\` stands alone, without a colon`,
    hint: `Write \`${cut(line)}: …\` where it is a key; where it belongs to the value before it, let it begin further right, or remove it.`,
    code: 'yaml-line-without-colon',
    line: lineBefore,
    column: countIndent(before) + 1,
  }
}

const strayItem: Rule = (spot) =>
  isMisfit(spot) && /^\s*- /.test(spot.own) && !/^\s*- /.test(spot.before)
    ? {
        hint: 'A list goes below a key that has nothing else behind its colon: write its name and a colon on a line before.',
        code: 'yaml-list-without-key',
      }
    : undefined

const indentation: Rule = (spot) => {
  if (!isMisfit(spot)) return undefined
  const [own, before] = [countIndent(spot.own), countIndent(spot.before)]
  if (own === before) return undefined
  const why = `This line begins with ${spaces(own)} and the one before it with ${spaces(before)}`
  return {
    hint: `${why}: keys of one mapping, and items of one list, begin in one column, and only what belongs to a key with nothing behind its colon begins further right.`,
    code: 'yaml-indentation',
  }
}

const countIndent = (line: string) => /^ */.exec(line)?.[0].length ?? 0
const spaces = (count: number) => (count === 1 ? '1 space' : `${count} spaces`)

const cut = (text: string) => {
  const line = text.trim().replaceAll('`', "'")
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}

const RULES: readonly Rule[] = [
  onReason(
    /\btabs?\b/,
    'yaml-tab',
    'Use spaces in place of the tab: editors can turn all of a file (“Convert indentation to spaces”).',
  ),
  noBreakSpace,
  missingSpace,
  missingDashSpace,
  equalSign,
  notClosed,
  onReason(
    /^missed comma/,
    'yaml-comma',
    'Put a comma between the entries, or close the bracket before this; a text with spaces in it goes into quotes.',
  ),
  behindQuote,
  onReason(
    /escape sequence|hexadecimal/,
    'yaml-escape',
    'Between double quotes a backslash begins an escape: write `\\\\` for one, or use single quotes.',
  ),
  onReason(
    /more than one document/,
    'yaml-documents',
    'Keep one of them: remove the line `---` or `...` and what does not belong here.',
  ),
  onReason(/UTF-/, 'yaml-encoding', 'Save the file as UTF-8: editors have it below “Encoding” or “Save as”.'),
  onReason(
    /^the character U\+/,
    'yaml-character',
    'Remove it, or write it as an escape between double quotes, such as `"\\u0085"`.',
  ),
  onReason(
    /no anchor for the alias|name of an (?:alias|anchor)/,
    'yaml-alias',
    'If it is text, put it in quotes; else write `&name` before what it stands for, further up in the file.',
  ),
  onReason(/^a line break is expected/, 'yaml-block', 'Text behind `|` or `>` begins on the next line.'),
  onReason(
    /cannot be a key|no key before/,
    'yaml-key',
    'A key is one word or a text in quotes, before its colon.',
  ),
  onReason(/directive/, 'yaml-directive', 'A line that begins with `%` is none of these files: remove it.'),
  onReason(
    /nesting exceeded|more than [\d,]+ values|too many lines/,
    'yaml-too-much',
    'Write less into this file, or flatter: it is meant to be read by people.',
  ),
  badBegin,
  colonInValue,
  curlyQuotes,
  behindBracket,
  strayItem,
  withoutColon,
  indentation,
]

/** What to write where a whole document is one text, because none of its colons has a space behind it; undefined for other text. */
export function adviseText(text: string): string | undefined {
  const [, key = '', sign = '', value = ''] = /^([\w.-]{1,60})(:|\s*=\s*)(\S{1,60})/.exec(text) ?? []
  if (sign === '') return undefined
  return `Between a key and its value there are a colon and a space: \`${key}: ${cut(value)}\`.`
}
