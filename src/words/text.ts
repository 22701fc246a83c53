import { stripVTControlCharacters } from 'node:util'

// C0 without tab and newline, DEL, C1, and the marks that turn the direction of text around.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** A stranger's text made safe for a terminal: lines end with `\n`; escape sequences and control characters are gone. */
export const plainText = (text: string): string =>
  text.search(HIDDEN) === -1
    ? text
    : stripVTControlCharacters(text.replaceAll(/\r\n?/g, '\n')).replaceAll(HIDDEN, '')

/** A name that a stranger gave as code within a sentence of ours: nothing in it ends the code, so it cannot pass for our words. */
export function quoteName(name: string, max = 100): string {
  const line = plainLine(name, max).replaceAll('`', "'")
  return line === '' ? "''" : `\`${line}\``
}

/** UTF-16 units of a line that is still matched: no program's own words are longer, and matching may cost their square. */
const MATCHED = 8 * 1024

/** The lines of a stranger's text, each cut before anybody matches it. */
export const cutLines = (text: string): readonly string[] =>
  text.split(/\r?\n/).map((line) => line.slice(0, MATCHED))

/** A stranger's text on one line of at most `max` UTF-16 units; a cut is shown by `…` and splits no character. */
export function plainLine(text: string, max = 500): string {
  const line = plainText(text).replaceAll(/\s+/g, ' ').trim()
  return line.length <= max ? line : `${line.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
