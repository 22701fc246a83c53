import { type Finding, wrongValue } from '../containers/finding.ts'
import type { YamlPath } from '../yaml/yaml.ts'

/** What the server takes as a name, in characters (docs/medperf.md 4.2, 6.1). */
export const LONGEST_NAME = 128

// Marks of direction, blanks without width, a hyphen that shows at the end of a line alone. Joiners are letters of some scripts.
const UNSEEN = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/

/**
 * Checks a name as the server would: not blank, not too long, nothing that it trims or refuses (docs/medperf.md 2.7, 6.1).
 */
export function checkName(name: string, path: YamlPath): readonly Finding[] {
  const key = `\`${path.join('.')}\``
  const edges =
    name.trim() === ''
      ? [wrongValue(path, `${key} is empty`)]
      : name === name.trim()
        ? []
        : [wrongValue(path, `${key} begins or ends with a space, which the server removes`)]
  const hidden = `${key} has characters that do not show, so nobody would see what is registered`
  return [
    ...edges,
    ...(UNSEEN.test(name) ? [wrongValue(path, hidden, 'Write it anew, by hand.')] : []),
    ...checkText(name, path, LONGEST_NAME),
  ]
}

/** Checks the length of a text in characters, as the server counts them, and that it has none which the server refuses. */
export function checkText(text: string, path: YamlPath, most: number): readonly Finding[] {
  const { length } = [...text]
  const key = `\`${path.join('.')}\``
  const long = `${key} is ${length} characters long, and the server takes ${most}`
  return [
    ...(length > most ? [wrongValue(path, long, 'Shorten it.')] : []),
    ...(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text)
      ? [wrongValue(path, `${key} has control characters in it`)]
      : []),
    ...(text.isWellFormed() ? [] : [wrongValue(path, `${key} has half of a surrogate pair in it`)]),
  ]
}

/** Checks a web address that is shown to people. */
export function checkWebAddress(url: string, path: YamlPath, most: number): readonly Finding[] {
  const findings = checkText(url, path, most)
  if (/^https?:\/\/\S+$/.test(url) && URL.canParse(url)) return findings
  const why = `\`${path.join('.')}\` is not a web address: ${url}`
  return [...findings, wrongValue(path, why, 'It begins with `https://`.')]
}
