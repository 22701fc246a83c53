import { cut, findForm, isMisfit, type Rule } from './spot.ts'

/** A word and a colon without a space, but not the begin of an address, or of a path of Windows. */
const NO_SPACE = /^(\s*(?:- +)?)(["']?)([\w.-]+)\2:(?!\/\/)(?=[^\s:/\\])(.*)$/

export const missingSpace: Rule = (spot) => {
  const found = isMisfit(spot) ? findForm(spot, NO_SPACE) : undefined
  if (found === undefined) return undefined
  const [, start = '', , key = '', value = ''] = found.parts
  return {
    message: `there is no space behind the colon of \`${key}:\``,
    hint: `Write \`${key}: ${cut(value)}\`.`,
    code: 'yaml-colon-without-space',
    line: found.line,
    column: start.length + 1,
  }
}

export const missingDashSpace: Rule = (spot) => {
  const found = isMisfit(spot) ? findForm(spot, /^\s*-(?![-\s\d])(.+)$/) : undefined
  if (found === undefined) return undefined
  return {
    hint: `An item of a list begins with a dash and a space: \`- ${cut(found.parts[1] ?? '')}\`.`,
    code: 'yaml-dash-without-space',
  }
}

export const equalSign: Rule = (spot) => {
  const found = isMisfit(spot) ? findForm(spot, EQUALS) : undefined
  if (found === undefined) return undefined
  const [, start = '', key = '', value = ''] = found.parts
  return {
    hint: `YAML has a colon there: \`${key}: ${cut(value)}\`.`,
    code: 'yaml-equal-sign',
    line: found.line,
    column: start.length + 1,
  }
}

const EQUALS = /^(\s*)([\w.-]+)\s*=\s*(\S.*)$/

export const noBreakSpace: Rule = ({ own, before }) =>
  /\u00a0/.test(own + before)
    ? {
        hint: 'There is a no-break space (U+00A0), as web pages and word processors write it: type a plain one.',
        code: 'yaml-no-break-space',
      }
    : undefined

export const curlyQuotes: Rule = ({ own, before }) =>
  /[“”‘’„]/.test(own + before)
    ? { hint: 'Quotes are straight in YAML: `"…"` or `\'…\'`.', code: 'yaml-curly-quotes' }
    : undefined

export const behindQuote: Rule = (spot) => {
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

export const colonInValue: Rule = (spot) => {
  const [, key = '', value = ''] =
    /^\s*(?:- +)*([^\s:'"#][^:'"#]*):\s+([^\s'"[{|>#][^#]*:(?:\s.*|)|)$/.exec(spot.own) ?? []
  if (!isMisfit(spot) || key === '' || value === '') return undefined
  return {
    hint: `A text with a colon and a space in it goes into quotes: \`${cut(key)}: "${cut(value).replaceAll('"', "'")}"\`.`,
    code: 'yaml-colon-in-value',
  }
}

export const badBegin: Rule = ({ own }) => {
  const [, value = ''] = /(?:^|:|-)\s+([%@`].*)$/.exec(own) ?? []
  return value === ''
    ? undefined
    : {
        hint: `A text that begins with \`${value[0] === '`' ? '´' : value[0]}\` goes into quotes.`,
        code: 'yaml-needs-quotes',
      }
}
