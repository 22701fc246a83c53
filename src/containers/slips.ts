import { suggestion } from '../words/did-you-mean.ts'
import type { Mapping } from '../yaml/value.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import { type Finding, warnKey } from './finding.ts'

/** MedPerf ignores unknown keys; one that nearly is a known one is most likely a slip. */
export function warnOfSlips(
  value: Mapping,
  known: readonly string[],
  path: YamlPath,
  findings: Finding[],
): void {
  for (const key of Object.keys(value)) {
    const meant = known.includes(key) ? undefined : suggestion(key, known)
    if (meant === undefined) continue
    findings.push(warnKey([...path, key], `MedPerf ignores the key \`${key}\``, `Did you mean \`${meant}\`?`))
  }
}
