import { plainLine } from '../words/text.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** A duration in seconds as people say it: `0.6 s`, `41 s`, `3 min 20 s`, `1 h 2 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < MINUTE) return `${whole} s`
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min ${whole % MINUTE} s`
  const minutes = Math.round(seconds / MINUTE)
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A number of things with separators: `12,345`. */
export const formatCount = (count: number): string => count.toLocaleString('en-US')

/** A finite number with the digits that a reader needs: four below 1, up to six above; integers whole. */
export function formatNumber(value: number, digits = Math.abs(value) < 1 ? 4 : 6): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  return trim(value.toPrecision(digits), value)
}

/** A difference with its sign and the decimals of the value it belongs to, more where these would tell too little. */
export function formatChange(change: number, value: number, digits?: number): string {
  if (change === 0) return '0'
  const size = Math.abs(change)
  const decimals = /\.(\d+)$/.exec(formatNumber(value, digits))?.[1]?.length ?? 0
  const fixed = size.toFixed(decimals)
  const isClose = Math.abs(Number(fixed) - size) <= size / 10
  return `${change < 0 ? '−' : '+'}${isClose ? fixed : trim(size.toPrecision(2), change)}`
}

/** `one thing`, `2 things`. */
export const countNoun = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

/** `a`, `a and b`, `a, b and c`. */
export const joinWords = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

/** Names, paths and places in files of one word, which can say nothing in a title. */
const WORD = /^[\w./-]{1,60}(?::\d+)?$/

/** A name in a title, where no Markdown is: in quotes that nothing in it can end, unless it is a single word. */
export const quoteTitle = (name: string): string =>
  WORD.test(name) ? name : `"${plainLine(name, 200).replaceAll('"', "'")}"`

/** A sentence as a title: what is code in it stands in quotes. */
export const makeTitle = (sentence: string): string =>
  plainLine(sentence, 255).replaceAll(/`([^`]*)`?/g, (_, name: string) => quoteTitle(name))

/** A text that ends like a sentence. */
export const endSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`)

// Number's own text has no trailing zeros and an exponent only where the zeros would be many.
const trim = (text: string, value: number) => (Number.isFinite(value) ? String(Number(text)) : text)
