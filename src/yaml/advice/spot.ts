import type { Advice } from '../tags.ts'
import type { TextPlace } from '../text.ts'

/** What to do about a text that is no YAML; with words and a place of its own where the reader stumbled behind the cause. */
export interface SyntaxAdvice extends Advice, Partial<TextPlace> {
  readonly message?: string
}

/** A place where reading ended, with its line and the one before it that is not blank. */
export interface Spot {
  readonly reason: string
  readonly own: string
  readonly before: string
  readonly place: TextPlace
  /** Of `before`, from 1. */
  readonly lineBefore: number
}

/** Advice for a spot, where it is of one kind. */
export type Rule = (spot: Spot) => SyntaxAdvice | undefined

/** A rule for what the reader says. */
export const onReason =
  (pattern: RegExp, code: string, hint: string): Rule =>
  ({ reason }) =>
    pattern.test(reason) ? { hint, code } : undefined

/** Where the reader met something that fits nothing before it, for whatever cause. */
export const isMisfit = ({ reason }: Spot) =>
  /^(?:bad indentation|end of the stream or|can not read a block|expected the node content)/.test(reason)

/** The line of a spot, or the one before it, that has a form, with what the form found there. */
export function findForm(
  { own, before, place, lineBefore }: Spot,
  form: RegExp,
): { readonly line: number; readonly parts: RegExpExecArray } | undefined {
  for (const [text, line] of [
    [own, place.line],
    [before, lineBefore],
  ] as const) {
    const parts = form.exec(text)
    if (parts !== null) return { line, parts }
  }
  return undefined
}

/** Spaces at the begin of a line. */
export const countIndent = (line: string) => /^ */.exec(line)?.[0].length ?? 0
/** So many spaces, in words. */
export const nameSpaces = (count: number) => (count === 1 ? '1 space' : `${count} spaces`)

/** A part of a line as advice shows it. */
export const cut = (text: string) => {
  const line = text.trim().replaceAll('`', "'")
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
