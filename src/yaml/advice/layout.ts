import { countIndent, cut, isMisfit, nameSpaces, type Rule } from './spot.ts'

export const behindBracket: Rule = (spot) =>
  isMisfit(spot) &&
  /[\]}]\s*[^\s,:#\]}]|[\]}][\]}]|[^\s[{]+[\]}]/.test(spot.own) &&
  !/[[{].*[[{]/.test(spot.own)
    ? {
        hint: 'There is one bracket too many, or something behind the one that closes: remove it.',
        code: 'yaml-bracket',
      }
    : undefined

export const notClosed: Rule = ({ reason, own, before }) => {
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

export const withoutColon: Rule = ({ reason, before, lineBefore }) => {
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

export const strayItem: Rule = (spot) =>
  isMisfit(spot) && /^\s*- /.test(spot.own) && !/^\s*- /.test(spot.before)
    ? {
        hint: 'A list goes below a key that has nothing else behind its colon: write its name and a colon on a line before.',
        code: 'yaml-list-without-key',
      }
    : undefined

export const indentation: Rule = (spot) => {
  if (!isMisfit(spot)) return undefined
  const [own, before] = [countIndent(spot.own), countIndent(spot.before)]
  if (own === before) return undefined
  const why = `This line begins with ${nameSpaces(own)} and the one before it with ${nameSpaces(before)}`
  return {
    hint: `${why}: keys of one mapping, and items of one list, begin in one column, and only what belongs to a key with nothing behind its colon begins further right.`,
    code: 'yaml-indentation',
  }
}
