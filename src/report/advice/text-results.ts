import { quoteName } from '../../words/text.ts'
import { countNoun } from '../format.ts'
import type { Leaf } from '../metrics.ts'
import type { Gate } from '../report.ts'
import { adviseOnText, readNumberText } from './number-text.ts'

/** One sentence about results that are text and look like numbers, where there are any; a gate about one of them says so itself. */
export function describeTexts(leaves: readonly Leaf[], gates: readonly Gate[]): readonly string[] {
  const gated = new Set(gates.map(({ metric }) => metric))
  const found = leaves.flatMap(({ name, value }) =>
    typeof value === 'string' && !gated.has(name) && looksLikeNumber(value) ? [{ name, value }] : [],
  )
  const [first] = found
  if (first === undefined) return []
  const name = quoteName(first.name)
  const [what, they] =
    found.length === 1
      ? [`The result ${name} is text that looks`, 'It is']
      : [`${countNoun(found.length, 'result')} are text that looks`, 'They are']
  const which = found.length === 1 ? '' : `, first ${name}`
  return [
    `${what} like a number${which}. ${they} registered as text, and no change from the base is shown. ${adviseOnText(first.value)}`,
  ]
}

/** Whole numbers in quotes may be meant to be text: a version, a name, a list. */
const looksLikeNumber = (text: string): boolean =>
  readNumberText(text) !== undefined && !/^[-+]?\d[\d,]*$/.test(text)
