import type { Plain } from './scalars.ts'
import { isRawNumber } from './value.ts'

/** Why no server holds a leaf or key in a field of JSON, as the end of a sentence (docs/medperf.md 2.7); undefined where one does. */
export function explainUnholdable(leaf: Plain): string | undefined {
  if (typeof leaf === 'string') return faultOfText(leaf)
  if (!isRawNumber(leaf)) return undefined
  // Whole numbers may be as long as they like; of others Python makes doubles.
  const isDouble = /[.e]/i.test(leaf.rawJSON)
  return isDouble && !Number.isFinite(Number(leaf.rawJSON)) ? 'is a number without end' : undefined
}

function faultOfText(text: string): string | undefined {
  if (text.includes('\0')) return 'has a zero character'
  return text.isWellFormed() ? undefined : 'has half of a surrogate pair'
}

const WORD = /\b(?:NaN|Infinity)\b/

/**
 * Whether MedPerf's client cannot send a text, or a key: it looks for the whole words `NaN` and `Infinity` in the JSON of a body,
 * where every character beyond ASCII is an escape (docs/medperf.md 6.8).
 */
export const breaksSanitising = (text: string): boolean => {
  // Nearly no text has such a word, and to write all of them as Python does takes time.
  if (!text.includes('NaN') && !text.includes('Infinity')) return false
  return WORD.test(JSON.stringify(text).replaceAll(/[^ -~]/g, escapeUnit))
}

const escapeUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
