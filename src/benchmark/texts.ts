import { type Finding, wrongValue } from '../containers/finding.ts'
import type { YamlPath } from '../yaml/yaml.ts'

/** What the server takes as a name, in characters (docs/medperf.md 4.2, 6.1). */
export const LONGEST_NAME = 128

/**
 * Checks a name as the server would: not blank, not too long, nothing that it trims or refuses
 * (docs/medperf.md 2.7, 6.1).
 */
export function checkName(name: string, path: YamlPath, findings: Finding[]): void {
  const key = `\`${path.join('.')}\``
  if (name.trim() === '') findings.push(wrongValue(path, `${key} is empty`))
  else if (name !== name.trim())
    findings.push(wrongValue(path, `${key} begins or ends with a space, which the server removes`))
  checkText(name, path, LONGEST_NAME, findings)
}

/** Checks the length of a text in characters, as the server counts them, and that it has no control characters. */
export function checkText(text: string, path: YamlPath, most: number, findings: Finding[]): void {
  const length = [...text].length
  const key = `\`${path.join('.')}\``
  if (length > most)
    findings.push(
      wrongValue(path, `${key} is ${length} characters long, and the server takes ${most}`, 'Shorten it.'),
    )
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text))
    findings.push(wrongValue(path, `${key} has control characters in it`))
}

/** Checks a web address that is shown to people. */
export function checkWebAddress(url: string, path: YamlPath, most: number, findings: Finding[]): void {
  checkText(url, path, most, findings)
  if (/^https?:\/\/\S+$/.test(url) && URL.canParse(url)) return
  const hint = 'It begins with `https://`.'
  findings.push(wrongValue(path, `\`${path.join('.')}\` is not a web address: ${url}`, hint))
}
