import type { TextPlace } from '../text.ts'
import { behindBracket, indentation, notClosed, strayItem, withoutColon } from './layout.ts'
import {
  badBegin,
  behindQuote,
  colonInValue,
  curlyQuotes,
  equalSign,
  missingDashSpace,
  missingSpace,
  noBreakSpace,
} from './signs.ts'
import { cut, onReason, type Rule, type SyntaxAdvice } from './spot.ts'

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
