import { implicitType } from '../../yaml/scalars.ts'
import { writeYaml } from '../../yaml/yaml.ts'

/** UTF-16 units: no number that a person or a program writes is longer. */
const LONGEST = 60

const NUMBER = /^[-+]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[-+]?\d+)?$/i
const SPECIAL = /^([-+]?)(nan|inf(?:inity)?)$/i
const PERCENT = /^([-+]?\d+(?:\.\d+)?) ?%$/
const THOUSANDS = /^[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/
const COMMA = /^([-+]?\d+),(\d+)$/
/** As Python's libraries show a number of theirs: `np.float64(0.9)`, `tensor(0.9, dtype=torch.float64)`. */
const WRAPPED =
  /^(?:[a-z]+\.)*(?:float|u?int|tensor|array|decimal)\d*_?\(['"]?([^(),'"]+)['"]?(?:,[^()]*)?\)$/i

/** The number that a text looks like, whatever it takes to write it in YAML 1.1; undefined for any other text. */
export function readNumberText(text: string): number | undefined {
  // Results may be a million texts.
  if (text.length > LONGEST || !/\d|nan|inf/i.test(text)) return undefined
  return numberIn(text) ?? numberIn(WRAPPED.exec(text)?.[1]?.trim() ?? '')
}

/** As what that number has to be written in YAML 1.1: `1.0e-05` for `1e-05`; undefined for text that looks like none. */
export function suggestNumber(text: string): string | undefined {
  const value = readNumberText(text)
  if (value === undefined) return undefined
  return isBareNumber(text) ? text : writeYaml(value).trim()
}

/** What to write in place of a text that looks like a number, a sentence. */
export function adviseOnText(text: string): string | undefined {
  const meant = suggestNumber(text)
  if (meant === undefined) return undefined
  return meant === text
    ? `\`${text}\` stands in quotes, which make it text: write it without them.`
    : `\`${text}\` is text in YAML 1.1: write \`${meant}\`.`
}

/** Whether a text is a number where it has no quotes, and the one that everybody reads: `010` is 8. */
const isBareNumber = (text: string): boolean =>
  NUMBER.test(text) && !/^[-+]?0\d/.test(text) && ['int', 'float'].includes(implicitType(text))

function numberIn(text: string): number | undefined {
  if (NUMBER.test(text)) return Number(text.replaceAll('_', ''))
  const [special, sign, word = ''] = SPECIAL.exec(text) ?? []
  if (special !== undefined) {
    if (/nan/i.test(word)) return Number.NaN
    return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  }
  const percent = PERCENT.exec(text)?.[1]
  if (percent !== undefined) return Number((Number(percent) / 100).toPrecision(15))
  if (THOUSANDS.test(text)) return Number(text.replaceAll(',', ''))
  const [comma, whole, fraction] = COMMA.exec(text) ?? []
  return comma === undefined ? undefined : Number(`${whole}.${fraction}`)
}
