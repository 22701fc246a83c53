import { suggestName } from '../words/did-you-mean.ts'
import type { Mapping } from '../yaml/value.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import { type Finding, warnKey } from './finding.ts'

/** MedPerf ignores unknown keys; one that nearly is a known one is most likely a slip. */
export const findSlips = (value: Mapping, known: readonly string[], path: YamlPath): readonly Finding[] =>
  Object.keys(value).flatMap((key) => {
    const meant = known.includes(key) ? undefined : suggestName(key, known)
    if (meant === undefined) return []
    return [warnKey([...path, key], `MedPerf ignores the key \`${key}\``, `Did you mean \`${meant}\`?`)]
  })
